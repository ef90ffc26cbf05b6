"""A whole programme as one calendar."""

from collections.abc import Mapping
from datetime import datetime

from server.programme.calendar import (
    CalendarEntry,
    Subscription,
    session_uid,
    session_words,
    venue_words,
    write_calendar,
)
from server.programme.exporting.programme import Item, Programme


def programme_calendar(
    programme: Programme, marks: Mapping[str, tuple[int, datetime]], made_at: datetime
) -> bytes:
    """Return the calendar; *marks* has each session's sequence and last change by key."""
    return write_calendar(
        (_entry(programme, item, *marks.get(item.key, (0, made_at))) for item in programme.items),
        Subscription(programme.event["name"], programme.event["timezone"]),
    )


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
            [name for _, name, _ in item.people],
            item.abstract,
        ),
        address=programme.address_of(item),
        cancelled=item.cancelled,
    )
