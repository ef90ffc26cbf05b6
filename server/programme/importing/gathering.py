"""Gathering what a reader finds into one programme: unique keys, one key a person, limits."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

from .opened import Opened
from .parsed import (
    Assumptions,
    Oddity,
    ParsedPerson,
    ParsedProgramme,
    ParsedSession,
    UnreadableError,
)
from .times import ASSUMED_LENGTH, LONGEST, VenueClock

MAX_ENTRIES = 20_000
MAX_ODDITIES = 2_000
# Workshops before and sprints after an event are common; beyond it, a date is worth a look.
AROUND = timedelta(days=7)

# States of an entry, in the words of every format, that keep it from attendees' eyes.
HIDDEN_STATES = {
    "rejected", "reject", "declined", "withdrawn", "pending", "draft", "submitted", "new",
    "review", "unpublished", "deleted", "unconfirmed", "provisional", "waitlisted", "hidden",
    "unscheduled", "private", "not accepted", "nominated", "under review",
}  # fmt: skip
CANCELLED_STATES = {"cancelled", "canceled"}


class Gathering:
    """Collects the sessions and oddities of one file."""

    def __init__(self, opened: Opened, assumed: Assumptions) -> None:
        """Begin with nothing."""
        self.assumed = assumed
        self.opened = opened
        self.sessions: list[ParsedSession] = []
        self.oddities: list[Oddity] = []
        self.left_out: Counter[str] = Counter()
        self._keys: set[str] = set()
        self._numbers: dict[str, count[int]] = {}
        self._remarks: dict[str, list[str]] = defaultdict(list)

    def warn(self, where: str, message: str) -> None:
        """Report one oddity."""
        self.oddities.append(Oddity(where, message))

    def remark(self, where: str, message: str) -> None:
        """Report something that is likely to hold for much of the file, once for all of it."""
        self._remarks[message].append(where)

    def hides(self, state: str) -> bool:
        """Whether *state* keeps an entry from attendees; then it is counted as left out."""
        plain = " ".join(state.casefold().replace("_", " ").split())
        if plain in HIDDEN_STATES:
            self.left_out[plain] += 1
            return True
        return False

    def room_for_one_more(self) -> None:
        """Raise `UnreadableError` when the file has more entries than any programme."""
        if len(self.sessions) >= MAX_ENTRIES:
            raise UnreadableError("The file has more than 20,000 entries. Split it.")

    def add(self, session: ParsedSession, where: str, others: Sequence[str] = ()) -> None:
        """Take *session* in. A key used before is told apart by *others*, its further ids."""
        self.room_for_one_more()
        key = session.key
        if key in self._keys:
            key = self._unused(session, others)
            self.warn(where, f"The id {session.key} was used before; both were kept.")
        self._keys.add(key)
        self._check_date(session.starts_at.date(), where)
        self.sessions.append(replace(session, key=key))

    def _unused(self, session: ParsedSession, others: Sequence[str]) -> str:
        starts = session.starts_at.strftime("%Y-%m-%dT%H:%M")
        for ending in (*others, starts):
            if (key := f"{session.key}/{ending}") not in self._keys:
                return key
        numbers = self._numbers.setdefault(f"{session.key}/{starts}", count(2))
        keys = (f"{session.key}/{starts}/{number}" for number in numbers)
        return next(key for key in keys if key not in self._keys)

    def _check_date(self, day: date, where: str) -> None:
        first, last = self.assumed.starts_on, self.assumed.ends_on
        if first and last and not first - AROUND <= day <= last + AROUND:
            self.warn(where, f"It is on {day}, more than a week outside the event's dates.")

    def ends_at(
        self,
        clock: VenueClock,
        start: datetime,
        end: datetime | None,
        length: timedelta | None,
        where: str,
    ) -> datetime:
        """Return when a session ends: its *end*, else after its *length*, else as assumed."""
        if end is None and length is not None and timedelta(0) < length <= LONGEST:
            return clock.after(start, length)
        if end is not None and start < end <= start + LONGEST:
            return end
        if end is not None and end < start:
            why = "It ends before it starts"
        elif end == start or length == timedelta(0):
            why = "It has no length"
        elif end is None and length is None:
            why = "It does not say when it ends"
        else:
            why = "It lasts longer than 60 days"
        self.warn(where, f"{why}; 30 minutes were assumed.")
        return clock.after(start, ASSUMED_LENGTH)

    def programme(
        self,
        format_name: str,
        clock: VenueClock,
        *,
        title: str | None,
        starts_on: date | None = None,
        ends_on: date | None = None,
    ) -> ParsedProgramme:
        """Return all that was gathered, in time order; `UnreadableError` if that is nothing."""
        if not self.sessions:
            why = next((f" ({o.where}: {o.message})" for o in self.oddities), "")
            raise UnreadableError(f"The file holds no entry that attendees may see{why}.")
        self.sessions = with_people_told_apart(with_rooms_told_apart(self.sessions), self.warn)
        sessions = sorted(self.sessions, key=lambda s: (s.starts_at, s.ends_at))
        return ParsedProgramme(
            format=format_name,
            sessions=tuple(sessions),
            title=title or None,
            timezone=clock.zone.key,
            starts_on=starts_on,
            ends_on=ends_on,
            left_out=self.left_out.total(),
            warnings=self._warnings(),
        )

    def _warnings(self) -> tuple[Oddity, ...]:
        found = [*self.opened.oddities]
        for message, places in self._remarks.items():
            more = f" and {len(places) - 1:,} more" if len(places) > 1 else ""
            found.append(Oddity(places[0] + more, message))
        found += [
            Oddity("the whole file", f"Left out, being {state}: {count:,}.")
            for state, count in self.left_out.items()
        ]
        found += self.oddities
        if len(found) > MAX_ODDITIES:
            rest = len(found) - MAX_ODDITIES
            found[MAX_ODDITIES:] = [Oddity("the whole file", f"{rest:,} further oddities.")]
        return tuple(found)


def with_rooms_told_apart(sessions: list[ParsedSession]) -> list[ParsedSession]:
    """Return the sessions with "Aula, Hall 2" as two rooms where each is a room of its own too."""
    rooms = {room for session in sessions for room in session.rooms}
    parts = {room: tuple(room.split(", ")) for room in rooms if ", " in room}
    several = {room: named for room, named in parts.items() if rooms.issuperset(named)}
    return [
        replace(s, rooms=tuple(part for room in s.rooms for part in several.get(room, (room,))))
        if several.keys() & s.rooms
        else s
        for s in sessions
    ]


def with_people_told_apart(
    sessions: list[ParsedSession], warn: Callable[[str, str], None]
) -> list[ParsedSession]:
    """Return the sessions with one key for each person, and each named once a session.

    A file's ids tell people apart unless one of them stands for several names: then ids come
    from several systems or from groups, and the names decide. Who has no id is known by name.
    """
    names: dict[str, set[str]] = defaultdict(set)
    keys: dict[str, set[str]] = defaultdict(set)
    for session in sessions:
        for person in session.people:
            if person.key:
                names[person.key].add(person.name)
                keys[person.name].add(person.key)
    if clash := next((key for key, named in names.items() if len(named) > 1), None):
        several = ", ".join(sorted(names[clash])[:3])
        warn(
            f"person {clash}",
            f"One id stands for several people ({several}); people are told apart by name.",
        )

    def keyed(person: ParsedPerson) -> ParsedPerson:
        known = keys.get(person.name, set())
        if clash is None and (person.key or len(known) == 1):
            return replace(person, key=person.key or next(iter(known)))
        return replace(person, key=f"name:{person.name}")

    return [
        replace(s, people=tuple({p.key: p for p in map(keyed, reversed(s.people))}.values())[::-1])
        for s in sessions
    ]
