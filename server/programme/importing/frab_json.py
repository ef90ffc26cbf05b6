"""schedule.json of frab, pretalx and the VOC tools: version 1 (days and rooms) and 2 (a list)."""

from collections.abc import Iterator
from typing import Any

from .entries import Day, Entry, EntryReading, person_of, place_of
from .gathering import Gathering
from .json_values import Json, first_of, name_of, object_of, objects_of, worded
from .opened import Opened
from .parsed import Assumptions, ParsedPerson, ParsedProgramme, UnreadableError
from .times import clock_of, day_of, moment_of, venue_clock
from .words import line_of, link_of, title_of

NAME = "frab-json"
TITLE = "schedule.json of frab or pretalx"


def recognises(opened: Opened) -> bool:
    """Whether this is JSON with a schedule of a conference."""
    return opened.is_json and "conference" in object_of(object_of(opened.json).get("schedule"))


def read(opened: Opened, assumed: Assumptions) -> ParsedProgramme:
    """Return the programme; raises `UnreadableError` if there is none."""
    schedule = object_of(object_of(opened.json).get("schedule"))
    conference = object_of(schedule.get("conference"))
    if not isinstance(conference.get("days"), list) and not isinstance(
        schedule.get("events"), list
    ):
        raise UnreadableError("This schedule holds no days and no events. Export it again.")
    gathering = Gathering(opened, assumed)
    clock = venue_clock(assumed, line_of(conference.get("time_zone_name")) or None)
    reading = EntryReading(gathering, clock, seconds=False)
    base = line_of(schedule.get("base_url") or conference.get("url"), 2000)
    for day, event, room in _placed(schedule, conference, gathering):
        reading.take(_entry(event, day, room, base))
    return gathering.programme(
        NAME,
        clock,
        title=title_of(worded(conference.get("title"))),
        starts_on=day_of(conference.get("start")),
        ends_on=day_of(conference.get("end")),
    )


def _placed(
    schedule: Json, conference: Json, gathering: Gathering
) -> Iterator[tuple[Day, Json, str]]:
    """Yield each entry with the day and the room around it."""
    for day in objects_of(conference.get("days"), "day", gathering.warn):
        rooms = day.get("rooms")
        if isinstance(rooms, list):
            named = [(name_of(object_of(room)), object_of(room).get("events")) for room in rooms]
        else:
            named = list(object_of(rooms).items())
        for room, events in named:
            for event in objects_of(events, f"{line_of(day.get('date'))}, {room}", gathering.warn):
                yield _day(day), event, room
    for event in objects_of(schedule.get("events"), "events", gathering.warn):
        yield Day(None), event, ""


def _day(day: Json) -> Day:
    begins = moment_of(day.get("day_start") or day.get("start"))
    stated = day_of(day.get("date"))
    if begins is not None and stated in (None, begins.date()):
        ends = moment_of(day.get("day_end") or day.get("end"))
        return Day(
            begins.date(),
            clock_of(begins.strftime("%H:%M")),
            ends.replace(tzinfo=None) if ends else None,
        )
    return Day(stated)


def _entry(event: Json, day: Day, room: str, base: str) -> Entry:
    title = worded(event.get("title"))
    ids = [line_of(event.get(name)) for name in ("guid", "id", "code")]
    ids = [number for number in ids if number]
    people = event.get("persons") or event.get("participants") or event.get("speakers")
    return Entry(
        where=place_of(None, ids[-1] if ids else "", title_of(title)),
        day=day,
        ids=ids,
        title=title,
        subtitle=worded(event.get("subtitle")),
        state=_state(event),
        date=line_of(event.get("date")),
        start=line_of(event.get("start")),
        end=line_of(event.get("end")),
        duration=event["duration"] if isinstance(event.get("duration"), int | float | str) else "",
        rooms=[name_of(event.get("room")) or room],
        track=name_of(event.get("track")),
        type=worded(event.get("type")),
        language=line_of(event.get("language")),
        abstract=worded(event.get("abstract")),
        description=worded(event.get("description")),
        slug=line_of(event.get("slug")),
        people=list(_people(people)),
        links=list(_links(event, base)),
        capacity=first_of(event, "capacity", "max_participants", "seats"),
        full=first_of(event, "full", "is_full", "sold_out"),
    )


def _state(event: Json) -> str:
    if event.get("cancelled") is True or event.get("canceled") is True:
        return "cancelled"
    return line_of(event.get("state") or event.get("status"))


def _people(people: Any) -> Iterator[ParsedPerson]:  # noqa: ANN401 - whatever a file holds
    for person in people if isinstance(people, list) else []:
        said = person if isinstance(person, dict) else {"name": person}
        name = said.get("public_name") or said.get("name") or said.get("full_public_name")
        key = next((said[k] for k in ("guid", "code", "id") if said.get(k) not in (None, "")), None)
        found = person_of(worded(name), key, said.get("role"), worded(said.get("biography")))
        if found.name:
            yield found


def _links(event: Json, base: str) -> Iterator[tuple[str, str]]:
    if page := link_of("", event.get("url"), base):
        yield page
    for name in ("links", "attachments"):
        for link in event[name] if isinstance(event.get(name), list) else []:
            said = link if isinstance(link, dict) else {"url": link}
            if found := link_of(worded(said.get("title")), said.get("url"), base):
                yield found
