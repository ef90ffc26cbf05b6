"""What the lists of events answer."""

import marshmallow as ma


class SeenEventSchema(ma.Schema):
    """An event as somebody's list of events shows it."""

    slug = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    timezone = ma.fields.String(required=True, metadata={"description": "IANA name"})
    starts_on = ma.fields.Date(required=True)
    ends_on = ma.fields.Date(required=True, metadata={"description": "the last day itself"})
    place = ma.fields.String(allow_none=True, required=True)
    private = ma.fields.Boolean(
        metadata={"description": "an attendee added it; who knows its slug can read and join it"}
    )
    mine = ma.fields.Boolean(metadata={"description": "the caller added it"})


class EventResponse(SeenEventSchema):
    """One event; who added it also reads how many others joined it."""

    others = ma.fields.Integer()


class EventsResponse(ma.Schema):
    """Every event that the caller finds, the newest first."""

    events = ma.fields.List(ma.fields.Nested(SeenEventSchema), required=True)
