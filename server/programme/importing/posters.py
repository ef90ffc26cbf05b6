"""Putting the posters of a list into the poster sessions of a programme, or into new ones.

A poster belongs to the session that its list names (by id, title or number), else to the one on
its day, at its time, in its room, or whose text names its range of boards; where only one poster
session is there, to that.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count

from .kind_words import kind_of
from .parsed import Assumptions, Oddity, ParsedPoster, ParsedProgramme, ParsedSession, Text
from .table_dates import bare_words
from .text import plain_text
from .times import VenueClock, venue_clock

ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
NUMBER = re.compile(r"\d+|(?<![a-z])(?:viii|vii|vi|iv|v|iii|ii|i|[a-h])(?![a-z])")
RANGE = re.compile(
    r"(?<![a-z])([a-z]{0,4})[-.]?(\d{1,5})\s*(?:-|\u2013|\u2014|to|bis)\s*([a-z]{0,4})[-.]?(\d{1,5})",
    re.IGNORECASE,
)
BOARD = re.compile(r"([a-z]{0,4})\W{0,2}(\d{1,5})", re.IGNORECASE)
SMALL_NUMBER = 2  # characters
# Where nothing says when posters are shown: the event's first day, while halls are open.
OPENS, CLOSES = timedelta(hours=9), timedelta(hours=18)


@dataclass(frozen=True, slots=True)
class Attached:
    """A programme's sessions with the posters in them, and what was odd."""

    sessions: tuple[ParsedSession, ...]
    oddities: tuple[Oddity, ...]


def attach(
    sessions: Sequence[ParsedSession],
    posters: Iterable[ParsedPoster],
    *,
    at: Callable[[datetime], datetime],
    first_day: date | None = None,
) -> Attached:
    """Return *sessions* and each of *posters* within the one it belongs to.

    *at* makes the venue's time of a time without zone. A poster of no session gets one: named as
    its list names it, at the posters' own times, else on *first_day*, which is reported.
    """
    putting = _Putting(list(sessions), at, first_day)
    for poster in posters:
        putting.put(poster)
    return putting.done()


def with_posters(
    programme: ParsedProgramme, posters: Sequence[ParsedPoster], clock: VenueClock
) -> ParsedProgramme:
    """Return *programme* with *posters* in its poster sessions."""
    first = min((session.starts_at.date() for session in programme.sessions), default=None)
    attached = attach(programme.sessions, posters, at=clock.at, first_day=first)
    sessions = sorted(attached.sessions, key=lambda s: (s.starts_at, s.ends_at))
    warnings = (*programme.warnings, *attached.oddities)
    return replace(programme, sessions=tuple(sessions), warnings=warnings)


def posters_beside(programme: ParsedProgramme, posters: ParsedProgramme) -> ParsedProgramme:
    """Return *programme* with the posters of another file: in its sessions, if it has any."""
    whole = replace(
        programme,
        left_out=programme.left_out + posters.left_out,
        warnings=(*programme.warnings, *posters.warnings),
    )
    if not programme.sessions:
        return replace(whole, posters=(*programme.posters, *posters.posters))
    clock = venue_clock(Assumptions(zone=programme.timezone), None)
    return with_posters(whole, posters.posters, clock)


class _Putting:
    def __init__(
        self,
        sessions: list[ParsedSession],
        at: Callable[[datetime], datetime],
        first_day: date | None,
    ) -> None:
        self.sessions = {session.key: session for session in sessions}
        self.at, self.first_day = at, first_day
        self.keys = set(self.sessions)
        self.shown = [s for s in sessions if s.kind != "poster" and not s.cancelled]
        self.halls = [s for s in self.shown if s.kind == "poster-session"] or [
            s for s in self.shown if kind_of(title=s.title, people=False) == "poster-session"
        ]
        self.placed: list[ParsedSession] = []
        self.homeless: dict[str, list[ParsedPoster]] = {}
        self.unsure: list[ParsedPoster] = []

    def put(self, poster: ParsedPoster) -> None:
        """Put one poster into its session, or with those that need a new one."""
        found = self._found(poster)
        if not found:
            self.homeless.setdefault(poster.session.strip(), []).append(poster)
            return
        if len(found) > 1:
            self.unsure.append(poster)
        self._place(poster, min(found, key=lambda s: (s.starts_at, s.key)))

    def _found(self, poster: ParsedPoster) -> list[ParsedSession]:
        """Return the sessions that the poster may be in, all that is said of it regarded."""
        if named := poster.session.strip():
            wanted = _numbers(named)
            numbered = [s for s in self.halls if wanted and _numbers(s.title) >= wanted]
            # A small number is that of a session's title, rather than its id.
            told = numbered if len(named) <= SMALL_NUMBER else []
            found = (
                told
                or self._exactly(named)
                or [s for s in self.halls if bare_words(named) in bare_words(s.title)]
                or numbered
            )
            just_posters = kind_of(title=named, people=False).startswith("poster") and not wanted
            if found or not (just_posters or len(self.halls) == 1):
                return self._narrowed(found, poster)
        return self._narrowed(self.halls, poster)

    def _exactly(self, named: str) -> list[ParsedSession]:
        if named in self.sessions and self.sessions[named].kind != "poster":
            return [self.sessions[named]]
        same = bare_words(named)
        return [s for s in self.shown if bare_words(s.title) == same]

    def _narrowed(self, found: list[ParsedSession], poster: ParsedPoster) -> list[ParsedSession]:
        """Return those of *found* that agree with the poster's day, time, room and board."""
        own = poster.poster
        if poster.day is not None:
            found = [s for s in found if s.starts_at.date() == poster.day]
        if poster.timed:
            found = [s for s in found if s.starts_at < own.ends_at and own.starts_at < s.ends_at]
        if own.rooms and any(set(own.rooms) & set(s.rooms) for s in found):
            found = [s for s in found if set(own.rooms) & set(s.rooms)]
        ranged = [s for s in found if own.board and _in_ranges(own.board, s)]
        return ranged or found

    def _place(self, poster: ParsedPoster, hall: ParsedSession) -> None:
        own = poster.poster
        key = own.key
        if key in self.keys:
            key = next(k for n in count(2) if (k := f"{own.key}/{n}") not in self.keys)
        self.keys.add(key)
        self.placed.append(
            replace(
                own,
                key=key,
                kind="poster",
                within=hall.key,
                starts_at=own.starts_at if poster.timed else hall.starts_at,
                ends_at=own.ends_at if poster.timed else hall.ends_at,
                rooms=own.rooms or hall.rooms,
                cancelled=own.cancelled,
            )
        )

    def done(self) -> Attached:
        """Make the sessions that are missing, and return all."""
        oddities = [
            Oddity(
                _places(self.unsure),
                "Several poster sessions may be meant; the first of them was taken.",
            )
        ] if self.unsure else []  # fmt: skip
        for named, posters in self.homeless.items():
            hall, oddity = self._made(named, posters)
            self.sessions[hall.key] = hall
            self.keys.add(hall.key)
            oddities.append(oddity)
            for poster in posters:
                self._place(poster, hall)
        holding = {poster.within for poster in self.placed}
        sessions = [
            replace(s, kind="poster-session") if s.key in holding and s.kind != "poster" else s
            for s in self.sessions.values()
        ]
        return Attached((*sessions, *self.placed), tuple(oddities))

    def _made(self, named: str, posters: list[ParsedPoster]) -> tuple[ParsedSession, Oddity]:
        """Return a poster session for posters that are in none."""
        title = named if named and not named.isdigit() else f"Posters {named}".strip()
        timed = [poster.poster for poster in posters if poster.timed]
        days = sorted({poster.day for poster in posters if poster.day})
        rooms = {poster.poster.rooms for poster in posters}
        day = days[0] if days else self.first_day or date.min
        midnight = datetime.combine(day, datetime.min.time())
        starts = min((p.starts_at for p in timed), default=None) or self.at(midnight + OPENS)
        ends = max((p.ends_at for p in timed), default=None) or self.at(midnight + CLOSES)
        key = next(
            k
            for n in count(1)
            if (k := f"posters/{title}{f'/{n}' if n > 1 else ''}") not in self.keys
        )
        why = (
            ""
            if timed
            else f" When is not said: {starts:%Y-%m-%d %H:%M} to {ends:%H:%M} was assumed."
        )
        return (
            ParsedSession(
                key, title, starts, ends, "poster-session",
                rooms=next(iter(rooms)) if len(rooms) == 1 else (),
            ),
            Oddity(_places(posters), f"No session holds them; “{title}” was made for them.{why}"),
        )  # fmt: skip


def _places(posters: list[ParsedPoster]) -> str:
    more = f" and {len(posters) - 1:,} more" if len(posters) > 1 else ""
    return posters[0].where + more


def _numbers(text: str) -> set[str]:
    """Return the numbers that a name has: "Poster Session II" and "2" have the same."""
    return {ROMAN.get(found, found).lstrip("0") for found in NUMBER.findall(bare_words(text))}


def _in_ranges(board: str, session: ParsedSession) -> bool:
    """Whether a session's words name a range of boards that *board* is in: "Boards P1-P40"."""
    if not (own := BOARD.search(board)):
        return False
    texts: list[Text] = [session.abstract, session.description]
    said = " ".join([session.title, session.subtitle or "", *map(plain_text, texts)])
    return any(
        prefix.casefold() == own[1].casefold()
        and (not again or again.casefold() == prefix.casefold())
        and int(first) <= int(own[2]) <= int(last)
        for prefix, first, again, last in RANGE.findall(said)
    )
