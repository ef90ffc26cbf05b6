"""What a file makes of an event's programme: the rows as they will stand, and what differs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from server.core.ids import new_id
from server.programme.importing.parsed import ParsedPerson, ParsedProgramme, ParsedSession
from server.programme.listing import ListedPerson, ListedSession, Listing, Named, key_number
from server.programme.matching import match_sessions

Row = TypeVar("Row", Named, ListedPerson, ListedSession)
# A change of these moves an entry in people's calendars.
MOVING = ("starts_at", "ends_at", "room_ids", "title", "cancelled", "removed_at")
# These say nothing of the session itself.
BOOKKEEPING = frozenset({"sequence", "modified_at", "source_key"})


class Keys:
    """Gives out "s1", "s2", …, going on from how many were made before."""

    def __init__(self, letter: str, made: int) -> None:
        """Go on after *made* keys of this letter."""
        self.letter, self.made = letter, made

    def next(self) -> str:
        """Return a key that was never given before."""
        self.made += 1
        return f"{self.letter}{self.made}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A listing as it will stand, against the one that stands."""

    before: Listing
    after: Listing
    sessions_made: int
    rooms_made: int
    tracks_made: int
    people_made: int


@dataclass(slots=True)
class _Counts:
    sessions: Keys
    rooms: Keys
    tracks: Keys
    people: Keys


def draft_listing(
    before: Listing,
    parsed: ParsedProgramme,
    *,
    made: tuple[int, int, int, int],
    now: datetime,
) -> Draft:
    """Return the programme as *parsed* has it, keeping ids and keys of everything recognised.

    What the file no longer has stays with `removed_at`. *made* counts the keys of sessions,
    rooms, tracks and people given so far.
    """
    counts = _Counts(*(Keys(letter, given) for letter, given in zip("srtp", made, strict=True)))
    room_names = [name for session in parsed.sessions for name in session.rooms]
    track_names = [session.track for session in parsed.sessions if session.track]
    rooms = _named_rows(before.rooms, room_names, counts.rooms)
    tracks = _named_rows(before.tracks, track_names, counts.tracks)
    people = _people_rows(before.people, parsed, counts.people)
    sessions = _session_rows(before, parsed, _Parents(rooms, tracks, people), counts.sessions, now)
    return Draft(
        before=before,
        after=Listing(
            rooms=list(rooms.values()),
            tracks=list(tracks.values()),
            people=list({person.id: person for person in people.values()}.values()),
            sessions=sessions,
        ),
        sessions_made=counts.sessions.made,
        rooms_made=counts.rooms.made,
        tracks_made=counts.tracks.made,
        people_made=counts.people.made,
    )


def differing(before: ListedSession, after: ListedSession) -> list[str]:
    """Return the names of the facts that differ, in the order of the fields."""
    return [
        name
        for name in ListedSession.__dataclass_fields__
        if name not in BOOKKEEPING and getattr(before, name) != getattr(after, name)
    ]


def _named_rows(known: list[Named], names: Iterable[str], keys: Keys) -> dict[str, Named]:
    rows = {row.name: row for row in known}
    for name in names:
        if name not in rows:
            rows[name] = Named(id=new_id(), key=keys.next(), name=name)
    return rows


@dataclass(frozen=True, slots=True)
class _Parents:
    rooms: dict[str, Named]
    tracks: dict[str, Named]
    people: dict[str, ListedPerson]  # by `person_key`


def person_key(person: ParsedPerson) -> str:
    """Return what tells people of one file apart."""
    return person.key or person.name.casefold()


def _people_rows(
    known: list[ListedPerson], parsed: ParsedProgramme, keys: Keys
) -> dict[str, ListedPerson]:
    """Return every person by their key: of the file where they are in it, else as stored."""
    by_source = {person.source_key: person for person in known}
    by_name = _unambiguous(known, lambda person: person.name.casefold())
    merged: dict[str, ParsedPerson] = {}
    for session in parsed.sessions:
        for person in session.people:
            key = person_key(person)
            merged[key] = _fuller(merged[key], person) if key in merged else person
    rows = dict(by_source)
    taken = {by_source[key].id for key in merged if key in by_source}
    for key, person in merged.items():
        old = by_source.get(key)
        if old is None:
            old = by_name.get(person.name.casefold())
            if old is not None and old.id in taken:
                old = None
            if old is not None:
                taken.add(old.id)
                rows.pop(old.source_key, None)
        rows[key] = ListedPerson(
            id=old.id if old else new_id(),
            key=old.key if old else keys.next(),
            source_key=key,
            name=person.name,
            institution=person.institution,
            biography=person.biography,
            links=[list(link) for link in person.links],
        )
    return rows


def _fuller(first: ParsedPerson, second: ParsedPerson) -> ParsedPerson:
    return replace(
        first,
        institution=first.institution or second.institution,
        biography=first.biography or second.biography,
        links=first.links or second.links,
    )


def _unambiguous(rows: list[Row], name: Callable[[Row], str]) -> dict[str, Row]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(name(row), []).append(row)
    return {value: same[0] for value, same in found.items() if len(same) == 1}


def _session_rows(
    before: Listing, parsed: ParsedProgramme, parents: _Parents, keys: Keys, now: datetime
) -> list[ListedSession]:
    known = {session.id: session for session in before.sessions}
    room_names = {room.id: room.name for room in before.rooms}
    matched = match_sessions(before.sessions, parsed.sessions, room_names)
    ids = {session.key: matched.get(session.key) or new_id() for session in parsed.sessions}
    holding = {session.key for session in parsed.sessions if session.within is None}
    rows = []
    for session in parsed.sessions:
        old = known.pop(ids[session.key], None)
        row = _session_row(
            session,
            row_id=ids[session.key],
            key=old.key if old else keys.next(),
            within_id=ids[session.within] if session.within in holding else None,
            parents=parents,
            now=now,
        )
        rows.append(_settled(old, row, now))
    rows.extend(
        old if old.removed_at else _settled(old, replace(old, removed_at=now), now)
        for old in known.values()
    )
    return sorted(rows, key=lambda row: key_number(row.key))


def _session_row(  # noqa: PLR0913 -- what the row is made of
    parsed: ParsedSession,
    *,
    row_id: UUID,
    key: str,
    within_id: UUID | None,
    parents: _Parents,
    now: datetime,
) -> ListedSession:
    parts: dict[UUID, str] = {}
    for person in parsed.people:
        parts.setdefault(parents.people[person_key(person)].id, person.role)
    return ListedSession(
        id=row_id,
        key=key,
        source_key=parsed.key,
        title=parsed.title,
        subtitle=parsed.subtitle,
        kind=parsed.kind,
        starts_at=parsed.starts_at,
        ends_at=parsed.ends_at,
        track_id=parents.tracks[parsed.track].id if parsed.track else None,
        within_id=within_id,
        board=parsed.board,
        language=parsed.language,
        online_link=parsed.online_link,
        capacity=parsed.capacity,
        full=parsed.full,
        abstract=parsed.abstract,
        description=parsed.description,
        links=[list(link) for link in parsed.links],
        cancelled=parsed.cancelled,
        removed_at=None,
        sequence=0,
        modified_at=now,
        room_ids=tuple(dict.fromkeys(parents.rooms[name].id for name in parsed.rooms)),
        parts=tuple(parts.items()),
    )


def _settled(old: ListedSession | None, new: ListedSession, now: datetime) -> ListedSession:
    """Return *new* with its place in time: as it was where nothing changed, one further else."""
    if old is None:
        return new
    changed = differing(old, new)
    if not changed:
        return replace(new, sequence=old.sequence, modified_at=old.modified_at)
    moved = any(name in MOVING for name in changed)
    return replace(new, sequence=old.sequence + moved, modified_at=now)
