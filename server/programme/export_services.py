"""The published programme for other programs: whole in several formats, or one session."""

from datetime import UTC, datetime

from server.core.variants import Variants, content_tag
from server.programme.calendar import (
    CalendarEntry,
    app_address,
    session_uid,
    session_words,
    venue_words,
    write_calendar,
)
from server.programme.exporting.frab import frab_json, frab_xml
from server.programme.exporting.ics import programme_calendar
from server.programme.exporting.programme import Programme, programme_of
from server.programme.exporting.table import programme_table
from server.programme.queries import (
    calendar_marks,
    exported,
    session_for_calendar,
    whole_programme,
)

FORMATS = ("frab-json", "frab-xml", "ics", "csv")
START_OF_TIME = datetime(1970, 1, 1, tzinfo=UTC)


def exported_programme(*, slug: str, version: int, name: str, base_url: str) -> Variants | None:
    """Return a version in the format *name* (one of `FORMATS`), or None where it is not kept.

    Rendered and compressed once per process.
    """

    def render() -> bytes | None:
        found = whole_programme(slug, version)
        return None if found is None else _written(programme_of(*found, base_url), name)

    return exported(slug, version, name, render)


def _written(programme: Programme, name: str) -> bytes:
    if name == "frab-json":
        return frab_json(programme)
    if name == "frab-xml":
        return frab_xml(programme)
    if name == "csv":
        return programme_table(programme)
    return programme_calendar(programme, calendar_marks(programme.event["slug"]), START_OF_TIME)


def session_calendar(*, slug: str, key: str, base_url: str) -> tuple[bytes, str, datetime] | None:
    """Return one session as a calendar, its tag, and when it changed; None for an unknown one."""
    session = session_for_calendar(slug, key)
    if session is None:
        return None
    zone = session.event.timezone
    entry = CalendarEntry(
        uid=session_uid(slug, key, base_url),
        sequence=session.sequence,
        modified_at=session.modified_at,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=session.title,
        places=tuple(room.name for room in session.rooms),
        description=session_words(
            venue_words(session.starts_at, session.ends_at, zone),
            [person.name for person in session.people],
        ),
        address=app_address(slug, key, base_url),
        cancelled=session.cancelled or session.removed_at is not None,
    )
    body = write_calendar([entry])
    return body, content_tag(body), session.modified_at
