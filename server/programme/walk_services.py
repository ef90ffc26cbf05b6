"""How long it takes from room to room, as phones count it into a plan."""

import difflib
from collections import defaultdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select

from server.core.db import db
from server.programme.errors import WalksRefusedError
from server.programme.listing import key_number
from server.programme.models import Room, Walk
from server.programme.publish_services import republish
from server.programme.services import require_event
from server.programme.walks import MINUTES_LIMIT, NamedWalk, same_room

Pair = tuple[UUID, UUID]


def set_walks(
    *, slug: str, minutes: int | None, walks: list[NamedWalk] | None, now: datetime
) -> int:
    """Set the event's usual minutes and its pairs of rooms, each where it is given; publish both.

    *walks* replaces every pair that was there; of two lines about one pair the longer counts.
    Returns how many pairs there are to know. Raises `UnknownEventError` and `WalksRefusedError`.
    """
    event = require_event(slug)
    if minutes is not None:
        if not 0 <= minutes <= MINUTES_LIMIT:
            raise WalksRefusedError(f"Give minutes from 0 to {MINUTES_LIMIT}.")
        event.walk_minutes = minutes
    if walks is not None:
        _replace(event.id, _pairs(event.id, walks))
    db.session.flush()
    republish(event, now=now)
    return len(_known(event.id))


def _pairs(event_id: UUID, walks: list[NamedWalk]) -> dict[Pair, int]:
    rooms = db.session.scalars(select(Room).where(Room.event_id == event_id)).all()
    by_name = defaultdict[str, list[Room]](list)
    for room in rooms:
        by_name[same_room(room.name)].append(room)
    pairs: dict[Pair, int] = {}
    for walk in walks:
        first, second = (_rooms_named(by_name, name, walk.line) for name in walk.rooms)
        for one, other in ((one, other) for one in first for other in second):
            low, high = sorted((one, other), key=lambda room: key_number(room.key))
            pairs[low.id, high.id] = max(walk.minutes, pairs.get((low.id, high.id), 0))
    return pairs


def _rooms_named(by_name: dict[str, list[Room]], name: str, line: int) -> list[Room]:
    found = by_name.get(same_room(name))
    if found:
        return found
    near = difflib.get_close_matches(same_room(name), by_name, n=1)
    hint = f" Is it {by_name[near[0]][0].name!r}?" if near else " Import the programme first."
    raise WalksRefusedError(f"Line {line}: the programme has no room {name!r}.{hint}")


def _replace(event_id: UUID, pairs: dict[Pair, int]) -> None:
    own = select(Room.id).where(Room.event_id == event_id)
    db.session.execute(delete(Walk).where(Walk.first_id.in_(own)))
    rows = [
        {"first_id": first, "second_id": second, "minutes": minutes}
        for (first, second), minutes in pairs.items()
    ]
    if rows:
        db.session.execute(insert(Walk), rows)


def _known(event_id: UUID) -> list[Pair]:
    rows = db.session.execute(
        select(Walk.first_id, Walk.second_id)
        .join(Room, Room.id == Walk.first_id)
        .where(Room.event_id == event_id)
    )
    return [(first, second) for first, second in rows]
