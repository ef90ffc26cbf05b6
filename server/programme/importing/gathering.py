"""Gathering what a reader finds into one programme: unique keys, one key a person, limits."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from .opened import Opened
from .parsed import (
    Assumptions,
    Oddity,
    ParsedProgramme,
    ParsedSession,
    UnreadableError,
)
from .rooms import without_address
from .telling_apart import (
    Labels,
    with_keys_told_apart,
    with_people_told_apart,
    with_rooms_told_apart,
)
from .times import ASSUMED_LENGTH, LONGEST, VenueClock

MAX_ENTRIES = 20_000
MAX_ODDITIES = 2_000
# Workshops before and sprints after an event are common; beyond it, a date is worth a look.
AROUND = timedelta(days=7)
# Until this hour a day goes on past its midnight.
NIGHT = timedelta(hours=6)

# States of an entry, in the words of every format, that keep it from attendees' eyes.
HIDDEN_STATES = {
    "without a title", "rejected", "reject",
    "declined", "withdrawn", "pending", "draft", "submitted", "new",
    "review", "unpublished", "deleted", "unconfirmed", "provisional", "waitlisted", "hidden",
    "unscheduled", "private", "not accepted", "nominated", "under review", "test", "undecided",
    "rejecting", "decline queue", "accept queue", "waitlist",
    "in review", "to be confirmed", "tentative", "on hold", "abgelehnt", "entwurf", "zurückgezogen",
    "offen", "refusé", "brouillon", "en attente", "rechazado", "borrador", "pendiente", "rifiutato",
    "bozza", "recusado", "rascunho", "pendente", "afgewezen", "concept",
}  # fmt: skip
CANCELLED_STATES = {
    "cancelled", "canceled", "called off", "abgesagt", "entfällt", "fällt aus", "annulé", "annulée",
    "cancelado", "cancelada", "annullato", "annullata", "geannuleerd",
}  # fmt: skip


class Gathering:
    """Collects the sessions and oddities of one file."""

    def __init__(self, opened: Opened, assumed: Assumptions) -> None:
        """Begin with nothing."""
        self.assumed = assumed
        self.opened = opened
        self.language: str | None = None  # of the whole file, where it says so
        self.own = False  # whether the file is an export of ours
        self.mostly_open = False  # whether hardly anything in it has an end: said once then
        self.sessions: list[ParsedSession] = []
        self.oddities: list[Oddity] = []
        self.left_out: Counter[str] = Counter()
        self._labels: list[Labels] = []
        self._steps: list[Callable[[], None]] = []
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

    def take_address_off_rooms(self) -> None:
        """Leave out of rooms the building and address that all of them end with."""
        short = without_address({room for session in self.sessions for room in session.rooms})
        self.sessions = [
            replace(session, rooms=tuple(short.get(room, room) for room in session.rooms))
            for session in self.sessions
        ]

    def finish_with(self, step: Callable[[], None]) -> None:
        """Have *step* done before the programme is put together."""
        self._steps.append(step)

    def room_for_one_more(self, waiting: int = 0) -> None:
        """Raise `UnreadableError` when the file has more entries than any programme."""
        if len(self.sessions) + waiting >= MAX_ENTRIES:
            raise UnreadableError("The file has more than 20,000 entries. Split it.")

    def add(self, session: ParsedSession, where: str, others: Sequence[str] = ()) -> None:
        """Take *session* in. Where its key is used by others too, *others* may tell it apart."""
        self.room_for_one_more()
        self.sessions.append(session)
        self._labels.append(Labels(where, tuple(others)))

    def _check_date(self, session: ParsedSession, where: str, first: date, last: date) -> None:
        day = (session.starts_at - NIGHT).date() if session.starts_at.date() > last else None
        day = day or session.starts_at.date()
        if first <= day <= last:
            return
        if first - AROUND <= day <= last + AROUND:
            self.remark(where, f"It is outside the event's dates, {first} to {last}.")
        else:
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
        # As lengths by a stop-watch: within one zone, clocks that go back would compare as walls.
        lasts = length if end is None else end.astimezone(UTC) - start.astimezone(UTC)
        if lasts is not None and timedelta(0) < lasts <= LONGEST:
            return end or clock.after(start, lasts)
        if lasts is None:
            why = "It does not say when it ends"
        elif lasts < timedelta(0):
            why = "It ends before it starts"
        elif lasts == timedelta(0):
            why = "It has no length"
        else:
            why = "It lasts longer than 60 days"
        if end is not None and length is not None and timedelta(0) < length <= LONGEST:
            self.warn(where, f"{why}; its duration was kept.")
            return clock.after(start, length)
        say = self.remark if self.mostly_open and lasts is None else self.warn
        say(where, f"{why}; 30 minutes were assumed.")
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
        for step in self._steps:
            step()
        if not self.sessions:
            why = next((f" ({o.where}: {o.message})" for o in self.oddities), "")
            raise UnreadableError(f"The file holds no entry that attendees may see{why}.")
        first, last = self.assumed.starts_on or starts_on, self.assumed.ends_on or ends_on
        for session, label in zip(self.sessions, self._labels, strict=True):
            if first and last:
                self._check_date(session, label.where, first, last)
        self.sessions = with_keys_told_apart(self.sessions, self._labels, self.warn)
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
            warnings=self.warnings(),
        )

    def warnings(self) -> tuple[Oddity, ...]:
        """Return every oddity so far, those of the whole file first."""
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
