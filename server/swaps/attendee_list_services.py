"""Attendees: the people of an event as its organiser lists them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from server.core.db import db
from server.core.ids import random_token
from server.swaps.attendee_queries import accounts_with_places
from server.swaps.attendees import ListedAttendee
from server.swaps.models import Attendee

__all__ = ["accounts_with_places", "attendees_of", "count_attendees", "put_attendees"]

CLAIM_BITS = 60


@dataclass(slots=True)
class AttendeeCounts:
    """What an import did."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


def put_attendees(
    *, event_id: UUID, listed: Iterable[ListedAttendee], now: datetime
) -> AttendeeCounts:
    """Add the listed attendees, or bring those already there up to date; nobody is removed.

    The same list again changes nothing. Each key may appear once in *listed*.
    """
    there = {_key(attendee): attendee for attendee in attendees_of(event_id)}
    counts = AttendeeCounts()
    for person in listed:
        attendee = there.get(person.key)
        if attendee is None:
            db.session.add(_new_attendee(event_id, person, now))
            counts.added += 1
        elif _bring_up_to_date(attendee, person):
            counts.changed += 1
        else:
            counts.unchanged += 1
    db.session.flush()
    return counts


def attendees_of(event_id: UUID) -> Iterator[Attendee]:
    """Yield the event's attendees by name, a few hundred in memory at a time."""
    listed = select(Attendee).where(Attendee.event_id == event_id)
    yield from db.session.scalars(
        listed.order_by(Attendee.name, Attendee.id).execution_options(yield_per=500)
    )


def count_attendees(event_id: UUID) -> int:
    """Return how many attendees the event has."""
    counted = select(func.count()).select_from(Attendee).where(Attendee.event_id == event_id)
    return db.session.scalar(counted) or 0


def _key(attendee: Attendee) -> str:
    return ListedAttendee(attendee.name, attendee.email, None, attendee.institution).key


def _new_attendee(event_id: UUID, person: ListedAttendee, now: datetime) -> Attendee:
    return Attendee(
        event_id=event_id,
        account_id=None,
        email=person.email,
        name=person.name,
        role=person.role,
        institution=person.institution,
        claim_code=random_token(CLAIM_BITS),
        created_at=now,
    )


def _bring_up_to_date(attendee: Attendee, person: ListedAttendee) -> bool:
    before = (attendee.name, attendee.role, attendee.institution)
    after = (person.name, person.role, person.institution)
    if before == after:
        return False
    attendee.name, attendee.role, attendee.institution = after
    return True
