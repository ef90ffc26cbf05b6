"""Sessionize's JSON: All data, Sessions and Grid.

The sessions of the first refer to speakers, rooms and categories by id; those of the others, in
groups or by day and room, hold what they name.
"""

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

NAME = "sessionize"
TITLE = "Sessionize JSON (All data, Sessions or Grid)"

# What a category of sessions is called that says something we keep.
TRACKS = ("track", "topic", "stream", "area", "theme")
FORMATS = ("format", "type", "kind")
LANGUAGES = ("language", "sprache", "langue", "idioma")


def recognises(opened: Opened) -> bool:
    """Whether this is JSON with sessions that start, and speakers, rooms or groups."""
    if not opened.is_json:
        return False
    whole = opened.json
    if isinstance(whole, dict):
        known = "speakers" in whole or {"rooms", "categories"} <= whole.keys()
        return known and any("startsAt" in object_of(s) for s in list_of(whole.get("sessions")))
    return any({"startsAt", "isServiceSession"} <= session.keys() for session in _sessions(whole))


def read(opened: Opened, assumed: Assumptions) -> ParsedProgramme:
    """Return the programme; times without offset are the venue's."""
    whole = object_of(opened.json)
    gathering = Gathering(opened, assumed)
    clock = venue_clock(assumed, line_of(whole.get("timezone")) or None)
    reading = EntryReading(gathering, clock, seconds=False)
    known = _Known(whole)
    if whole:
        sessions = list(objects_of(whole.get("sessions"), "sessions", gathering.warn))
    else:
        sessions = _sessions(opened.json)
    for session in sessions:
        reading.take(_entry(session, known))
    return gathering.programme(NAME, clock, title=None)


def _sessions(groups: Any) -> list[Json]:  # noqa: ANN401 - whatever a file holds
    """Return the sessions of groups, or of days with rooms; each once, with the rooms it is in."""
    found: list[Json] = []
    for group in _objects(groups):
        found += _objects(group.get("sessions"))
        for room in _objects(group.get("rooms")):
            name = name_of(room)
            found += [{"room": name} | session for session in _objects(room.get("sessions"))]
    once: dict[tuple[str, ...], Json] = {}
    for number, session in enumerate(found):
        shared = session.get("isPlenumSession") or session.get("isServiceSession")
        same = (line_of(session.get(name)) for name in ("id", "title", "startsAt", "endsAt"))
        first = once.setdefault(tuple(same) if shared else (str(number),), {**session, "rooms": []})
        first["rooms"].append(worded(session.get("room")))
    return list(once.values())


class _Known:
    """What the file's sessions refer to."""

    def __init__(self, whole: Json) -> None:
        self.rooms = {line_of(r.get("id")): name_of(r) for r in _objects(whole.get("rooms"))}
        self.speakers = {line_of(s.get("id")): s for s in _objects(whole.get("speakers"))}
        self.questions = {
            line_of(q.get("id")): worded(q.get("question"))
            for q in _objects(whole.get("questions"))
        }
        self.items = {
            line_of(item.get("id")): (worded(category.get("title")).casefold(), name_of(item))
            for category in _objects(whole.get("categories"))
            for item in _objects(category.get("items"))
        }

    def category(self, session: Json, wanted: tuple[str, ...]) -> str:
        """Return the first item of *session* in a category so called."""
        items = [
            self.items.get(line_of(n), ("", "")) for n in list_of(session.get("categoryItems"))
        ]
        items += [
            (worded(category.get("name")).casefold(), name_of(item))
            for category in _objects(session.get("categories"))
            for item in _objects(category.get("categoryItems"))
        ]
        return next((name for title, name in items if any(word in title for word in wanted)), "")

    def people(self, session: Json) -> Iterator[ParsedPerson]:
        """Yield the speakers of *session*."""
        for number in list_of(session.get("speakers")):
            speaker = object_of(number) or self.speakers.get(line_of(number), {})
            name = (
                speaker.get("fullName")
                or speaker.get("name")
                or " ".join(
                    part
                    for part in (worded(speaker.get("firstName")), worded(speaker.get("lastName")))
                )
            )
            found = person_of(name, speaker.get("id"), "", speaker.get("bio"))
            if found.name:
                yield found

    def links(self, session: Json) -> Iterator[tuple[str, str]]:
        """Yield the recording of *session*, and the addresses among its answers."""
        yield from _found(link_of("", session.get("recordingUrl")))
        for answer in _objects(session.get("questionAnswers")):
            address = worded(answer.get("answerValue"))
            if address.startswith(("https://", "http://")):
                yield from _found(
                    link_of(self.questions.get(line_of(answer.get("questionId"))), address)
                )


def _entry(session: Json, known: _Known) -> Entry:
    number, title = line_of(session.get("id")), spoken_of(session.get("title"))
    room = known.rooms.get(line_of(session.get("roomId"))) or worded(session.get("room"))
    rooms = session.get("rooms") or [room]
    return Entry(
        where=place_of(None, number, title_of(main_of(title))),
        day=Day(None),
        ids=[number] if number else [],
        title=title,
        state=line_of(session.get("status")),
        date=line_of(session.get("startsAt")),
        end=line_of(session.get("endsAt")),
        rooms=[room for room in rooms if room],
        track=known.category(session, TRACKS),
        type=known.category(session, FORMATS),
        language=known.category(session, LANGUAGES) or line_of(session.get("language")),
        description=spoken_of(session.get("description")),
        people=list(known.people(session)),
        links=list(known.links(session)),
        online_link=worded(session.get("liveUrl")),
        capacity=first_of(session, "capacity", "seats"),
        full=first_of(session, "full", "isFull"),
    )


def _objects(values: Any) -> list[Json]:  # noqa: ANN401 - whatever a file holds
    return [value for value in list_of(values) if isinstance(value, dict)]


def _found(link: tuple[str, str] | None) -> Iterator[tuple[str, str]]:
    if link:
        yield link
