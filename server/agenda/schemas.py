"""The bodies of entries about the agenda, and what the calendar's addresses answer."""

from marshmallow import Schema, fields, validate

from server.core.texts import one_line

SLUG = (validate.Length(min=1), one_line(40))
KEY = (validate.Length(min=1), one_line(20))
VALUES = ("going", "interested")


class EventJoin(Schema):
    """An event that the phone was pointed to."""

    event = fields.String(required=True, validate=SLUG)


class VisitAdd(EventJoin):
    """A session or poster that the owner was at."""

    session = fields.String(required=True, validate=KEY)


class AgendaSet(VisitAdd):
    """A session planned, or (null) no more."""

    value = fields.String(required=True, allow_none=True, validate=validate.OneOf(VALUES))


class CalendarResponse(Schema):
    """Where the agenda can be subscribed to; null while no address was asked for."""

    address = fields.String(required=True, allow_none=True)
