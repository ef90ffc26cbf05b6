"""Attendees: places at events, and the accounts that claimed them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from server.core.db import db
from server.swaps.models import Attendee, Badge


@dataclass(frozen=True)
class Claimed:
    """A place at an event that an account just claimed, with what its badge says."""

    id: UUID
    name: str
    role: str | None
    institution: str | None


def claim_by_email(*, account_id: UUID, email: str) -> list[Claimed]:
    """Claim the unclaimed places under this verified address; return them.

    Where the account has a place at the event already, the badges go to that one.
    """
    waiting = db.session.scalars(
        select(Attendee)
        .where(Attendee.email == email.lower(), Attendee.account_id.is_(None))
        .order_by(Attendee.created_at, Attendee.id)
    ).all()
    return [_claim(attendee, account_id) for attendee in waiting]


def _claim(attendee: Attendee, account_id: UUID) -> Claimed:
    claimed = Claimed(attendee.id, attendee.name, attendee.role, attendee.institution)
    mine = db.session.scalar(
        select(Attendee).where(
            Attendee.event_id == attendee.event_id, Attendee.account_id == account_id
        )
    )
    if mine is None:
        attendee.account_id = account_id
    else:
        mine.name = mine.name or attendee.name
        mine.role = mine.role or attendee.role
        mine.institution = mine.institution or attendee.institution
        db.session.execute(
            update(Badge).where(Badge.attendee_id == attendee.id).values(attendee_id=mine.id)
        )
        db.session.delete(attendee)
    db.session.flush()
    return claimed


def printed_faces(tokens: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return what the badges with these tokens say in print, in one statement."""
    if not tokens:
        return {}
    found = db.session.execute(
        select(Badge.token, Attendee.name, Attendee.role, Attendee.institution)
        .join(Attendee, Attendee.id == Badge.attendee_id)
        .where(Badge.token.in_(tokens), Badge.revoked_at.is_(None))
    )
    return {
        token: {
            key: value
            for key, value in (("name", name), ("headline", role), ("institution", institution))
            if value
        }
        for token, name, role, institution in found
    }


def has_attendees(event_id: UUID) -> bool:
    """Tell whether anybody was imported or got a badge at the event."""
    found = db.session.scalar(select(Attendee.id).where(Attendee.event_id == event_id).limit(1))
    return found is not None
