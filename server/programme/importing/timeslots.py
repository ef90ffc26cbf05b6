"""JSON of conference sites that give slots of a day the ids of their sessions.

A file, or one of each, of schedule, sessions and speakers: days with tracks side by side, and for
each slot a list by track of the sessions in it.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from .entries import Day, Entry, EntryReading, place_of
from .gathering import Gathering
from .json_fields import field_of, plain_members
from .json_people import people_of
from .json_values import Json, list_of, name_of, object_of, worded
from .languages import spoken_of
from .opened import Opened
from .parsed import Assumptions, ParsedProgramme
from .times import clock_of, day_of, venue_clock
from .words import line_of, link_of, title_of

NAME = "timeslots"
TITLE = "JSON of slots with the ids of their sessions (schedule, sessions and speakers)"

# What a track is called that is a room.
ROOM = re.compile(
    r"\b(?:room|hall|stage|auditorium|aula|sala|saal|salle|theat(?:er|re))\b", re.IGNORECASE
)


def recognises(opened: Opened) -> bool:
    """Whether this is, or holds, a schedule of slots beside a list of sessions."""
    return bool(_sessions(opened)) and any(True for _ in _days(opened))


def read(opened: Opened, assumed: Assumptions) -> ParsedProgramme:
    """Return the programme; times are the venue's."""
    gathering = Gathering(opened, assumed)
    clock = venue_clock(assumed, None)
    reading = EntryReading(gathering, clock, seconds=False)
    sessions, speakers = _sessions(opened), _by_id(_part(opened, "speakers"))
    for day, schedule in _days(opened):
        for number, slot, start, end in _slots(day, schedule):
            session = sessions.get(number)
            if session is None:
                gathering.warn(f"{day}, session {number}", "It is not among the sessions.")
            else:
                reading.take(_entry(number, session, slot, (start, end), speakers))
    return gathering.programme(NAME, clock, title=None)


def _part(opened: Opened, name: str) -> Any:  # noqa: ANN401 - a JSON value is any of them
    if opened.files:
        return opened.json_file(name)
    return object_of(opened.json).get(name) if opened.is_json else None


def _by_id(part: Any) -> dict[str, Json]:  # noqa: ANN401 - a JSON value is any of them
    """Return objects by id, given as a list or by it."""
    if isinstance(part, dict):
        return {str(key): {"id": key} | one for key, one in part.items() if isinstance(one, dict)}
    rows = (one for one in list_of(part) if isinstance(one, dict))
    return {number: one for one in rows if (number := line_of(one.get("id")))}


def _sessions(opened: Opened) -> dict[str, Json]:
    return _by_id(_part(opened, "sessions"))


def _days(opened: Opened) -> Iterator[tuple[date, Json]]:
    """Yield the days that have slots."""
    schedule = _part(opened, "schedule")
    days = schedule.items() if isinstance(schedule, dict) else (("", d) for d in list_of(schedule))
    for key, value in days:
        said = object_of(value)
        day = day_of(said.get("date")) or day_of(key)
        if day is not None and isinstance(said.get("timeslots"), list):
            yield day, said


def _slots(day: date, schedule: Json) -> Iterator[tuple[str, str, datetime, datetime]]:
    """Yield each session's id with its track and time; sessions of one slot follow each other."""
    tracks = [name_of(track) for track in list_of(schedule.get("tracks"))]
    slots = [object_of(slot) for slot in list_of(schedule.get("timeslots"))]
    for at, slot in enumerate(slots):
        cells = list_of(slot.get("sessions"))
        for column, cell in enumerate(cells):
            lasts = object_of(cell).get("extend")
            last = (
                slots[min(at + max(lasts, 1), len(slots)) - 1] if isinstance(lasts, int) else slot
            )
            start, end = (_at(day, slot, "startTime"), _at(day, last, "endTime"))
            ids = _ids(cell)
            if start is None or end is None or not ids:
                continue
            end = end if end > start else end + timedelta(days=1)
            track = tracks[column] if len(cells) > 1 and column < len(tracks) else ""
            each = (end - start) / len(ids)
            for number, said in enumerate(ids):
                yield said, track, start + number * each, start + (number + 1) * each


def _ids(cell: Any) -> list[str]:  # noqa: ANN401 - whatever a file holds
    items = object_of(cell).get("items", cell)
    return [said for item in (items if isinstance(items, list) else [items])
            if (said := line_of(object_of(item).get("id", item)))]  # fmt: skip


def _at(day: date, slot: Json, name: str) -> datetime | None:
    clock = clock_of(slot.get(name))
    return None if clock is None else datetime.combine(day, datetime.min.time()) + clock


def _entry(
    number: str,
    session: Json,
    track: str,
    span: tuple[datetime, datetime],
    speakers: dict[str, Json],
) -> Entry:
    members = plain_members(session)
    title = spoken_of(field_of(members, "title"))
    tags = [worded(tag) for tag in list_of(members.get("tags"))]
    own = name_of(field_of(members, "rooms"))
    room = own or (track if ROOM.search(track) else "")
    links = (link_of(name, worded(members.get(name))) for name in ("presentation", "video", "url"))
    return Entry(
        where=f"sessions, {place_of(None, number, title_of(worded(title)))}",
        day=Day(None),
        ids=[number],
        title=title,
        date=span[0].isoformat(),
        end=span[1].isoformat(),
        rooms=[room] if room else [],
        track=("" if ROOM.search(track) else track) or next(iter(tags), ""),
        type=name_of(field_of(members, "type")),
        language=line_of(field_of(members, "language")),
        description=spoken_of(field_of(members, "description")),
        people=list(people_of(members, speakers)),
        links=[link for link in links if link],
    )
