"""Telling apart what a file runs together: entries of one id, rooms of one name, people.

None of these rules depends on the order of entries: an export that is sorted another way gives
the same keys.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from .parsed import ParsedPerson, ParsedSession

Warn = Callable[[str, str], None]
# Ids that stand for several names, as a share of all ids, from which on no id can be trusted.
MANY = 0.02
BETWEEN_ROOMS = (", ", " / ", " + ", " & ", "; ", " | ")


@dataclass(frozen=True, slots=True)
class Labels:
    """Where an entry is in its file, and its further ids there."""

    where: str
    others: tuple[str, ...] = ()


def with_keys_told_apart(
    sessions: list[ParsedSession], labels: Sequence[Labels], warn: Warn
) -> list[ParsedSession]:
    """Return the sessions with a key each.

    An id that several entries have says nothing of any of them: they are then told apart by a
    further id, else by title, by start, by room, and at last by number.
    """
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, session in enumerate(sessions):
        by_key[session.key].append(number)
    apart = list(sessions)
    taken = set(by_key)
    again: list[int] = []
    for key, numbers in by_key.items():
        if len(numbers) == 1:
            continue
        names = _names([sessions[n] for n in numbers], [labels[n].others for n in numbers])
        for number, name in zip(numbers, names, strict=True):
            own = next(k for k in _tried(f"{key}/{name}") if k not in taken)
            taken.add(own)
            apart[number] = replace(sessions[number], key=own)
        again += numbers[1:]
    for number in sorted(again):
        key = sessions[number].key
        warn(labels[number].where, f"The id {key} was used before; both were kept.")
    return apart


def _names(same: list[ParsedSession], others: list[tuple[str, ...]]) -> list[str]:
    """Return a name for each of *same*, all different, by what tells them apart first."""
    for further in zip_longest(*others, fillvalue=""):
        if all(further) and len(set(further)) == len(same):
            return list(further)
    tried = (
        [s.title for s in same],
        [f"{s.title}@{s.starts_at:%Y-%m-%dT%H:%M}" for s in same],
        [f"{s.title}@{s.starts_at:%Y-%m-%dT%H:%M}@{'+'.join(s.rooms)}" for s in same],
    )
    if found := next((names for names in tried if len(set(names)) == len(same)), None):
        return found
    order = sorted(range(len(same)), key=lambda n: (tried[-1][n], repr(same[n])))
    numbered = Counter[str]()
    names = [""] * len(same)
    for number in order:
        name = tried[-1][number]
        numbered[name] += 1
        names[number] = name if numbered[name] == 1 else f"{name}/{numbered[name]}"
    return names


def _tried(key: str) -> Iterator[str]:
    yield key
    number = 1
    while True:
        number += 1
        yield f"{key}/{number}"


def with_rooms_told_apart(sessions: list[ParsedSession]) -> list[ParsedSession]:
    """Return the sessions with "Aula, Hall 2" as two rooms where each is a room of its own too."""
    rooms = {room for session in sessions for room in session.rooms}
    parts = {
        room: tuple(room.split(mark))
        for mark in BETWEEN_ROOMS
        for room in rooms
        if mark in room and rooms.issuperset(room.split(mark))
    }
    return [
        replace(s, rooms=tuple(part for room in s.rooms for part in parts.get(room, (room,))))
        if parts.keys() & s.rooms
        else s
        for s in sessions
    ]


def with_people_told_apart(sessions: list[ParsedSession], warn: Warn) -> list[ParsedSession]:
    """Return the sessions with one key for each person, each named once a session and alike.

    A file's ids tell people apart. An id that stands for several names says nothing; where many
    do, ids come from several systems or from groups, and the names decide for everybody. Who has
    no id is known by name.
    """
    names: dict[str, set[str]] = defaultdict(set)
    keys: dict[str, set[str]] = defaultdict(set)
    for person in _people(sessions):
        if person.key:
            names[person.key].add(person.name)
            keys[person.name].add(person.key)
    clashing = {key for key, named in names.items() if len(named) > 1}
    all_by_name = len(clashing) > MANY * len(names)
    if clashing:
        _report(clashing, names, warn, all_by_name=all_by_name)

    def keyed(person: ParsedPerson) -> ParsedPerson:
        known = keys.get(person.name, set()) - clashing
        if all_by_name:
            return replace(person, key=f"name:{person.name}")
        if person.key and person.key not in clashing:
            return person
        key = next(iter(known)) if len(known) == 1 else f"name:{person.name}"
        return replace(person, key=key)

    told = [replace(s, people=tuple(map(keyed, s.people))) for s in sessions]
    whole = {key: _whole(same) for key, same in _by_key(_people(told)).items()}
    return [replace(s, people=tuple(_once(s.people, whole))) for s in told]


def _report(
    clashing: set[str], names: dict[str, set[str]], warn: Warn, *, all_by_name: bool
) -> None:
    clash = min(clashing)
    several = ", ".join(sorted(names[clash])[:3])
    who = "people are told apart by name" if all_by_name else "these are told apart by name"
    more = f" (and {len(clashing) - 1} more such ids)" if len(clashing) > 1 else ""
    warn(f"person {clash}", f"One id stands for several people ({several}){more}; {who}.")


def _people(sessions: Iterable[ParsedSession]) -> Iterator[ParsedPerson]:
    return (person for session in sessions for person in session.people)


def _by_key(people: Iterable[ParsedPerson]) -> dict[str | None, list[ParsedPerson]]:
    found: dict[str | None, list[ParsedPerson]] = defaultdict(list)
    for person in people:
        found[person.key].append(person)
    return found


def _whole(same: list[ParsedPerson]) -> ParsedPerson:
    """Return a person with all that entries say of them: the longest life, every link."""
    institutions = Counter(person.institution for person in same if person.institution)
    links = {link: None for person in same for link in person.links}
    return replace(
        same[0],
        institution=min(institutions, key=lambda i: (-institutions[i], i), default=None),
        biography=max((p.biography for p in same), key=lambda b: (len(repr(b)), repr(b))),
        links=tuple(sorted(links)) if len({p.links for p in same}) > 1 else same[0].links,
    )


def _once(
    people: tuple[ParsedPerson, ...], whole: dict[str | None, ParsedPerson]
) -> Iterator[ParsedPerson]:
    seen: set[str | None] = set()
    for person in people:
        if person.key not in seen:
            seen.add(person.key)
            yield replace(whole[person.key], role=person.role)
