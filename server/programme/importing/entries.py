"""What a programme's entries mean, whichever file they come from.

Every format but calendars says much the same about an entry: date, start, end or duration, rooms,
people. Where those contradict each other, the rules are here: what a reader of the printed
programme would do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from .gathering import CANCELLED_STATES, Gathering
from .kind_words import kind_of
from .languages import Spoken, main_of, subtitle_of, texts_of
from .open_ends import NO_ENDS, Begun, mostly_open, next_starts
from .parsed import ParsedPerson, ParsedSession, Text
from .text import structured
from .times import VenueClock, clock_of, day_of, length_of, moment_of
from .title_marks import is_test, without_marks
from .words import (
    address_of,
    language_of,
    line_of,
    name_or_none,
    places_of,
    title_of,
    truth_of,
)

DAY = timedelta(days=1)
# Before this hour a session of a room that is used by day belongs to the night after that day.
NIGHT_ENDS = timedelta(hours=6)

ROLES = {
    "moderator": "chair", "chair": "chair", "host": "chair", "session chair": "chair",
    "coordinator": "chair", "author": "author", "co-author": "author", "contributor": "author",
}  # fmt: skip


@dataclass(slots=True)
class Day:
    """A day of the schedule, as the file has it."""

    date: date | None
    begins: timedelta | None = None  # sessions earlier than this belong to the next calendar day
    ends: datetime | None = None  # by the venue's clock, where the file says so


@dataclass(slots=True)
class Entry:
    """One entry with its fields as the file writes them."""

    where: str
    day: Day
    ids: Sequence[str]  # the preferred one first
    title: Spoken = ""
    subtitle: Spoken = ""
    state: str = ""
    date: str = ""
    start: str = ""
    end: str = ""
    duration: str | float = ""
    rooms: Sequence[str] = ()
    track: str = ""
    type: str = ""
    language: str = ""
    abstract: Spoken = ""
    description: Spoken = ""
    slug: str = ""
    people: list[ParsedPerson] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    kind: str = ""  # one of KINDS where the format itself says it
    board: str = ""
    within: str = ""  # the key of the poster session it belongs to
    online_link: str = ""
    capacity: Any = None
    full: Any = None
    facts: Sequence[tuple[str, str]] = ()  # what a table says besides: (column, value)


class EntryReading:
    """Turns entries into sessions, remembering what one entry says about the next."""

    def __init__(self, gathering: Gathering, clock: VenueClock, *, seconds: bool) -> None:
        """Begin; *seconds* says that the file writes its times of day with seconds."""
        self.gathering = gathering
        self.clock = clock
        self.seconds = seconds
        self._entries: list[Entry] = []
        self._late: set[tuple[date, str]] = set()  # rooms in use by day, on that day
        self._ids: set[str] = set()
        gathering.finish_with(self._finish)

    def take(self, entry: Entry) -> None:
        """Add what *entry* means; what cannot be placed in time is left out and reported."""
        if self.gathering.hides(entry.state) or self._only_tries(entry):
            return
        self.gathering.room_for_one_more(len(self._entries))
        self._entries.append(entry)
        shown = clock_of(entry.start)
        if entry.day.date and shown is not None and NIGHT_ENDS <= shown < DAY:
            self._late.add((entry.day.date, _place(entry)))

    def _only_tries(self, entry: Entry) -> bool:
        """Whether *entry* is a test row; then it is counted as left out."""
        empty = not (entry.people or entry.abstract or entry.description)
        if empty and is_test(title_of(main_of(entry.title))):
            self.gathering.left_out["a test entry"] += 1
            return True
        return False

    def _finish(self) -> None:
        """Place every entry in time: only now is known what else happens in its room that day."""
        placed = [(entry, start) for entry in self._entries if (start := self._placed(entry))]
        begun = [self._begun(entry, start) for entry, start in placed]
        self.gathering.mostly_open = mostly_open(begun)
        following = next_starts(begun) if self.gathering.mostly_open else [None] * len(begun)
        for (entry, start), after in zip(placed, following, strict=True):
            self._read(entry, start, after)
        self._entries.clear()

    def _placed(self, entry: Entry) -> datetime | None:
        start = self._start(entry)
        if start is None:
            self.gathering.left_out["without a readable time"] += 1
            self.gathering.warn(entry.where, "It has no readable date and time; it was left out.")
        return start

    def _begun(self, entry: Entry, start: datetime) -> Begun:
        title = title_of(main_of(entry.title))
        length = length_of(entry.duration, seconds=self.seconds)
        return Begun(
            start,
            tuple(filter(None, map(name_or_none, entry.rooms))),
            entry.kind or _kind(entry, title),
            moment_of(entry.end) is None and length is None,
        )

    def _read(self, entry: Entry, start: datetime, after: datetime | None) -> None:
        end = moment_of(entry.end)
        length = length_of(entry.duration, seconds=self.seconds)
        if end is None and length is None and after is not None and entry.kind != "poster":
            self.gathering.remark(entry.where, NO_ENDS)
            ends_at = after
        else:
            ends_at = self.gathering.ends_at(
                self.clock,
                start,
                self._ending(start, entry, end) if end else None,
                length,
                entry.where,
            )
        self._report_ids(entry)
        session = self._session(entry, start, ends_at)
        self.gathering.add(session, entry.where, entry.ids[1:])

    def _start(self, entry: Entry) -> datetime | None:
        shown = clock_of(entry.start)
        stated = moment_of(entry.date) or moment_of(entry.start)
        if stated is not None:
            shown = shown if shown is None or shown < DAY else shown - DAY
            meant, doubt = self.clock.meant(stated, shown)
            if doubt:
                self.gathering.remark(entry.where, doubt)
            return self._within_its_day(entry, meant)
        day = day_of(entry.date) or entry.day.date
        if day is None or shown is None:
            return None
        midnight = datetime.combine(day, datetime.min.time())
        return self.clock.at(midnight + shown + self._night(entry, day, shown))

    def _within_its_day(self, entry: Entry, start: datetime) -> datetime:
        """Return *start* a day later where only then it is within the day it is filed under."""
        day = entry.day
        if day.begins is None or day.ends is None or start.date() != day.date:
            return start
        wall = start.replace(tzinfo=None)
        begins = datetime.combine(day.date, datetime.min.time()) + day.begins
        if not (wall < begins and wall + DAY < day.ends):
            return start
        message = "It is before its day begins; it was put after the midnight that ends it."
        self.gathering.remark(entry.where, message)
        return self.clock.at(wall + DAY)

    def _night(self, entry: Entry, day: date, shown: timedelta) -> timedelta:
        """Return a day when *shown* is past the midnight that ends the programme's *day*."""
        if entry.day.begins is not None and day == entry.day.date:
            return DAY if shown < entry.day.begins else timedelta(0)
        if shown < NIGHT_ENDS and (day, _place(entry)) in self._late:
            self.gathering.warn(
                entry.where, f"Its room is in use later on {day}; it was put after midnight."
            )
            return DAY
        return timedelta(0)

    def _ending(self, start: datetime, entry: Entry, end: datetime) -> datetime:
        """Return *end* on the venue's clock, shifted as the start was."""
        began = moment_of(entry.date) or moment_of(entry.start)
        if began and (began.tzinfo is None) == (end.tzinfo is None):
            return self.clock.after(start, end - began)
        return self.clock.of(end)

    def _report_ids(self, entry: Entry) -> None:
        for number in entry.ids[1:]:
            if number in self._ids:
                self.gathering.warn(entry.where, f"The id {number} is used by another entry too.")
        self._ids.update(entry.ids)

    def _session(self, entry: Entry, start: datetime, end: datetime) -> ParsedSession:
        speaks = (self.gathering.language, language_of(entry.language))
        title, cancelled, full = self._title(entry, speaks)
        abstract, description = (texts_of(t, *speaks) for t in (entry.abstract, entry.description))
        named = bool(main_of(entry.title, *speaks))
        facts = [block for name, value in entry.facts for block in _fact(name, value)]
        return ParsedSession(
            key=entry.ids[0] if entry.ids else f"{title}@{start:%Y-%m-%dT%H:%M}",
            title=title,
            subtitle=subtitle_of(entry.subtitle, entry.title, *speaks) or None if named else None,
            starts_at=start,
            ends_at=end,
            kind=entry.kind or _kind(entry, title),
            rooms=tuple(dict.fromkeys(filter(None, map(name_or_none, entry.rooms)))),
            track=name_or_none(entry.track),
            language=language_of(entry.language),
            abstract=abstract,
            description=([] if description == abstract else description) + facts,
            people=tuple(entry.people),
            links=tuple(dict.fromkeys(entry.links)),
            cancelled=cancelled or entry.state.strip().casefold() in CANCELLED_STATES,
            board=line_of(entry.board, 40) or None,
            within=entry.within or None,
            online_link=address_of(entry.online_link),
            capacity=places_of(entry.capacity),
            full=full or truth_of(entry.full),
        )

    def _title(self, entry: Entry, speaks: tuple[str | None, ...]) -> tuple[str, bool, bool]:
        """Return the title, whether it says that the session is cancelled, and that it is full."""
        title = title_of(main_of(entry.title, *speaks)) or title_of(
            main_of(entry.subtitle, *speaks)
        )
        if not title:
            title = title_of(entry.slug.replace("-", " ").replace("_", " ")) or "Untitled"
            self.gathering.warn(entry.where, f"It has no title; it is called “{title}”.")
        found = without_marks(title, own=self.gathering.own)
        if found[1] and not self.gathering.own:
            self.gathering.remark(entry.where, "Its title says that it is cancelled; it is marked.")
        return found


def _fact(name: str, value: str) -> Text:
    """Return what a column of no meaning here says, behind the column's name."""
    first, *rest = structured(value) or [{"t": "p", "c": [""]}]
    said, *more = first["c"]
    inlines = [f"{name}: {said}"] if isinstance(said, str) else [f"{name}: ", said]
    return [{"t": "p", "c": [*inlines, *more]}, *rest]


def _place(entry: Entry) -> str:
    return "/".join(entry.rooms)


def _kind(entry: Entry, title: str) -> str:
    return kind_of(said=entry.type, track=entry.track, title=title, people=bool(entry.people))


def person_of(
    name: object, key: object, role: object = "", biography: object = "", institution: object = ""
) -> ParsedPerson:
    """Return a person as the file names them; without a name the name is empty."""
    return ParsedPerson(
        name=title_of(name)[:200],
        key=line_of(key) or None,
        role=ROLES.get(line_of(role).casefold(), "speaker"),
        institution=title_of(institution)[:200] or None,
        biography=structured(biography) if isinstance(biography, str) else [],
    )


def place_of(line: int | None, number: str, title: str) -> str:
    """Return where an entry is, in words: its line where known, its id and its title."""
    named = " ".join(part for part in (number, f"“{title[:60]}”" if title else "") if part)
    return f"line {line}, entry {named}".rstrip() if line else f"entry {named}"
