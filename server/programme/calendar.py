"""Sessions as iCalendar (RFC 5545), written directly: the library takes ten times as long.

Times are in UTC, because calendars disagree about descriptions of zones; the venue's own time
stands in the description, in words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

CONTENT_TYPE = "text/calendar; charset=utf-8"
LINE_OCTETS = 75
CONTINUATION = 0b1000_0000  # how an octet within a character of UTF-8 begins
HEAD = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hallway//Programme//EN\r\n"
    b"CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
)
CONTROLS = bytes((*range(10), *range(11, 32), 127))  # those that may not be in a text
BLANKED = bytes(ord(" ") if octet in CONTROLS else octet for octet in range(256))
# The backslash first, or it would escape the others' escapes. Faster than one `translate`.
SPECIAL = ((b"\\", b"\\\\"), (b";", b"\\;"), (b",", b"\\,"), (b"\n", b"\\n"))
MOMENTS = 4096  # sessions begin and end together: a moment is written once


class CalendarEntry(NamedTuple):
    """One session in a calendar. `uid` is for ever; `sequence` rises with each change of plan."""

    uid: str
    sequence: int
    modified_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    places: tuple[str, ...] = ()
    description: str = ""
    address: str = ""
    cancelled: bool = False
    tentative: bool = False


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a calendar that is fetched again and again says of itself."""

    name: str
    zone: str | None = None


def write_calendar(
    entries: Iterable[CalendarEntry], subscription: Subscription | None = None
) -> bytes:
    """Return a calendar of *entries*, in their order; the same bytes for the same entries."""
    parts = [HEAD]
    if subscription is not None:
        name = _escaped(subscription.name)
        parts += [_folded(b"X-WR-CALNAME:" + name), _folded(b"NAME:" + name)]
        if subscription.zone:
            parts.append(_folded(b"X-WR-TIMEZONE:" + subscription.zone.encode()))
        parts.append(b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n")
    for entry in entries:
        parts += _event(entry)
    parts.append(b"END:VCALENDAR\r\n")
    return b"".join(parts)


def _event(entry: CalendarEntry) -> Iterator[bytes]:
    """Yield the entry; only lines with somebody's words in them can need folding."""
    changed = _utc(entry.modified_at)
    until = f"DTEND:{_utc(entry.ends_at)}\r\n" if entry.ends_at > entry.starts_at else ""
    yield b"BEGIN:VEVENT\r\n"
    yield _folded(b"UID:" + _escaped(entry.uid))
    yield (
        f"DTSTAMP:{changed}\r\nLAST-MODIFIED:{changed}\r\nSEQUENCE:{entry.sequence}\r\n"
        f"DTSTART:{_utc(entry.starts_at)}\r\n{until}"
    ).encode()
    yield _folded(b"SUMMARY:" + _escaped(entry.title))
    if entry.places:
        yield _folded(b"LOCATION:" + _escaped(" / ".join(entry.places)))
    if entry.description:
        yield _folded(b"DESCRIPTION:" + _escaped(entry.description))
    if entry.address:
        yield _folded(b"URL:" + entry.address.encode().translate(None, CONTROLS))
    yield _end(entry)


def _end(entry: CalendarEntry) -> bytes:
    if entry.cancelled:
        return b"STATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"
    if entry.tentative:
        return b"STATUS:TENTATIVE\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"
    return b"STATUS:CONFIRMED\r\nEND:VEVENT\r\n"


def session_uid(slug: str, key: str, base_url: str) -> str:
    """Return the UID of a session in public calendars, the same for ever."""
    return f"sess-{slug}.{key}@{_host(base_url)}"


@lru_cache(maxsize=8)
def _host(base_url: str) -> str:
    return urlsplit(base_url).hostname or "hallway"


def app_address(slug: str, key: str, base_url: str) -> str:
    """Return where the app shows a session."""
    return f"{base_url}/#/programme/{slug}/{key}"


def session_words(time_words: str, people: list[str], abstract: str = "") -> str:
    """Return what a calendar entry says below its title."""
    return "\n\n".join(filter(None, (time_words, ", ".join(people), abstract)))


def venue_words(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """Return a session's time as its venue's clocks show it, in words."""
    # In UTC: of two moments in an hour that a zone has twice, Python calls one the other.
    return _venue_words(starts_at.astimezone(UTC), ends_at.astimezone(UTC), zone)


@lru_cache(MOMENTS)
def _venue_words(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    start, end = (moment.astimezone(ZoneInfo(zone)) for moment in (starts_at, ends_at))
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%d %B %H:%M}"
    return f"{start:%H:%M} to {until} venue time, {zone}"


def _utc(moment: datetime) -> str:
    return _written(moment.astimezone(UTC))


@lru_cache(MOMENTS)
def _written(moment: datetime) -> str:
    return moment.strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> bytes:
    octets = text.encode()
    if b"\r" in octets:
        octets = octets.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    octets = octets.translate(BLANKED)
    for sign, escaped in SPECIAL:
        if sign in octets:  # looking is several times as fast as replacing nothing
            octets = octets.replace(sign, escaped)
    return octets


def _folded(line: bytes) -> bytes:
    """End a line, broken after each 75 octets, never within a character."""
    if len(line) <= LINE_OCTETS:
        return line + b"\r\n"
    if line.isascii():
        room = LINE_OCTETS - 1  # the blank that continues a line counts
        rest = [line[start : start + room] for start in range(LINE_OCTETS, len(line), room)]
        return b"\r\n ".join([line[:LINE_OCTETS], *rest]) + b"\r\n"
    pieces = []
    start, room = 0, LINE_OCTETS
    while len(line) - start > room:
        end = start + room
        while line[end] & 0b1100_0000 == CONTINUATION:
            end -= 1
        pieces.append(line[start:end])
        start, room = end, LINE_OCTETS - 1
    pieces.append(line[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
