"""What an attendee says of a programme they bring, and what the file says for them."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from server.programme.errors import ProgrammeRefusedError
from server.programme.importing.parsed import ParsedProgramme, TableColumns
from server.programme.listing import Listing

NAME_LENGTH = 200
# A day further than this from the others is a slip, or another event of the same calendar.
APART = timedelta(days=10)
# Names of files that say nothing of the event.
PLAIN_WORDS = {
    "agenda", "all", "basic", "calendar", "csv", "data", "download", "event", "events", "export",
    "feed", "ical", "ics", "index", "json", "list", "papers", "poster", "posters", "program",
    "programm", "programme", "schedule", "session", "sessions", "sheet", "sheet1", "talks",
    "timetable", "untitled", "upload", "v1", "v2", "xlsx", "xml",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What the person says of the event; what is None is for the file to say.

    `zone_here` is the zone their phone is in, for a file that names none; `ask_columns` asks what
    a table's columns hold though they were recognised; `add` puts a newer file beside what is
    there instead of in its place.
    """

    name: str | None = None
    timezone: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    place: str | None = None
    zone_here: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    ask_columns: bool = False
    add: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """An event's facts as they will be stored; the name may be missing still."""

    name: str
    timezone: str
    starts_on: date
    ends_on: date
    place: str | None
    zone_from: str  # said | file | phone

    def document(self) -> dict[str, Any]:
        """Return them as JSON has them."""
        return {
            "name": self.name,
            "timezone": self.timezone,
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
            "place": self.place,
            "zone_from": self.zone_from,
        }


def facts_of(said: Said, parsed: ParsedProgramme, *, file_name: str, from_phone: bool) -> Facts:
    """Return the event's facts: as said, else as the file has them, else guessed from it.

    Raises `ProgrammeRefusedError` where nobody says which days it is for.
    """
    first, last = dates_of(parsed) or (said.starts_on, said.ends_on or said.starts_on)
    if first is None or last is None:
        raise ProgrammeRefusedError(
            "The list does not say which days it is for. Give the first and the last day."
        )
    starts_on = said.starts_on or (min(first, said.ends_on) if said.ends_on else first)
    ends_on = said.ends_on or max(last, starts_on)
    return Facts(
        name=name_of(said, parsed, file_name),
        timezone=said.timezone or parsed.timezone or "UTC",
        starts_on=starts_on,
        ends_on=ends_on,
        place=said.place,
        zone_from="said" if said.timezone else "phone" if from_phone else "file",
    )


def dates_of(parsed: ParsedProgramme) -> tuple[date, date] | None:
    """Return the first and last day: as the file states them, else where most sessions are.

    None for a list that says nothing of days.
    """
    days = Counter(session.starts_at.date() for session in parsed.sessions)
    for poster in parsed.posters:
        if day := poster.day or (poster.poster.starts_at.date() if poster.timed else None):
            days[day] += 1
    stated = (parsed.starts_on, parsed.ends_on)
    if stated[0] and stated[1] and stated[0] <= stated[1]:
        inside = sum(count for day, count in days.items() if stated[0] <= day <= stated[1])
        if inside * 2 > days.total():
            return stated[0], stated[1]
    groups: list[list[date]] = []
    for before, day in pairwise([date.min, *sorted(days)]):
        if not groups or day - before > APART:
            groups.append([])
        groups[-1].append(day)
    if not groups:
        return None
    fullest = max(groups, key=lambda group: sum(days[day] for day in group))
    return fullest[0], fullest[-1]


def name_of(said: Said, parsed: ParsedProgramme, file_name: str) -> str:
    """Return what the event is called, or nothing where neither person nor file says it."""
    if said.name is not None:
        return said.name.strip()
    for text in (parsed.title or "", _words_of(file_name)):
        name = " ".join(text.split())[:NAME_LENGTH].strip()
        if name and name.isprintable():
            return name
    return ""


def _words_of(file_name: str) -> str:
    path = urlsplit(file_name).path if "://" in file_name else file_name
    words = re.split(r"[\s_\-+.]+", PurePosixPath(path.replace("\\", "/")).stem)
    telling = [word for word in words if word and word.casefold() not in PLAIN_WORDS]
    return " ".join(telling) if any(word.isalpha() for word in telling) else ""


def columns_document(table: TableColumns) -> dict[str, Any]:
    """Return the question what a table's columns hold, as JSON has it."""
    return {
        "columns": [{"name": name, "samples": list(samples)} for name, samples in table.columns],
        "fields": [{"name": name, "required": required} for name, required in table.fields],
        "guess": dict(table.guess),
    }


def places_of(listing: Listing, zone: ZoneInfo) -> dict[str, list[dict[str, Any]]]:
    """Return how many sessions each day and each room has, the fullest rooms first."""
    shown = listing.shown()
    names = {room.id: room.name for room in listing.rooms}
    days = Counter(session.starts_at.astimezone(zone).date() for session in shown)
    rooms = Counter(names[room] for session in shown for room in session.room_ids)
    return {
        "days": [
            {"date": day.isoformat(), "sessions": count} for day, count in sorted(days.items())
        ],
        "rooms": [{"name": name, "sessions": count} for name, count in rooms.most_common()],
    }
