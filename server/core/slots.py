"""Bounds on what may go on at once, kept in the database and so exact across processes.

A slot is one of a few numbered places of a scope, taken by one subject at a time. It is freed when
the work ends; one whose process was killed falls free after its time.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, UniqueConstraint, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Model, db
from server.core.errors import BusyError, LimitedError
from server.core.ids import new_id

WAIT_SECONDS = 2


class AllBusyError(BusyError):
    """Every slot of the scope is taken."""

    code = "all-busy"
    title = "Too much is going on at once."


class StillBusyError(LimitedError):
    """The subject has a slot of the scope already."""

    code = "still-busy"
    title = "The one before is still going on."


class Slot(Model):
    """A place of a scope, and who has it until when; a subject has one of a scope at most."""

    __table_args__ = (UniqueConstraint("scope", "subject"),)

    scope: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[UUID]
    ticket: Mapped[UUID] = mapped_column(unique=True)
    taken_until: Mapped[datetime]


def take_slot(*, scope: str, subject: UUID, slots: int, life: timedelta, now: datetime) -> UUID:
    """Return a ticket for a free one of *slots* places, to be given back by `free_slot`.

    Raises `StillBusyError` where *subject* has one, and `AllBusyError` where none is free. A place
    that is not given back within *life* falls free.
    """
    db.session.execute(delete(Slot).where(Slot.scope == scope, Slot.taken_until <= now))
    held = {row.number: row.subject for row in db.session.scalars(_of(scope))}
    if subject in held.values():
        raise _still_busy()
    for number in range(1, slots + 1):
        if number in held:
            continue
        slot = Slot(scope=scope, number=number, subject=subject, ticket=new_id())
        slot.taken_until = now + life
        try:
            with db.session.begin_nested():
                db.session.add(slot)
        except IntegrityError:  # another transaction took it, or took one for the same subject
            if db.session.scalar(_of(scope).where(Slot.subject == subject)):
                raise _still_busy() from None
            continue
        return slot.ticket
    raise AllBusyError("Others are being served. Try again in a minute; nothing was changed.")


def free_slot(ticket: UUID) -> None:
    """Give a place back; one that fell free already is nobody's to give."""
    db.session.execute(delete(Slot).where(Slot.ticket == ticket))


def _of(scope: str) -> Select[Slot]:
    return select(Slot).where(Slot.scope == scope)


def _still_busy() -> StillBusyError:
    return StillBusyError(
        "Your reading before this one is not finished. Try again in a moment.",
        retry_after=WAIT_SECONDS,
    )
