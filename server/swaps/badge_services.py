"""Badges: paper with an opaque token, and what the paper says of its attendee."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from server.core.db import db
from server.swaps import codes
from server.swaps.attendees import BadgeFace
from server.swaps.models import Attendee, Badge

BATCH = 500


def make_badges(*, event_id: UUID, now: datetime) -> int:
    """Give each attendee of the event who has no badge in force one; return how many were made."""
    without = select(Attendee.id).where(
        Attendee.event_id == event_id,
        ~select(Badge).where(Badge.attendee_id == Attendee.id, Badge.revoked_at.is_(None)).exists(),
    )
    attendee_ids = list(db.session.scalars(without))
    db.session.add_all(_new_badge(attendee_id, now) for attendee_id in attendee_ids)
    db.session.flush()
    return len(attendee_ids)


def replace_badge(*, token: str, now: datetime) -> Badge | None:
    """Revoke a lost badge and make another for its attendee; None where there is no such badge."""
    lost = db.session.get(Badge, token)
    if lost is None or lost.revoked_at is not None:
        return None
    lost.revoked_at = now
    badge = _new_badge(lost.attendee_id, now)
    db.session.add(badge)
    db.session.flush()
    return badge


def badge_faces(event_id: UUID) -> Iterator[BadgeFace]:
    """Yield the event's badges in force by name, a few hundred in memory at a time."""
    rows = db.session.execute(
        select(Badge.token, Badge.typed_code, Attendee.name, Attendee.role, Attendee.institution)
        .join(Attendee, Attendee.id == Badge.attendee_id)
        .where(Attendee.event_id == event_id, Badge.revoked_at.is_(None))
        .order_by(Attendee.name, Attendee.id)
        .execution_options(yield_per=BATCH)
    )
    for token, typed, name, role, institution in rows:
        yield BadgeFace(token, typed or _typed_code(token), name, role, institution)


def face_for_token(token: str) -> BadgeFace | None:
    """Return what the badge in force with this token (as `token_key` gives it) shows, or None."""
    row = db.session.execute(
        select(Badge, Attendee)
        .join(Attendee, Attendee.id == Badge.attendee_id)
        .where(Badge.token == token, Badge.revoked_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    badge, attendee = row
    return BadgeFace(
        badge.token,
        badge.typed_code or _typed_code(badge.token),
        attendee.name,
        attendee.role,
        attendee.institution,
    )


def _new_badge(attendee_id: UUID, now: datetime) -> Badge:
    token = codes.new_token()
    return Badge(
        token=token,
        attendee_id=attendee_id,
        typed_code=_typed_code(token),
        made_at=now,
        revoked_at=None,
    )


def _typed_code(token: str) -> str:
    """Return the code typed for a badge: from a hash, as a key's is, so it tells no token."""
    return codes.typed_code(codes.key_id(token.encode()))
