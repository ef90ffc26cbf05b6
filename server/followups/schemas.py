"""Shapes of what comes in and goes out. Shape only; the rules are services'."""

import re
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from server.followups.states import TYPES

SUBJECT, BODY, ADDRESS, SHORT = 998, 20_000, 254, 50
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
LINE_BREAK = re.compile(r"[\n\r\t\u2028\u2029]")
OUTCOMES = ("answer", "meeting", "referred", "declined", "out_of_office", "bounced")
HASH = validate.Regexp(r"\A[0-9a-f]{64}\Z", error="Takes a SHA-256 in hexadecimal.")
NEEDS = {"approved": ("body", "hash"), "edited": ("body",), "not_sent": ("names",)}


def one_line(text: str) -> None:
    """Refuse line breaks and control characters."""
    if CONTROL.search(text) or LINE_BREAK.search(text):
        raise ValidationError("Leave out line breaks and control characters.")


def many_lines(text: str) -> None:
    """Refuse control characters other than line breaks."""
    if CONTROL.search(text):
        raise ValidationError("Leave out control characters.")


def short(limit: int = SHORT) -> list[Any]:
    """Return the checks of a text on one line."""
    return [validate.Length(max=limit), one_line]


class MessageEvent(Schema):
    """One thing that happened to a message, on a phone."""

    message = fields.UUID(required=True)
    contact = fields.UUID(required=True)
    event = fields.String(load_default=None, allow_none=True, validate=short(100))
    intent = fields.String(required=True, validate=short())
    channel = fields.String(required=True, validate=short())
    type = fields.String(required=True, validate=validate.OneOf(TYPES))
    subject = fields.String(load_default=None, allow_none=True, validate=short(SUBJECT))
    body = fields.String(
        load_default=None, allow_none=True, validate=[validate.Length(max=BODY), many_lines]
    )
    to = fields.String(load_default=None, allow_none=True, validate=short(ADDRESS))
    template = fields.String(load_default=None, allow_none=True, validate=short())
    catalogue = fields.String(load_default=None, allow_none=True, validate=short())
    hash = fields.String(load_default=None, allow_none=True, validate=HASH)
    names = fields.UUID(load_default=None, allow_none=True)
    outcome = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(OUTCOMES))

    @validates_schema
    def check_needs(self, body: dict[str, Any], **kwargs: object) -> None:
        """Check that the event brings what its type is about."""
        del kwargs
        for name in NEEDS.get(body["type"], ()):
            if body[name] is None:
                raise ValidationError(f"Needed for {body['type']}.", name)


class SendRequest(Schema):
    """The approved text that its owner saw, by its hash."""

    hash = fields.String(required=True, validate=HASH)
    again = fields.Boolean(
        load_default=False,
        metadata={"description": "Send it although nobody knows whether the last one arrived"},
    )


class DeliveryResponse(Schema):
    """What became of a message that the server sends."""

    state = fields.String(
        required=True,
        validate=validate.OneOf(["waiting", "sent", "failed", "unknown", "cancelled"]),
    )
    reason = fields.String(allow_none=True)
    asked_at = fields.AwareDateTime(required=True)
