"""What phones send to the door, and what they read back."""

from marshmallow import EXCLUDE, Schema, fields, validate

from server.core.api import ProblemSchema


class EntryEnvelope(Schema):
    """What every entry carries around its body."""

    id = fields.UUID(required=True, metadata={"description": "made on the phone; UUIDv7"})
    kind = fields.String(required=True)
    at = fields.AwareDateTime(required=True, metadata={"description": "by the phone's clock"})
    v = fields.Integer(load_default=1, validate=validate.Range(min=1))


class SyncRequest(Schema):
    """A batch of entries in the order they were made, and how far the phone has read."""

    class Meta:
        """Unknown members are ignored: an older server answers a newer phone."""

        unknown = EXCLUDE

    client = fields.UUID(required=True)
    schema = fields.Integer(load_default=1, validate=validate.Range(min=1))
    device_now = fields.AwareDateTime(required=True)
    epoch = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=64))
    cursor = fields.Integer(load_default=0, validate=validate.Range(min=0, max=2**53))
    entries = fields.List(
        fields.Raw(
            allow_none=True,  # refused by itself, like all that is no entry
            metadata={"allOf": [{"$ref": "#/components/schemas/SyncEntry"}]},
        ),
        load_default=list,
    )


class ResultResponse(Schema):
    """What became of one entry."""

    id = fields.Raw(metadata={"type": "string"})
    status = fields.String(validate=validate.OneOf(["done", "refused", "later"]))
    problem = fields.Nested(ProblemSchema)


class SyncResponse(Schema):
    """What became of each entry, and the account's changes after the phone's cursor."""

    epoch = fields.String()
    results = fields.List(fields.Nested(ResultResponse))
    changes = fields.List(
        fields.Raw(
            metadata={
                "type": "object",
                "description": "kind, id, seq; and the row's fields, or gone: true",
                "required": ["kind", "id", "seq"],
                "properties": {
                    "kind": {"type": "string"},
                    "id": {"type": "string"},
                    "seq": {"type": "integer"},
                    "gone": {"const": True},
                },
            }
        )
    )
    cursor = fields.Integer()
    more = fields.Boolean()


def entry_schema(kind: str, body: type[Schema]) -> tuple[str, type[Schema]]:
    """Return the name and the schema of one kind of entry as it is on the wire."""
    name = "".join(part.title() for part in kind.split(".")) + "Entry"
    members = {
        "kind": fields.String(required=True, validate=validate.Equal(kind)),
        "__doc__": body.__doc__,
    }
    return name, type(name, (EntryEnvelope, body), members)
