"""Reading and writing an event's whole listing, in as many statements as it has tables."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from server.core.db import Model, db
from server.programme.listing import ListedPerson, ListedSession, Listing, Named
from server.programme.models import Person, Room, Session, SessionPerson, SessionRoom, Track

Row = TypeVar("Row", Named, ListedPerson, ListedSession)
NAMED = tuple(Named.__dataclass_fields__)
PERSON = tuple(ListedPerson.__dataclass_fields__)
RELATED = ("room_ids", "parts")
SESSION = tuple(name for name in ListedSession.__dataclass_fields__ if name not in RELATED)
# Parameters of one statement that databases take.
AT_ONCE = 500


def listing_for_event(event_id: UUID) -> Listing:
    """Return everything that the event's programme ever had."""
    rooms: dict[UUID, list[UUID]] = defaultdict(list)
    parts: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for session_id, room_id in db.session.execute(
        select(SessionRoom.session_id, SessionRoom.room_id)
        .join(Session, Session.id == SessionRoom.session_id)
        .where(Session.event_id == event_id)
        .order_by(SessionRoom.position)
    ):
        rooms[session_id].append(room_id)
    for session_id, person_id, role in db.session.execute(
        select(SessionPerson.session_id, SessionPerson.person_id, SessionPerson.role)
        .join(Session, Session.id == SessionPerson.session_id)
        .where(Session.event_id == event_id)
        .order_by(SessionPerson.position)
    ):
        parts[session_id].append((person_id, role))
    return Listing(
        rooms=[Named(*row) for row in _rows(Room, NAMED, event_id)],
        tracks=[Named(*row) for row in _rows(Track, NAMED, event_id)],
        people=[ListedPerson(*row) for row in _rows(Person, PERSON, event_id)],
        sessions=[
            ListedSession(*(*row, tuple(rooms[row[0]]), tuple(parts[row[0]])))
            for row in _rows(Session, SESSION, event_id)
        ],
    )


def _rows(model: type[Model], columns: Sequence[str], event_id: UUID) -> Iterable[Sequence[Any]]:
    table = model.__table__.c
    return db.session.execute(
        select(*(table[name] for name in columns)).where(table["event_id"] == event_id)
    ).all()


def write_listing(event_id: UUID, before: Listing, after: Listing) -> None:
    """Turn the stored listing, which is *before*, into *after*."""
    _write(Room, event_id, before.rooms, after.rooms, NAMED)
    _write(Track, event_id, before.tracks, after.tracks, NAMED)
    _write(Person, event_id, before.people, after.people, PERSON)
    # A poster points to its session, which has to be there first.
    ordered = sorted(after.sessions, key=lambda session: session.within_id is not None)
    changed = _write(Session, event_id, before.sessions, ordered, SESSION)
    _write_relations(changed)


def _write(
    model: type[Model],
    event_id: UUID,
    before: Sequence[Row],
    after: Sequence[Row],
    columns: Sequence[str],
) -> list[Row]:
    """Insert and update what differs, and return it."""
    known = {row.id: row for row in before}
    added = [row for row in after if row.id not in known]
    changed = [row for row in after if row.id in known and row != known[row.id]]
    if added:
        db.session.execute(
            insert(model), [_values(row, columns) | {"event_id": event_id} for row in added]
        )
    if changed:
        db.session.execute(update(model), [_values(row, columns) for row in changed])
    return added + changed


def _values(row: Named | ListedPerson | ListedSession, columns: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in columns}


def _write_relations(sessions: Sequence[ListedSession]) -> None:
    ids = [session.id for session in sessions]
    for start in range(0, len(ids), AT_ONCE):
        chunk = ids[start : start + AT_ONCE]
        db.session.execute(delete(SessionRoom).where(SessionRoom.session_id.in_(chunk)))
        db.session.execute(delete(SessionPerson).where(SessionPerson.session_id.in_(chunk)))
    rooms = [
        {"session_id": session.id, "room_id": room_id, "position": position}
        for session in sessions
        for position, room_id in enumerate(session.room_ids)
    ]
    people = [
        {"session_id": session.id, "person_id": person_id, "role": role, "position": position}
        for session in sessions
        for position, (person_id, role) in enumerate(session.parts)
    ]
    if rooms:
        db.session.execute(insert(SessionRoom), rooms)
    if people:
        db.session.execute(insert(SessionPerson), people)
