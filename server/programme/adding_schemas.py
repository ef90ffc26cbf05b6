"""The bodies of what an attendee brings, and what is shown before anything is written."""

from typing import Any

import marshmallow as ma

from server.core.texts import one_line

TEXT = 200
ADDRESS = 2_000
FIELDS_MAPPED = 60


class EventFactsRequest(ma.Schema):
    """What people read of an event; what is left out stays, or is for the file to say."""

    name = ma.fields.String(validate=one_line(TEXT))
    timezone = ma.fields.String(validate=one_line(64), metadata={"description": "IANA name"})
    starts_on = ma.fields.Date()
    ends_on = ma.fields.Date(metadata={"description": "the last day itself"})
    place = ma.fields.String(validate=one_line(TEXT))


class PreviewRequest(EventFactsRequest):
    """A programme, by its address (JSON) or as one file or several (`file`, multipart).

    Every member is a form field beside the files; `columns` is then JSON in a text.
    """

    class Meta:
        """Nothing else is taken."""

        unknown = ma.RAISE

    address = ma.fields.String(validate=one_line(ADDRESS))
    zone_here = ma.fields.String(
        validate=one_line(64),
        metadata={"description": "the phone's zone, for a file that names none"},
    )
    columns = ma.fields.Dict(
        keys=ma.fields.String(validate=one_line(40)),
        values=ma.fields.String(validate=one_line(500)),
        validate=ma.validate.Length(max=FIELDS_MAPPED),
        metadata={"description": "for a table: field → column"},
    )
    ask_columns = ma.fields.Boolean(
        metadata={"description": "ask for a table's columns though they were recognised"}
    )
    add = ma.fields.Boolean(
        metadata={"description": "beside what `event` has, as a list of posters always is"}
    )
    event = ma.fields.String(
        validate=one_line(40), metadata={"description": "slug of the event to renew"}
    )

    @ma.pre_load
    def _without_blanks(self, body: Any, **_: object) -> Any:  # noqa: ANN401 -- unvalidated
        """Read an empty date or zone of a form as left out."""
        if not isinstance(body, dict):
            return body
        unsaid = ("timezone", "starts_on", "ends_on", "zone_here", "event")
        return {key: value for key, value in body.items() if value != "" or key not in unsaid}


class RenewRequest(PreviewRequest):
    """The same once more, with the digest of the preview that was agreed to."""

    digest = ma.fields.String(required=True, validate=one_line(64))


class AddRequest(RenewRequest):
    """The same for a new event, whose id the phone makes, so that a repeat adds nothing."""

    id = ma.fields.UUID(required=True)


class SampledColumnSchema(ma.Schema):
    """A column of a table, with what stands in it."""

    name = ma.fields.String(required=True)
    samples = ma.fields.List(ma.fields.String(), required=True)


class MappableFieldSchema(ma.Schema):
    """What a column can hold."""

    name = ma.fields.String(required=True)
    required = ma.fields.Boolean(required=True)


class ColumnsSchema(ma.Schema):
    """The question what a table's columns hold."""

    class Meta:
        """A member of this name cannot be an attribute."""

        include = {  # noqa: RUF012 -- as marshmallow reads it
            "fields": ma.fields.List(ma.fields.Nested(MappableFieldSchema), required=True)
        }

    columns = ma.fields.List(ma.fields.Nested(SampledColumnSchema), required=True)
    guess = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.String(), required=True)


class PreviewedEventSchema(ma.Schema):
    """The event as it will be stored."""

    name = ma.fields.String(required=True, metadata={"description": "empty: to be given"})
    timezone = ma.fields.String(required=True)
    starts_on = ma.fields.Date(required=True)
    ends_on = ma.fields.Date(required=True)
    place = ma.fields.String(allow_none=True, required=True)
    zone_from = ma.fields.String(
        required=True, validate=ma.validate.OneOf(("said", "file", "phone"))
    )


class CountsSchema(ma.Schema):
    """How much there is, and what it does to what was there."""

    sessions = ma.fields.Integer(required=True)
    posters = ma.fields.Integer(required=True)
    speakers = ma.fields.Integer(required=True)
    added = ma.fields.Integer(required=True)
    changed = ma.fields.Integer(required=True)
    removed = ma.fields.Integer(required=True)
    unchanged = ma.fields.Integer(required=True)


class DayCountSchema(ma.Schema):
    """A day and how many sessions start on it."""

    date = ma.fields.Date(required=True)
    sessions = ma.fields.Integer(required=True)


class RoomCountSchema(ma.Schema):
    """A room and how many sessions are in it."""

    name = ma.fields.String(required=True)
    sessions = ma.fields.Integer(required=True)


class WarningSchema(ma.Schema):
    """Something odd, and where in the file it is."""

    where = ma.fields.String(required=True)
    message = ma.fields.String(required=True)


class PreviewResponse(ma.Schema):
    """What would happen. With `columns` alone, a table's columns are to be said first."""

    columns = ma.fields.Nested(ColumnsSchema)
    digest = ma.fields.String(metadata={"description": "what to agree to"})
    format = ma.fields.String()
    event = ma.fields.Nested(PreviewedEventSchema)
    counts = ma.fields.Nested(CountsSchema)
    days = ma.fields.List(ma.fields.Nested(DayCountSchema))
    rooms = ma.fields.List(ma.fields.Nested(RoomCountSchema))
    warnings = ma.fields.List(ma.fields.Nested(WarningSchema))
    changes = ma.fields.List(ma.fields.Dict())
    renamed = ma.fields.List(ma.fields.Dict())


class AddedResponse(ma.Schema):
    """The event that was added or renewed."""

    slug = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    timezone = ma.fields.String(required=True)
    starts_on = ma.fields.Date(required=True)
    ends_on = ma.fields.Date(required=True)
    place = ma.fields.String(allow_none=True, required=True)
    private = ma.fields.Boolean(required=True)
    mine = ma.fields.Boolean(required=True)
