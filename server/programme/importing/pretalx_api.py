"""pretalx's API: the answer of its talks or submissions, each with the slots it is given in."""

from collections.abc import Iterator
from typing import Any

from .entries import Day, Entry, EntryReading, person_of, place_of
from .gathering import Gathering
from .json_values import Json, first_of, list_of, name_of, object_of, objects_of, worded
from .languages import main_of, spoken_of
from .opened import Opened
from .parsed import Assumptions, ParsedPerson, ParsedProgramme
from .times import venue_clock
from .words import line_of, link_of, title_of

NAME = "pretalx-api"
DEEPEST = 6
TITLE = "pretalx API JSON (talks or submissions, with their slots)"


def recognises(opened: Opened) -> bool:
    """Whether this is a list of submissions, whole or a page of it."""
    return any(
        {"code", "submission_type"} <= object_of(talk).keys() for talk in _talks(opened)[:50]
    )


def _talks(opened: Opened) -> list[Any]:
    """Return the submissions: a list, a page of one, or a site's own table by day and room."""
    whole = opened.json if opened.is_json else None
    listed = list_of(whole.get("results") if isinstance(whole, dict) else whole)
    return listed or list(_held(object_of(whole).get("schedule"), 0))


def _held(value: Any, depth: int) -> Iterator[Json]:  # noqa: ANN401 - a JSON value is any of them
    if isinstance(value, dict) and {"code", "submission_type"} <= value.keys():
        yield value
    elif depth < DEEPEST:
        inside = value.values() if isinstance(value, dict) else list_of(value)
        for inner in inside:
            yield from _held(inner, depth + 1)


def read(opened: Opened, assumed: Assumptions) -> ParsedProgramme:
    """Return the programme: a session for each slot of what is confirmed."""
    gathering = Gathering(opened, assumed)
    clock = venue_clock(assumed, None)
    reading = EntryReading(gathering, clock, seconds=False)
    talks = _talks(opened)
    for talk in objects_of(talks, "results", gathering.warn):
        for entry in _entries(talk):
            reading.take(entry)
    if isinstance(opened.json, dict) and opened.json.get("next"):
        count = line_of(opened.json.get("count"))
        gathering.warn(
            "results", f"This is one page: {len(talks)} of {count}. Ask for all of them."
        )
    return gathering.programme(NAME, clock, title=None)


def _entries(talk: Json) -> Iterator[Entry]:
    """Yield an entry for each slot; without one, an entry that cannot be placed."""
    several = [slot for slot in list_of(talk.get("slots")) if isinstance(slot, dict)]
    slots = several or [object_of(talk.get("slot"))]
    code, title = line_of(talk.get("code")), spoken_of(talk.get("title"))
    for number, slot in enumerate(slots, start=1):
        room = name_of(slot.get("room"))
        own = code if len(slots) == 1 else f"{code}/{line_of(slot.get('id')) or number}"
        yield Entry(
            where=place_of(None, code, title_of(main_of(title))),
            day=Day(None),
            ids=[own] if code else [],
            title=title,
            state=line_of(talk.get("state")),
            date=line_of(slot.get("start")),
            end=line_of(slot.get("end")),
            duration=_minutes(slot.get("duration")) or _minutes(talk.get("duration")),
            rooms=[room] if room and not room.isdigit() else [],
            track=_named(talk.get("track")),
            type=_named(talk.get("submission_type")),
            language=line_of(talk.get("content_locale")),
            abstract=spoken_of(talk.get("abstract")),
            description=spoken_of(talk.get("description")),
            people=list(_people(talk)),
            links=list(_links(talk)),
            capacity=first_of(talk, "capacity") or object_of(slot.get("room")).get("capacity"),
            full=talk.get("full"),
        )


def _minutes(value: Any) -> float | str:  # noqa: ANN401 - whatever a file holds
    return value if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _named(value: Any) -> str:  # noqa: ANN401 - whatever a file holds
    """Return a name; a bare number refers to something the file does not hold."""
    named = object_of(value).get("name", value)
    return "" if isinstance(named, int) else worded(named)


def _people(talk: Json) -> Iterator[ParsedPerson]:
    for speaker in list_of(talk.get("speakers")):
        said = object_of(speaker)
        found = person_of(worded(said.get("name")), said.get("code"), "", said.get("biography"))
        if found.name:
            yield found


def _links(talk: Json) -> Iterator[tuple[str, str]]:
    for resource in list_of(talk.get("resources")):
        said = object_of(resource)
        if found := link_of(worded(said.get("description")), said.get("resource")):
            yield found
