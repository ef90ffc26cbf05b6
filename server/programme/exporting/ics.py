"""A whole programme as one calendar."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain

from server.programme.calendar import (
    CalendarEntry,
    Subscription,
    session_uid,
    session_words,
    venue_words,
    write_calendar,
)
from server.programme.exporting.programme import Item, Programme

# How long what left the programme is shown as cancelled to those who subscribe to all of it,
# counted to the newest change, so that one version is always the same bytes.
CANCELLED_FOR = timedelta(days=30)


def programme_calendar(
    programme: Programme, marks: Mapping[str, tuple[int, datetime]], made_at: datetime
) -> bytes:
    """Return the calendar; *marks* has each session's sequence and last change by key."""
    there = (_entry(programme, one, *marks.get(one.key, (0, made_at))) for one in programme.items)
    return write_calendar(
        chain(there, _cancelled(programme, marks)),
        Subscription(programme.event["name"], programme.event["timezone"]),
    )


def _cancelled(
    programme: Programme, marks: Mapping[str, tuple[int, datetime]]
) -> Iterator[CalendarEntry]:
    """Yield what left the programme lately, as cancelled: else it stays in some calendars."""
    newest = max((modified_at for _, modified_at in marks.values()), default=None)
    for item in programme.removed:
        sequence, left_at = marks.get(item.key, (0, None))
        if newest is not None and left_at is not None and left_at >= newest - CANCELLED_FOR:
            yield _entry(programme, replace(item, cancelled=True), sequence, left_at)


def _entry(programme: Programme, item: Item, sequence: int, modified_at: datetime) -> CalendarEntry:
    return CalendarEntry(
        uid=session_uid(programme.event["slug"], item.key, programme.base_url),
        sequence=sequence,
        modified_at=modified_at,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        title=item.title,
        places=item.rooms,
        description=session_words(
            venue_words(item.starts_at, item.ends_at, programme.event["timezone"]),
            [part.name for part in item.people],
            item.abstract,
        ),
        address=programme.address_of(item),
        cancelled=item.cancelled,
    )
