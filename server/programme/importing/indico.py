"""Indico's JSON (HTTP API): an event with contributions or sessions, or a timetable."""

from collections.abc import Iterator
from typing import Any

from .entries import Day, Entry, EntryReading, person_of, place_of
from .gathering import Gathering
from .json_values import Json, first_of, list_of, name_of, object_of, worded
from .opened import Opened
from .parsed import Assumptions, ParsedPerson, ParsedProgramme, UnreadableError
from .times import day_of, moment_of, venue_clock, zone_of
from .words import line_of, link_of, title_of

NAME = "indico"
TITLE = "Indico JSON (HTTP API, with contributions, sessions or the timetable)"

PEOPLE = {
    "speakers": "speaker", "presenters": "speaker", "chairs": "chair", "conveners": "chair",
    "primaryauthors": "author", "coauthors": "author",
}  # fmt: skip


def recognises(opened: Opened) -> bool:
    """Whether this is an answer of Indico's HTTP API."""
    whole = object_of(opened.json) if opened.is_json else {}
    return whole.get("_type") == "HTTPAPIResult" and "results" in whole


def read(opened: Opened, assumed: Assumptions) -> ParsedProgramme:
    """Return the programme of the events in the file; sessions stand for what they hold.

    Several events without contributions, as a category's export has them, are a session each.
    """
    results = object_of(opened.json).get("results")
    events = list(_objects(results))
    items = [item for event in events for item in _items(event)]
    if len(events) > 1 and not items:
        items = events
    if not events:
        items = list(_timetable(object_of(results)))
    elif not items:
        raise UnreadableError(
            "The export holds the event without its contributions. Ask Indico for it with"
            " detail=sessions or detail=contributions, or for the timetable."
        )
    event = events[0] if len(events) == 1 else {}
    zone = next((z for i in items if (z := line_of(object_of(i.get("startDate")).get("tz")))), "")
    gathering = Gathering(opened, assumed)
    clock = venue_clock(assumed, line_of(event.get("timezone")) or zone or None)
    reading = EntryReading(gathering, clock, seconds=True)
    for item in items:
        reading.take(_entry(item))
    return gathering.programme(
        NAME,
        clock,
        title=title_of(event.get("title")),
        starts_on=day_of(object_of(event.get("startDate")).get("date")),
        ends_on=day_of(object_of(event.get("endDate")).get("date")),
    )


def _items(event: Json) -> Iterator[Json]:
    """Yield contributions, and sessions that hold none or are made of posters."""
    yield from _objects(event.get("contributions"))
    for session in _objects(event.get("sessions")):
        yield from _session(session, list(_objects(session.get("contributions"))))


def _timetable(results: Json) -> Iterator[Json]:
    for days in results.values():
        for entries in object_of(days).values():
            for entry in object_of(entries).values():
                held = list(_objects(list(object_of(object_of(entry).get("entries")).values())))
                yield from _session(object_of(entry), held)


def _session(session: Json, held: list[Json]) -> Iterator[Json]:
    posters = session.get("isPoster") is True
    if posters or not held:
        yield {**session, "kind": "poster-session" if posters else ""}
    for item in held:
        within = {"kind": "poster", "within": _number(session)} if posters else {}
        inherited = {
            name: session.get(name) for name in ("room", "roomFullname", "startDate", "endDate")
        }
        said = {name: member for name, member in item.items() if member not in (None, "")}
        yield {"session": session.get("title"), **inherited, **said, **within}


def _number(item: Json) -> str:
    return line_of(first_of(item, "uniqueId", "friendly_id", "contributionId", "id", "db_id"))


def _entry(item: Json) -> Entry:
    number, title = _number(item), worded(item.get("title"))
    room = line_of(first_of(item, "roomFullname", "room"))
    kind = line_of(item.get("kind"))
    return Entry(
        where=place_of(None, number, title_of(title)),
        day=Day(None),
        ids=[number] if number else [],
        title=title,
        date=_stamp(item.get("startDate")),
        end=_stamp(item.get("endDate")),
        duration=item["duration"] if isinstance(item.get("duration"), int | float) else "",
        rooms=[room] if room else [],
        track=name_of(first_of(item, "track", "session", "sessionTitle")),
        type=name_of(first_of(item, "type", "entryType")).replace("Contribution", ""),
        description=worded(item.get("description")) + _parts(item),
        people=list(_people(item)),
        links=[link] if (link := link_of("", item.get("url"))) else [],
        kind=kind,
        board=line_of(item.get("board_number")),
        within=line_of(item.get("within")),
        capacity=first_of(item, "capacity", "maxAttendees"),
        full=item.get("full"),
    )


def _parts(item: Json) -> str:
    """Return the parts of a contribution, which have no times of their own, as a list."""
    lines = []
    for part in _objects(item.get("subContributions")):
        who = ", ".join(person.name for person in _people(part))
        if title := title_of(worded(part.get("title"))):
            lines.append(f"* {title}{f' ({who})' if who else ''}")
    return "\n\n" + "\n".join(lines) if lines else ""


def _stamp(value: Any) -> str:  # noqa: ANN401 - whatever a file holds
    """Return a time that is given as date, time and zone, in ISO form with its offset."""
    said = object_of(value)
    moment = moment_of(f"{line_of(said.get('date'))}T{line_of(said.get('time'))}")
    zone = zone_of(line_of(said.get("tz")) or "-")
    if moment is None:
        return line_of(value)
    return moment.replace(tzinfo=zone).isoformat() if zone else moment.isoformat()


def _people(item: Json) -> Iterator[ParsedPerson]:
    for group, role in PEOPLE.items():
        for person in _objects(item.get(group)):
            names = (
                worded(first_of(person, "first_name", "firstName")),
                worded(first_of(person, "last_name", "familyName", "lastName")),
            )
            found = person_of(
                " ".join(filter(None, names)) or worded(first_of(person, "fullName", "name")),
                first_of(person, "person_id", "db_id"),
                role,
                "",
                person.get("affiliation"),
            )
            if found.name:
                yield found


def _objects(values: Any) -> Iterator[Json]:  # noqa: ANN401 - whatever a file holds
    return (value for value in list_of(values) if isinstance(value, dict))
