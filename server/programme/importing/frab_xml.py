"""schedule.xml as frab, pentabarf, pretalx, wafer and the VOC tools write it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from .entries import Day, Entry, EntryReading, person_of, place_of
from .gathering import Gathering
from .nodes import Node
from .opened import Opened
from .parsed import KINDS, Assumptions, ParsedPerson, ParsedProgramme, UnreadableError
from .times import clock_of, day_of, moment_of, venue_clock
from .words import link_of, title_of

NAME = "frab-xml"
TITLE = "schedule.xml of frab, pretalx or wafer"

# Who writes our own exports, and what they call the link to take part from afar.
OWN = "Hallway"
ONLINE = "Online"
# An entry's element; other schedule files of the same shape call it an entry.
# Some write all names into one element, with no other mark between them.
BETWEEN_NAMES = re.compile(r"\s*(?:,|;)\s+(?!(?:Ph\.?D|Jr|Sr|M\.?D|MSc|BSc|Dr)\b)")
ENTRIES = ("event", "entry")


def recognises(opened: Opened) -> bool:
    """Whether this is XML whose root is a schedule."""
    return opened.is_xml and opened.root.name == "schedule"


def read(opened: Opened, assumed: Assumptions) -> ParsedProgramme:
    """Return the programme; raises `UnreadableError` if there is none."""
    root = opened.root
    conference = root.child("conference") or Node("conference", {}, root.line)
    gathering = Gathering(opened, assumed)
    clock = venue_clock(assumed, conference.value("time_zone_name", "timezone") or None)
    reading = EntryReading(gathering, clock, seconds=_writes_seconds(root))
    base = conference.value("base_url", "url")
    generator = root.child("generator")
    gathering.own = generator is not None and generator.attributes.get("name") == OWN
    change = clock_of(conference.value("day_change"))
    placed = list(_placed(root, Day(None, change)))
    for day, node, rooms in placed:
        entry = _entry(node, day, rooms, base)
        reading.take(_as_written(entry, node) if gathering.own else entry)
    if not placed and root.child("day", "conference") is None:
        raise UnreadableError("This schedule holds no days and no entries. Export it again.")
    return gathering.programme(
        NAME,
        clock,
        title=title_of(conference.value("title")),
        starts_on=day_of(conference.value("start")),
        ends_on=day_of(conference.value("end")),
    )


def _placed(
    node: Node, day: Day, rooms: tuple[str, ...] = ()
) -> Iterator[tuple[Day, Node, tuple[str, ...]]]:
    """Yield each entry with the day and the room around it."""
    for child in node.children:
        if child.name in ENTRIES:
            yield day, child, rooms
        elif child.name == "day":
            yield from _placed(child, _day(child, day), rooms)
        elif child.name == "room":
            yield from _placed(child, day, (child.attributes.get("name", ""),))
        elif child.name != "conference":
            yield from _placed(child, day, rooms)


def _day(node: Node, around: Day) -> Day:
    begins = moment_of(node.attributes.get("start", ""))
    stated = day_of(node.attributes.get("date", ""))
    if begins is not None and (stated is None or stated == begins.date()):
        start = clock_of(begins.strftime("%H:%M"))
        ends = moment_of(node.attributes.get("end", ""))
        return Day(
            begins.date(), around.begins or start, ends.replace(tzinfo=None) if ends else None
        )
    return Day(stated or around.date, around.begins)


def _writes_seconds(root: Node) -> bool:
    starts = [node.value("start") for node in root.all(*ENTRIES)]
    return bool(starts) and sum(s.count(":") > 1 for s in starts) * 2 > len(starts)


def _entry(node: Node, day: Day, rooms: tuple[str, ...], base: str) -> Entry:
    title = node.value("title")
    ids = [node.attributes.get(name, "").strip() for name in ("guid", "id", "code")]
    ids = [number[:200] for number in ids if number]
    return Entry(
        where=place_of(node.line, ids[-1] if ids else "", title_of(title)),
        day=day,
        ids=ids,
        title=title,
        subtitle=node.value("subtitle"),
        state=_state(node),
        date=node.value("date"),
        start=node.value("start"),
        end=node.value("end"),
        duration=node.value("duration"),
        rooms=_rooms(node) or rooms,
        track=node.value("track", "category"),
        type=node.value("type"),
        language=node.value("language"),
        abstract=node.value("abstract"),
        description=node.value("description"),
        slug=node.value("slug"),
        people=list(_people(node)),
        links=list(_links(node, base)),
        capacity=node.value("capacity", "max_participants", "seats"),
        full=node.value("full", "is_full", "sold_out"),
    )


def _as_written(entry: Entry, node: Node) -> Entry:
    """Return an entry of our own export: its kind is stated, and its page is ours."""
    kind, page = node.value("type"), node.value("url")
    links = [link for link in entry.links if link[1] != page]
    online = next((at for name, at in links if name == ONLINE), "")
    return replace(
        entry,
        kind=kind if kind in KINDS else "",
        links=[link for link in links if link[0] != ONLINE],
        online_link=online,
    )


def _state(node: Node) -> str:
    said = node.value("state", "status")
    if not said and node.value("cancelled", "canceled").casefold() in {"true", "1", "yes"}:
        return "cancelled"
    return said


def _rooms(node: Node) -> tuple[str, ...]:
    return tuple(
        child.whole_text for child in node.children if child.name == "room" and child.texts
    )


def _people(node: Node) -> Iterator[ParsedPerson]:
    for child in node.children:
        if child.name in {"person", "speaker"}:
            for name in BETWEEN_NAMES.split(child.whole_text):
                if (person := person_of(name, None)).name:
                    yield person
    for group in node.children:
        if group.name not in {"persons", "speakers", "people", "presenters"}:
            continue
        for child in group.children:
            person = person_of(
                child.value("name", "public_name", "full_public_name") or child.whole_text,
                child.value("guid", "code", "id"),
                child.value("role", "event_role"),
                child.value("biography", "description"),
            )
            if person.name:
                yield person


def _links(node: Node, base: str) -> Iterator[tuple[str, str]]:
    if page := link_of("", node.value("url"), base):
        yield page
    for group in ("links", "attachments"):
        for child in (found.children for found in node.children if found.name == group):
            for link in child:
                href = link.attributes.get("href") or link.value("url")
                if found := link_of(link.text, href, base):
                    yield found
