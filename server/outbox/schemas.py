"""Shapes of the operator's answers."""

import marshmallow as ma


class HealthResponse(ma.Schema):
    """The process lives."""

    status = ma.fields.String(required=True, validate=ma.validate.Equal("ok"))


class ReadinessResponse(HealthResponse):
    """The server can do its work; how far its outbox is behind."""

    oldest_due_seconds = ma.fields.Float(
        required=True, metadata={"description": "How long the oldest due message has waited"}
    )
    pending = ma.fields.Integer(required=True, metadata={"description": "Due now or later"})
    undecided = ma.fields.Integer(  # `unknown` is marshmallow's own
        data_key="unknown",
        attribute="unknown",
        required=True,
        metadata={"description": "May have arrived; their owners decide"},
    )
    failed = ma.fields.Integer(required=True, metadata={"description": "Did not go, and will not"})
