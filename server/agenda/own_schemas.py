"""The bodies of entries about own items and overlaps that are kept knowingly."""

from datetime import UTC, datetime, timedelta
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from server.agenda.schemas import EventJoin
from server.core.texts import one_line

TITLE, PLACE = 200, 200
LONGEST = timedelta(days=7)
MINUTES_LIMIT = 7 * 24 * 60
# What a phone's clock and a calendar can both hold, zones included.
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
# A session's key, or an own item's id.
PLANNED = (validate.Length(min=1), one_line(40))


def not_blank(text: str) -> None:
    """Refuse a text in which nothing is to be seen."""
    if not text.strip():
        raise ValidationError("Give it a title.")


def _moment() -> fields.AwareDateTime:
    return fields.AwareDateTime(validate=validate.Range(min=EARLIEST, max=LATEST))


def _flag() -> fields.Boolean:
    return fields.Boolean(truthy={True}, falsy={False})


class OwnSet(EventJoin):
    """Some fields of an own item; those it does not name stay as they are.

    Start and end are one field, so that edits of two phones never mix into a time that cannot be.
    """

    own = fields.UUID(required=True)
    title = fields.String(validate=[one_line(TITLE), not_blank])
    place = fields.String(allow_none=True, validate=one_line(PLACE))
    starts_at = _moment()
    ends_at = _moment()
    keep_free = _flag()
    gone = _flag()

    @validates_schema
    def check_times(self, body: dict[str, Any], **kwargs: object) -> None:
        """Check that start and end come together, in this order, and not too far apart."""
        del kwargs
        start, end = body.get("starts_at"), body.get("ends_at")
        if start is None and end is None:
            return
        if start is None or end is None:
            missing = "starts_at" if start is None else "ends_at"
            raise ValidationError("Send the start and the end together.", missing)
        if end <= start:
            raise ValidationError("The end is not after the start.", "ends_at")
        if end - start > LONGEST:
            raise ValidationError("An item is at most 7 days long.", "ends_at")


class OverlapKeep(EventJoin):
    """Two planned things that overlap by so many minutes, both kept; null: named again."""

    one = fields.String(required=True, validate=PLANNED)
    other = fields.String(required=True, validate=PLANNED)
    minutes = fields.Integer(
        required=True,
        allow_none=True,
        strict=True,
        validate=validate.Range(min=1, max=MINUTES_LIMIT),
    )

    @validates_schema
    def check_two(self, body: dict[str, Any], **kwargs: object) -> None:
        """Check that it names two things."""
        del kwargs
        if body["one"] == body["other"]:
            raise ValidationError("Nothing overlaps with itself.", "other")
        if "/" in body["one"] + body["other"]:
            raise ValidationError("No such session or item.", "one")
