"""Recognising in a newer file the people of an earlier one.

The rule, step by step, each on what the ones before left over, and only where one answers to one:

1.  the file's id and the name;
2.  the name, without accents, titles and initials. A name that was written otherwise, and whose
    id is another, has to be named with a session that was recognised: "Wei A. Zhang" may be
    somebody else than "Wei Zhang", but not at the same talk;
3.  the file's id, with a session that was recognised: she has another name now;
4.  a name alike to 85 of 100, with a session that was recognised.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from rapidfuzz import fuzz

from server.core.ids import new_id
from server.programme.importing.parsed import ParsedPerson, ParsedProgramme, ParsedSession
from server.programme.keys import Keys
from server.programme.listing import ListedPerson, ListedSession
from server.programme.naming import ALIKE, initials_agree, plain, plain_name


@dataclass(frozen=True, slots=True)
class PeopleRows:
    """Everybody that the programme ever named, and who is who in the newer file."""

    rows: list[ListedPerson]
    by_key: Mapping[str, ListedPerson]  # by `person_key`, those of the file


def person_key(person: ParsedPerson) -> str:
    """Return what tells people of one file apart."""
    return person.key or person.name.casefold()


def people_rows(
    known: Sequence[ListedPerson],
    parsed: ParsedProgramme,
    pairs: Iterable[tuple[ListedSession, ParsedSession]],
    keys: Keys,
) -> PeopleRows:
    """Return everybody as they will stand; *pairs* are the sessions that were recognised."""
    given = _given(parsed)
    matched = _matched(known, given, _together(pairs))
    by_id = {person.id: person for person in known}
    by_key = {}
    for key, person in given.items():
        old = by_id.get(matched[key]) if key in matched else None
        by_key[key] = ListedPerson(
            id=old.id if old else new_id(),
            key=old.key if old else keys.next(),
            source_key=key,
            name=person.name,
            institution=person.institution,
            biography=person.biography,
            links=[list(link) for link in person.links],
        )
    rows = by_id | {person.id: person for person in by_key.values()}
    return PeopleRows(rows=list(rows.values()), by_key=by_key)


def _given(parsed: ParsedProgramme) -> dict[str, ParsedPerson]:
    given: dict[str, ParsedPerson] = {}
    for session in parsed.sessions:
        for person in session.people:
            key = person_key(person)
            given[key] = _fuller(given[key], person) if key in given else person
    return given


def _fuller(first: ParsedPerson, second: ParsedPerson) -> ParsedPerson:
    return replace(
        first,
        institution=first.institution or second.institution,
        biography=first.biography or second.biography,
        links=first.links or second.links,
    )


def _together(pairs: Iterable[tuple[ListedSession, ParsedSession]]) -> dict[str, set[UUID]]:
    """Return for each person of the file who was named before with the same sessions."""
    together = defaultdict[str, set[UUID]](set)
    for old, new in pairs:
        before = {person for person, _ in old.parts}
        for person in new.people:
            together[person_key(person)] |= before
    return together


def _matched(
    known: Sequence[ListedPerson],
    given: Mapping[str, ParsedPerson],
    together: Mapping[str, set[UUID]],
) -> dict[str, UUID]:
    """Return by their key in the file the id of everybody who is known already."""
    matching = _Matching(known, given)
    shared: Callable[[str, ListedPerson], bool] = lambda key, old: old.id in together.get(key, ())  # noqa: E731
    matching.take(
        lambda old: (old.source_key, plain_name(old.name)),
        lambda key, person: (key, plain_name(person.name)),
    )
    matching.take(
        lambda old: plain_name(old.name),
        lambda _key, person: plain_name(person.name),
        lambda key, old: (
            plain(old.name) == plain(given[key].name)
            or (initials_agree(old.name, given[key].name) and (shared(key, old)))
        ),
    )
    matching.take(lambda old: old.source_key, lambda key, _person: key, shared)
    matching.take_alike(together)
    return matching.matched


class _Matching:
    """Who is not recognised yet, on both sides."""

    def __init__(self, old: Sequence[ListedPerson], new: Mapping[str, ParsedPerson]) -> None:
        self.old = {person.id: person for person in old}
        self.new = dict(new)
        self.matched: dict[str, UUID] = {}

    def take(
        self,
        by_old: Callable[[ListedPerson], Hashable],
        by_new: Callable[[str, ParsedPerson], Hashable],
        accepts: Callable[[str, ListedPerson], bool] = lambda _key, _old: True,
    ) -> None:
        """Recognise those who alone share a value, unless it is not accepted."""
        before, after = (
            defaultdict[Hashable, list[UUID]](list),
            defaultdict[Hashable, list[str]](list),
        )
        for person in self.old.values():
            before[by_old(person)].append(person.id)
        for key, named in self.new.items():
            after[by_new(key, named)].append(key)
        for value in before.keys() & after.keys():
            rows, keys = before[value], after[value]
            if len(rows) == len(keys) == 1 and accepts(keys[0], self.old[rows[0]]):
                self._match(rows[0], keys[0])

    def take_alike(self, together: Mapping[str, set[UUID]]) -> None:
        """Recognise names that were corrected, where nobody else comes near."""
        near = [
            (row, key)
            for key, person in self.new.items()
            for row in together.get(key, set()) & self.old.keys()
            if _alike(self.old[row].name, person.name)
        ]
        sides = [side for pair in near for side in pair]
        for row, key in near:
            if sides.count(row) == sides.count(key) == 1:
                self._match(row, key)

    def _match(self, row: UUID, key: str) -> None:
        self.matched[key] = row
        del self.old[row], self.new[key]


def _alike(one: str, other: str) -> bool:
    near = fuzz.ratio(plain_name(one), plain_name(other)) >= ALIKE
    return near and initials_agree(one, other)
