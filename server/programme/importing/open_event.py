"""Open Event (eventyay) JSON: sessions.json with event, speakers, microlocations and tracks."""

from collections.abc import Iterator
from typing import Any

from .entries import Day, Entry, EntryReading, person_of, place_of
from .gathering import Gathering
from .json_api import laid_flat
from .json_values import Json, first_of, list_of, name_of, object_of, objects_of
from .languages import main_of, spoken_of
from .opened import Opened
from .parsed import Assumptions, ParsedPerson, ParsedProgramme
from .times import day_of, venue_clock
from .words import line_of, link_of, title_of

NAME = "open-event"
TITLE = "Open Event (eventyay) JSON, sessions.json or its folder"


def recognises(opened: Opened) -> bool:
    """Whether this is, or holds, a list of sessions with microlocations."""
    return any("microlocation" in object_of(session) for session in list_of(_sessions(opened))[:50])


def _sessions(opened: Opened) -> Any:  # noqa: ANN401 - a JSON value is any of them
    """Return the sessions of an export, or those that its newer API answers."""
    whole = opened.json_file("sessions") if opened.files else opened.is_json and opened.json
    return laid_flat(whole) or whole


def read(opened: Opened, assumed: Assumptions) -> ParsedProgramme:
    """Return the programme; the zone is that of event.json, if the event has none."""
    event = _plain(opened.json_file("event"))
    gathering = Gathering(opened, assumed)
    clock = venue_clock(assumed, line_of(event.get("timezone")) or None)
    reading = EntryReading(gathering, clock, seconds=False)
    people = {
        line_of(p.get("id")): _plain(p)
        for p in list_of(opened.json_file("speakers"))
        if isinstance(p, dict)
    }
    for session in objects_of(_sessions(opened), "sessions.json", gathering.warn):
        reading.take(_entry(_plain(session), people))
    return gathering.programme(
        NAME,
        clock,
        title=title_of(event.get("name")),
        starts_on=day_of(first_of(event, "starts_at", "start_time")),
        ends_on=day_of(first_of(event, "ends_at", "end_time")),
    )


def _plain(value: Any) -> Json:  # noqa: ANN401 - whatever a file holds
    """Return an object with its members' names spelled one way: versions differ in - and _."""
    return {str(name).replace("-", "_"): member for name, member in object_of(value).items()}


def _entry(session: Json, people: dict[str, Json]) -> Entry:
    number, title = line_of(session.get("id")), spoken_of(session.get("title"))
    room = name_of(session.get("microlocation"))
    return Entry(
        where=f"sessions.json, {place_of(None, number, title_of(main_of(title)))}",
        day=Day(None),
        ids=[number] if number else [],
        title=title,
        subtitle=spoken_of(session.get("subtitle")),
        state=line_of(session.get("state")),
        date=line_of(first_of(session, "starts_at", "start_time")),
        end=line_of(first_of(session, "ends_at", "end_time")),
        rooms=[room] if room else [],
        track=name_of(session.get("track")),
        type=name_of(session.get("session_type")),
        language=line_of(session.get("language")),
        abstract=spoken_of(session.get("short_abstract")),
        description=spoken_of(session.get("long_abstract")),
        people=list(_people(session, people)),
        links=list(_links(session)),
        capacity=first_of(session, "capacity", "seats"),
        full=first_of(session, "full", "is_full"),
    )


def _people(session: Json, people: dict[str, Json]) -> Iterator[ParsedPerson]:
    for named in list_of(session.get("speakers")):
        said = {key: member for key, member in _plain(named).items() if member}
        known = people.get(line_of(said.get("id")), {})
        known = known | said if known.get("name") == said.get("name", known.get("name")) else said
        found = person_of(
            known.get("name"),
            known.get("id"),
            "",
            first_of(known, "long_biography", "short_biography"),
            known.get("organisation"),
        )
        if found.name:
            yield found


def _links(session: Json) -> Iterator[tuple[str, str]]:
    for name in ("slides", "video", "audio", "signup"):
        if found := link_of(name.capitalize(), first_of(session, f"{name}_url", name)):
            yield found
