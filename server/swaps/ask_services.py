"""Asks: somebody shared their card and would like the owner's."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, tuple_

from server.core.db import db
from server.core.feed import touch
from server.core.ids import derived_id
from server.swaps.models import Ask

EXPIRES_AFTER = timedelta(days=30)
OPEN, ACCEPTED, DECLINED = "open", "accepted", "declined"


def shared_id(*, giver_id: UUID, receiver_id: UUID) -> UUID:
    """Return the id under which *giver_id* reads that they give to *receiver_id*."""
    return derived_id(giver_id, "shared", receiver_id)


def ask_id(*, account_id: UUID, asker_id: UUID) -> UUID:
    """Return the id under which *account_id* reads that *asker_id* asks."""
    return derived_id(account_id, "ask", asker_id)


def ask_between(*, account_id: UUID, asker_id: UUID) -> Ask | None:
    """Return the ask of *asker_id* to *account_id*, whatever became of it."""
    return db.session.get(Ask, (account_id, ask_id(account_id=account_id, asker_id=asker_id)))


def asks_between(one: UUID, two: UUID) -> list[Ask]:
    """Return the asks of two accounts to each other, in one statement."""
    both = (one, ask_id(account_id=one, asker_id=two)), (two, ask_id(account_id=two, asker_id=one))
    return list(db.session.scalars(select(Ask).where(tuple_(Ask.account_id, Ask.id).in_(both))))


def ask_with_id(*, account_id: UUID, row_id: UUID) -> Ask | None:
    """Return the account's ask with this id."""
    return db.session.get(Ask, (account_id, row_id))


def open_asks(account_id: UUID, ask_ids: list[UUID]) -> list[Ask]:
    """Return those of the account's asks that wait for an answer."""
    return list(
        db.session.scalars(
            select(Ask).where(Ask.account_id == account_id, Ask.id.in_(ask_ids), Ask.state == OPEN)
        )
    )


def asked_since(account_id: UUID, others: set[UUID]) -> dict[UUID, datetime]:
    """Return whom the account asks, since when. A declined ask looks like an open one."""
    found = db.session.execute(
        select(Ask.account_id, Ask.asked_at).where(
            Ask.asker_id == account_id, Ask.account_id.in_(others), Ask.state != ACCEPTED
        )
    )
    return {other: asked_at for other, asked_at in found}  # noqa: C416 -- a Result is no dict's


def ask(*, account_id: UUID, asker_id: UUID, event: str | None, now: datetime) -> None:
    """Let *asker_id* ask for the card of *account_id*, once a month at most after a silent no."""
    found = ask_between(account_id=account_id, asker_id=asker_id)
    if found is None:
        found = Ask(
            account_id=account_id,
            id=ask_id(account_id=account_id, asker_id=asker_id),
            asker_id=asker_id,
        )
        db.session.add(found)
    elif found.state != ACCEPTED and now - found.asked_at <= EXPIRES_AFTER:
        return
    found.state, found.event, found.asked_at = OPEN, event, now
    touch(account_id, "ask", found.id)


def answer(asked: Ask, state: str) -> None:
    """Take an ask off its owner's list."""
    asked.state = state
    touch(asked.account_id, "ask", asked.id)


def is_open(asked: Ask, at: datetime) -> bool:
    """Return whether the ask can be accepted by an act of *at*."""
    return asked.state == OPEN and at - asked.asked_at <= EXPIRES_AFTER


def asks_of(asker_id: UUID) -> list[Ask]:
    """Return the open asks that the account made."""
    return list(db.session.scalars(select(Ask).where(Ask.asker_id == asker_id, Ask.state == OPEN)))
