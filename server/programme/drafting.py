"""What a file makes of an event's programme: the rows as they will stand, and what differs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from server.core.ids import new_id
from server.programme.importing.parsed import ParsedProgramme, ParsedSession
from server.programme.keys import Keys
from server.programme.listing import (
    ListedPerson,
    ListedSession,
    Listing,
    Named,
    key_number,
    names_of,
)
from server.programme.matching import match_sessions
from server.programme.naming import renamed
from server.programme.people_matching import people_rows, person_key

# A change of these moves an entry in people's calendars.
MOVING = ("starts_at", "ends_at", "room_ids", "title", "cancelled", "removed_at")
# These say nothing of the session itself.
BOOKKEEPING = frozenset({"sequence", "modified_at", "source_key"})


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
    names = names_of(before)
    matched = match_sessions(before.sessions, parsed.sessions, names.rooms, names.people)
    known = {session.id: session for session in before.sessions}
    pairs = [
        (known[matched[session.key]], session)
        for session in parsed.sessions
        if session.key in matched
    ]
    rooms = _named_rows(
        before.rooms,
        [name for session in parsed.sessions for name in session.rooms],
        [move for old, new in pairs for move in _moves(old.room_ids, new.rooms, names.rooms)],
        counts.rooms,
    )
    tracks = _named_rows(
        before.tracks,
        [session.track for session in parsed.sessions if session.track],
        [
            (names.tracks[old.track_id], new.track)
            for old, new in pairs
            if old.track_id and new.track
        ],
        counts.tracks,
    )
    people = people_rows(before.people, parsed, pairs, counts.people)
    parents = _Parents(rooms, tracks, people.by_key, _renamed_rows(before.rooms, rooms))
    sessions = _session_rows(
        before, parsed, parents, matched=matched, keys=counts.sessions, now=now
    )
    return Draft(
        before=before,
        after=Listing(
            rooms=list(rooms.values()),
            tracks=list(tracks.values()),
            people=people.rows,
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


def _named_rows(
    known: list[Named], names: Sequence[str], moves: Sequence[tuple[str, str]], keys: Keys
) -> dict[str, Named]:
    rows = {row.name: row for row in known}
    for new, old in renamed(rows, names, moves).items():
        rows[new] = replace(rows.pop(old), name=new)
    for name in names:
        if name not in rows:
            rows[name] = Named(id=new_id(), key=keys.next(), name=name)
    return rows


def _moves(
    old: Sequence[UUID], new: Sequence[str], names: Mapping[UUID, str]
) -> Iterable[tuple[str, str]]:
    """Yield the room of each that a session is in, before and now, where that can be said."""
    if len(old) == len(new):
        yield from zip((names[room] for room in old), new, strict=True)


def _renamed_rows(before: list[Named], after: Mapping[str, Named]) -> frozenset[UUID]:
    names = {row.id: row.name for row in after.values()}
    return frozenset(row.id for row in before if names[row.id] != row.name)


@dataclass(frozen=True, slots=True)
class _Parents:
    rooms: dict[str, Named]
    tracks: dict[str, Named]
    people: Mapping[str, ListedPerson]  # by `person_key`
    renamed_rooms: frozenset[UUID]


def _session_rows(  # noqa: PLR0913 -- what rows are made of
    before: Listing,
    parsed: ParsedProgramme,
    parents: _Parents,
    *,
    matched: Mapping[str, UUID],
    keys: Keys,
    now: datetime,
) -> list[ListedSession]:
    known = {session.id: session for session in before.sessions}
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
        rows.append(_settled(old, row, parents.renamed_rooms, now))
    rows.extend(
        old if old.removed_at else _settled(old, replace(old, removed_at=now), frozenset(), now)
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


def _settled(
    old: ListedSession | None,
    new: ListedSession,
    renamed_rooms: frozenset[UUID],
    now: datetime,
) -> ListedSession:
    """Return *new* with its place in time: as it was where nothing changed, one further else."""
    if old is None:
        return new
    changed = differing(old, new)
    # A calendar names the room, so it has to be told of another name too.
    moved = any(name in MOVING for name in changed) or bool(renamed_rooms & set(new.room_ids))
    if not (changed or moved):
        return replace(new, sequence=old.sequence, modified_at=old.modified_at)
    return replace(new, sequence=old.sequence + moved, modified_at=now)
