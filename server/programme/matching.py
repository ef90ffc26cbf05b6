"""Recognising in a newer file the sessions of an earlier one.

The rule. Step by step, from what says most to what says least, sessions of the two files that
agree on something, and are the only ones that do among those not recognised yet, are one session:

1.  id, title and people;
2.  title, people, time and room; then title, people and time; then title and people;
3.  id and title; then title, time and room; title and time; title and day;
4.  title; where as many have it before as after ("Lunch"), in order of time and room;
5.  id alone;
6.  people and time, where these people have nothing else then in either file, no posters;
7.  a title that was corrected: alike to 85 of 100, counting the same ("part 2" is not "part 3"),
    nearest to each other by far, and by the same people or at the same time in the same room.

*An id counts* only while the two files agree on ids: of the sessions they share by title, people
and time, nine in ten have the same. Tables without ids are numbered by line, and another program's
export has other ids. An id alone must not contradict the rest: where nobody speaks in both and the
titles have nothing in common, the slot was given to another talk, which is another session. And a
short number alone, which may count lines, needs a shared time, person or word of the title.

*Other speakers*: sessions that both name people, and none in common, are not one by title and
time, day or title alone; in the same room at the same time they are.

*What left the programme* is recognised by all of an id, title and people, or title and time; never
by title or id alone, and only after what is still there.

Titles, names and rooms are compared without accents, capitals and punctuation, people without
titles and initials and, where others speak too, without chairs. No step depends on the order of
rows. Two sessions are never recognised as one.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from server.programme.importing.parsed import ParsedSession
from server.programme.listing import ListedSession
from server.programme.naming import ALIKE, likeness, same_subject
from server.programme.session_features import Features, known_features, parsed_features

Key = TypeVar("Key", bound=Hashable)

AGREEING = 0.9
AHEAD = 10  # of 100, that the nearest title is nearer than the next
CROWD = (
    300  # sessions of the same people, or at one time in one room, are not compared each to each
)
COUNTING = 4  # digits of an id that may just count lines


def match_sessions(
    known: Sequence[ListedSession],
    parsed: Sequence[ParsedSession],
    room_names: Mapping[UUID, str],
    people_names: Mapping[UUID, str],
) -> dict[str, UUID]:
    """Return, by the key of each parsed session that is known already, the known one's id.

    *room_names* and *people_names* say what the ids in *known* stand for.
    """
    if not parsed:
        return {}
    zone = parsed[0].starts_at.tzinfo
    new = {session.key: parsed_features(session) for session in parsed}
    live, gone = (
        {
            session.id: known_features(session, room_names, people_names, zone)
            for session in known
            if (session.removed_at is not None) is left
        }
        for left in (False, True)
    )
    trusted = _ids_agree(live or gone, new)
    matching = _Matching(live, new)
    for step in _steps(trusted=trusted):
        matching.take(step)
    matching.take_similar()
    returning = _Matching(gone, matching.new)
    for step in _steps(trusted=trusted):
        if step.brings_back:
            returning.take(step)
    return matching.matched | returning.matched


@dataclass(frozen=True, slots=True)
class Step:
    """Sessions that agree on `by`, and are alone in it, are one if `unless` does not object."""

    by: Callable[[Features], Hashable]  # None: this step has nothing to say of the session
    accepts: Callable[[Features, Features], bool] = lambda _old, _new: True
    brings_back: bool = False
    in_order: bool = False  # as many before as after are paired in order of time
    alone_in_file: bool = False  # alone in the whole of both files, not only in what is left


def _steps(*, trusted: bool) -> list[Step]:
    """Return the steps of the rule; without those of ids where ids are not to be trusted."""
    by_id = [
        Step(lambda it: (it.key, it.title, it.people), brings_back=True),
        Step(lambda it: (it.key, it.title)),
        Step(lambda it: it.key, accepts=_vouched),
    ]
    first, second, last = ([step] if trusted else [] for step in by_id)
    return [
        *first,
        Step(lambda it: (it.title, it.people, it.place), brings_back=True),
        Step(lambda it: (it.title, it.people, it.starts_at), brings_back=True),
        Step(lambda it: (it.title, it.people) if it.people else None),
        *second,
        Step(lambda it: (it.title, it.starts_at, it.rooms), brings_back=True),
        Step(lambda it: (it.title, it.starts_at), accepts=_compatible, brings_back=True),
        Step(lambda it: (it.title, it.day), accepts=_compatible),
        Step(lambda it: it.title, accepts=_compatible, in_order=True),
        *last,
        Step(
            lambda it: (it.people, it.starts_at) if it.people and not it.poster else None,
            alone_in_file=True,
        ),
    ]


def _compatible(old: Features, new: Features) -> bool:
    return not old.people or not new.people or bool(old.people & new.people)


def _vouched(old: Features, new: Features) -> bool:
    """Whether two sessions of one id may be one session."""
    shared = bool(old.people & new.people)
    alike = same_subject(old.title, new.title)
    if not (shared or alike or _compatible(old, new)):
        return False
    counting = old.key.isdigit() and len(old.key) <= COUNTING
    return shared or alike or old.starts_at == new.starts_at or not counting


def _ids_agree(old: Mapping[UUID, Features], new: Mapping[str, Features]) -> bool:
    by: Callable[[Features], Hashable] = lambda it: (it.title, it.people, it.starts_at)  # noqa: E731
    before, after = _alone(old, by), _alone(new, by)
    shared = before.keys() & after.keys()
    agreeing = sum(old[before[value]].key == new[after[value]].key for value in shared)
    return agreeing >= AGREEING * len(shared)


class _Matching:
    """What is not recognised yet, on both sides."""

    def __init__(self, old: Mapping[UUID, Features], new: Mapping[str, Features]) -> None:
        self.old, self.new = dict(old), dict(new)
        self.whole_old, self.whole_new = tuple(old.values()), tuple(new.values())
        self.matched: dict[str, UUID] = {}

    def take(self, step: Step) -> None:
        """Recognise what *step* does."""
        before, after = _grouped(self.old, step.by), _grouped(self.new, step.by)
        crowded = self._crowded(step) if step.alone_in_file else frozenset()
        for value in before.keys() & after.keys() - crowded:
            rows, keys = before[value], after[value]
            if len(rows) != len(keys) or (len(rows) > 1 and not step.in_order):
                continue
            rows.sort(key=lambda row: _order(self.old[row]))
            keys.sort(key=lambda key: _order(self.new[key]))
            pairs = list(zip(rows, keys, strict=True))
            if all(step.accepts(self.old[row], self.new[key]) for row, key in pairs):
                for row, key in pairs:
                    self._match(row, key)

    def _crowded(self, step: Step) -> frozenset[Hashable]:
        return frozenset(
            value
            for whole in (self.whole_old, self.whole_new)
            for value, times in Counter(map(step.by, whole)).items()
            if times > 1
        )

    def take_similar(self) -> None:
        """Recognise titles that were corrected, the nearest first."""
        scores = {
            (row, key): score
            for row, key in self._neighbours()
            if (score := _score(self.old[row], self.new[key])) > ALIKE - AHEAD
        }
        rivals = _Rivals(scores)
        certain = [
            pair for pair, score in scores.items() if score >= ALIKE and rivals.lead(pair) >= AHEAD
        ]
        for row, key in certain:
            self._match(row, key)

    def _neighbours(self) -> set[tuple[UUID, str]]:
        """Return the pairs that share all their people, or time and room."""
        pairs: set[tuple[UUID, str]] = set()
        for by in (lambda it: it.people or None, lambda it: it.place):
            before, after = _grouped(self.old, by), _grouped(self.new, by)
            for value in before.keys() & after.keys():
                if max(len(before[value]), len(after[value])) <= CROWD:
                    pairs.update((row, key) for row in before[value] for key in after[value])
        return pairs

    def _match(self, row: UUID, key: str) -> None:
        self.matched[key] = row
        del self.old[row], self.new[key]


class _Rivals:
    """How far each pair is ahead of every other that shares a side with it."""

    def __init__(self, scores: Mapping[tuple[UUID, str], float]) -> None:
        self.scores = scores
        self.by_side: dict[Hashable, list[float]] = defaultdict(list)
        for pair, score in scores.items():
            for side in pair:
                self.by_side[side].append(score)

    def lead(self, pair: tuple[UUID, str]) -> float:
        """Return how much nearer this pair is than the next; not above 0: another is as near."""
        own = self.scores[pair]
        others = [
            second if best == own else best
            for best, second in (heapq.nlargest(2, [*self.by_side[side], 0.0]) for side in pair)
        ]
        return own - max(others)


def _score(old: Features, new: Features) -> float:
    """Return how surely the titles of two neighbours are one, corrected; 0 where not at all."""
    if not _compatible(old, new):
        return 0
    settled = bool(old.people) and old.people == new.people and old.place == new.place
    return likeness(old.title, new.title, parts=settled)


def _order(it: Features) -> tuple[datetime, tuple[str, ...], str, str]:
    return it.starts_at, it.rooms, it.board, it.key


def _grouped(
    things: Mapping[Key, Features], by: Callable[[Features], Hashable]
) -> dict[Hashable, list[Key]]:
    found: dict[Hashable, list[Key]] = defaultdict(list)
    for thing, features in things.items():
        if (value := by(features)) is not None:
            found[value].append(thing)
    return found


def _alone(
    things: Mapping[Key, Features], by: Callable[[Features], Hashable]
) -> dict[Hashable, Key]:
    """Return the things that share a value with no other, by that value."""
    return {value: same[0] for value, same in _grouped(things, by).items() if len(same) == 1}
