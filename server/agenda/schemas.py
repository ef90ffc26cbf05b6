"""The bodies of entries about the agenda, and what the calendar's addresses answer."""

from marshmallow import Schema, fields, validate

from server.core.texts import many_lines, one_line

SLUG = (validate.Length(min=1), one_line(40))
KEY = (validate.Length(min=1), one_line(20))
VERSION = validate.Range(min=0, max=2**31 - 1)
VALUES = ("going", "interested")
NOTE_LENGTH = 10_000


class EventJoin(Schema):
    """An event that the phone was pointed to."""

    event = fields.String(required=True, validate=SLUG)


class VisitAdd(EventJoin):
    """A session or poster that the owner was at."""

    session = fields.String(required=True, validate=KEY)


class VisitRemove(VisitAdd):
    """A visit that was ticked by mistake."""


class RevisitSet(VisitAdd):
    """A session or poster to come back to, or not any more."""

    value = fields.Boolean(required=True)


class SessionNoteSave(VisitAdd):
    """A note about a session; `base` is the entry whose text this one replaces."""

    note = fields.UUID(required=True)
    base = fields.UUID(required=True, allow_none=True)
    text = fields.String(required=True, validate=many_lines(NOTE_LENGTH))


class AgendaSet(VisitAdd):
    """A session planned, or (null) no more."""

    value = fields.String(required=True, allow_none=True, validate=validate.OneOf(VALUES))
    version = fields.Integer(
        strict=True,
        validate=VERSION,
        metadata={"description": "of the programme, as the phone showed it"},
    )


class ChangesSeenSet(EventJoin):
    """What had changed up to a version of the programme was seen."""

    version = fields.Integer(required=True, strict=True, validate=VERSION)


class CalendarResponse(Schema):
    """Where the agenda can be subscribed to; null while no address was asked for."""

    address = fields.String(required=True, allow_none=True)
