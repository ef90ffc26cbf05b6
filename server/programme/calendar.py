"""Sessions as iCalendar (RFC 5545), written directly: the library takes ten times as long.

Times are in UTC, because calendars disagree about descriptions of zones; the venue's own time
stands in the description, in words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

CONTENT_TYPE = "text/calendar; charset=utf-8"
LINE_OCTETS = 75
CONTINUATION = 0b1000_0000  # how an octet within a character of UTF-8 begins
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
# The backslash first, or it would escape the others' escapes. Faster than one `translate`.
SPECIAL = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"))


@dataclass(frozen=True, slots=True)
class CalendarEntry:
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
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hallway//Programme//EN"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if subscription is not None:
        name = _escaped(subscription.name)
        lines += [f"X-WR-CALNAME:{name}", f"NAME:{name}"]
        if subscription.zone:
            lines.append(f"X-WR-TIMEZONE:{subscription.zone}")
        lines += ["REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    for entry in entries:
        lines += _event(entry)
    lines += ["END:VCALENDAR", ""]
    return b"\r\n".join(map(_folded, lines))


def _event(entry: CalendarEntry) -> Iterator[str]:
    changed = _utc(entry.modified_at)
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(entry.uid)}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTART:{_utc(entry.starts_at)}"
    if entry.ends_at > entry.starts_at:
        yield f"DTEND:{_utc(entry.ends_at)}"
    yield f"SUMMARY:{_escaped(entry.title)}"
    if entry.places:
        yield f"LOCATION:{_escaped(' / '.join(entry.places))}"
    if entry.description:
        yield f"DESCRIPTION:{_escaped(entry.description)}"
    if entry.address:
        yield f"URL:{_CONTROL.sub('', entry.address)}"
    yield f"STATUS:{_status(entry)}"
    if entry.tentative or entry.cancelled:
        yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _status(entry: CalendarEntry) -> str:
    if entry.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if entry.tentative else "CONFIRMED"


def session_uid(slug: str, key: str, base_url: str) -> str:
    """Return the UID of a session in public calendars, the same for ever."""
    return f"sess-{slug}.{key}@{urlsplit(base_url).hostname or 'hallway'}"


def app_address(slug: str, key: str, base_url: str) -> str:
    """Return where the app shows a session."""
    return f"{base_url}/#/programme/{slug}/{key}"


def session_words(time_words: str, people: list[str], abstract: str = "") -> str:
    """Return what a calendar entry says below its title."""
    return "\n\n".join(filter(None, (time_words, ", ".join(people), abstract)))


def venue_words(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """Return a session's time as its venue's clocks show it, in words."""
    start, end = (moment.astimezone(ZoneInfo(zone)) for moment in (starts_at, ends_at))
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%d %B %H:%M}"
    return f"{start:%H:%M} to {until} venue time, {zone}"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    text = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    for sign, escaped in SPECIAL:
        text = text.replace(sign, escaped)
    return text


def _folded(line: str) -> bytes:
    """Break a line after 75 octets, never within a character."""
    octets = line.encode()
    if len(octets) <= LINE_OCTETS:
        return octets
    pieces = []
    start, room = 0, LINE_OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0b1100_0000 == CONTINUATION:
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, LINE_OCTETS - 1  # the blank that continues a line counts
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces)
