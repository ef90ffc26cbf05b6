"""schedule.json of frab, pretalx and the VOC tools: version 1 (days and rooms) and 2 (a list)."""

from collections.abc import Iterator
from typing import Any

from .entries import Day, Entry, EntryReading, person_of, place_of
from .gathering import Gathering
from .json_values import Json, first_of, list_of, name_of, object_of, objects_of, worded
from .languages import main_of, spoken_of
from .opened import Opened
from .parsed import KINDS, Assumptions, ParsedPerson, ParsedProgramme, UnreadableError
from .times import clock_of, day_of, moment_of, venue_clock
from .words import language_of, line_of, link_of, title_of

NAME = "frab-json"
TITLE = "schedule.json of frab or pretalx"
# Who writes our own exports, and what they call the link to take part from afar.
OWN = "Hallway"
ZONES = ("time_zone_name", "timezone", "time_zone")
ONLINE = "Online"


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
    clock = venue_clock(assumed, line_of(first_of(conference, *ZONES)) or None)
    reading = EntryReading(gathering, clock, seconds=False)
    generator = object_of(object_of(opened.json).get("generator"))
    gathering.own = generator.get("name") == OWN
    gathering.language = language_of(next(iter(list_of(conference.get("languages"))), None))
    known = _Known(conference, own=gathering.own)
    base = line_of(schedule.get("base_url") or conference.get("url"), 2000)
    for day, event, room in _placed(schedule, conference, gathering):
        reading.take(_entry(event, day, room, base, known))
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


class _Known:
    """What entries refer to: rooms by id, name or slug, tracks by slug."""

    def __init__(self, conference: Json, *, own: bool) -> None:
        self.own = own
        self.rooms = {key: room for room in _objects(conference.get("rooms")) for key in _ids(room)}
        self.tracks = {key: row for row in _objects(conference.get("tracks")) for key in _ids(row)}

    def room(self, said: Any) -> Json:  # noqa: ANN401 - whatever a file holds
        """Return all that is known of a room that an entry names or refers to."""
        refers = object_of(said) or {"name": said}
        return refers | next((self.rooms[key] for key in _ids(refers) if key in self.rooms), {})

    def track(self, said: Any) -> str:  # noqa: ANN401 - whatever a file holds
        """Return a track's name, though only its slug may be given."""
        refers = object_of(said) or {"name": said}
        found = next((self.tracks[key] for key in _ids(refers) if key in self.tracks), refers)
        return name_of(found) or name_of(refers) or line_of(refers.get("slug"))


def _objects(values: Any) -> list[Json]:  # noqa: ANN401 - whatever a file holds
    return [value for value in list_of(values) if isinstance(value, dict)]


def _ids(named: Json) -> list[str]:
    return [key for n in ("guid", "slug", "name") if (key := line_of(worded(named.get(n))))]


def _entry(event: Json, day: Day, place: str, base: str, known: _Known) -> Entry:
    title = spoken_of(event.get("title"))
    ids = [line_of(event.get(name)) for name in ("guid", "id", "code")]
    ids = [number for number in ids if number]
    room = known.room(event.get("room") or place)
    kind = line_of(event.get("type")) if known.own else ""
    people = event.get("persons") or event.get("participants") or event.get("speakers")
    links = list(_links({**event, "url": None} if known.own else event, base))
    return Entry(
        where=place_of(None, ids[-1] if ids else "", title_of(main_of(title))),
        day=day,
        ids=ids,
        title=title,
        subtitle=spoken_of(event.get("subtitle")),
        state=_state(event),
        date=line_of(event.get("date")),
        start=line_of(event.get("start")),
        end=line_of(event.get("end")),
        duration=event["duration"] if isinstance(event.get("duration"), int | float | str) else "",
        rooms=[name_of(room) or place],
        track=known.track(event.get("track")),
        type=worded(event.get("type")),
        language=line_of(event.get("language")),
        abstract=spoken_of(event.get("abstract")),
        description=spoken_of(event.get("description")),
        slug=line_of(event.get("slug")),
        people=list(_people(people)),
        links=[link for link in links if link[0] != ONLINE] if known.own else links,
        kind=kind if kind in KINDS else "",
        online_link=next((at for name, at in links if name == ONLINE), "") if known.own else "",
        capacity=first_of(event, "capacity", "max_participants", "seats") or room.get("capacity"),
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
        found = person_of(
            worded(name),
            key,
            said.get("role"),
            worded(said.get("biography")),
            worded(first_of(said, "affiliation", "organization", "organisation", "company")),
        )
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
