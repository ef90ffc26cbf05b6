"""Consent: who gives their card to whom. Directed and computed, never stored as a state."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select

from server.core.db import db
from server.swaps.models import Block, Consent, HeldNo
from server.swaps.people import Person


class Pair(NamedTuple):
    """How things stand between two accounts, and which of them ever said anything."""

    given_by: frozenset[UUID]
    spoken: frozenset[UUID]
    blocked: bool


class Standing(NamedTuple):
    """How things stand with another account: since when each gives, None where they do not."""

    i_give: datetime | None = None
    they_give: datetime | None = None


def pair_of(one: UUID, two: UUID) -> Pair:
    """Return how two accounts stand to each other, in two statements."""
    blocked = bool(blocked_with(one, [two]))
    between = select(Consent).where(
        or_(
            (Consent.giver_id == one) & (Consent.receiver_id == two),
            (Consent.giver_id == two) & (Consent.receiver_id == one),
        )
    )
    consents = db.session.scalars(between).all()
    given = {consent.giver_id for consent in consents if _stands(consent) and not blocked}
    spoken = frozenset(consent.giver_id for consent in consents)
    return Pair(frozenset(given), spoken, blocked)


def is_given(*, giver_id: UUID, receiver_id: UUID) -> bool:
    """Return whether *receiver_id* may read the face of *giver_id*."""
    return standing_with(giver_id, [receiver_id])[receiver_id].i_give is not None


def standing_with(account_id: UUID, others: Collection[UUID]) -> dict[UUID, Standing]:
    """Return how things stand between the account and each of *others*, in two statements."""
    others = set(others) - {account_id}
    blocked = blocked_with(account_id, others)
    since: dict[tuple[UUID, UUID], datetime] = {}
    if others - blocked:
        for consent in db.session.scalars(
            select(Consent).where(
                or_(
                    (Consent.giver_id == account_id) & Consent.receiver_id.in_(others),
                    (Consent.receiver_id == account_id) & Consent.giver_id.in_(others),
                )
            )
        ):
            if _stands(consent) and consent.yes_at is not None:
                since[consent.giver_id, consent.receiver_id] = consent.yes_at
    return {
        other: Standing()
        if other in blocked
        else Standing(since.get((account_id, other)), since.get((other, account_id)))
        for other in {*others, account_id}
    }


def blocked_with(account_id: UUID, others: Collection[UUID]) -> set[UUID]:
    """Return those of *others* who block the account or are blocked by it."""
    if not others:
        return set()
    found = db.session.execute(
        select(Block.blocker_id, Block.blocked_id).where(
            or_(
                (Block.blocker_id == account_id) & Block.blocked_id.in_(others),
                (Block.blocked_id == account_id) & Block.blocker_id.in_(others),
            )
        )
    )
    return {one if two == account_id else two for one, two in found}


def was_refused(*, giver_id: UUID, receiver_id: UUID) -> bool:
    """Return whether *giver_id* ever said no to *receiver_id*."""
    consent = db.session.get(Consent, (giver_id, receiver_id))
    return consent is not None and consent.no_at is not None


def give(*, giver_id: UUID, receiver_id: UUID, at: datetime) -> bool:
    """Record a yes: it counts from when it was made. Return whether it is their first word."""
    consent = db.session.get(Consent, (giver_id, receiver_id))
    if consent is None:
        db.session.add(Consent(giver_id=giver_id, receiver_id=receiver_id, yes_at=at))
        return True
    consent.yes_at = max(at, consent.yes_at or at)
    return False


def take_back(*, giver_id: UUID, receiver_id: UUID, at: datetime) -> None:
    """Record a no: it counts from when it arrived, and a tie is a no."""
    consent = _consent(giver_id, receiver_id)
    consent.no_at = max(at, consent.no_at or at)


def block(*, blocker_id: UUID, blocked_id: UUID, at: datetime) -> None:
    """Stop both directions until unblocked, and take back for good what was given."""
    if db.session.get(Block, (blocker_id, blocked_id)) is None:
        db.session.add(Block(blocker_id=blocker_id, blocked_id=blocked_id, at=at))
    take_back(giver_id=blocker_id, receiver_id=blocked_id, at=at)


def unblock(*, blocker_id: UUID, blocked_id: UUID) -> None:
    """Let the two meet again; what was given before the block stays taken back."""
    if found := db.session.get(Block, (blocker_id, blocked_id)):
        db.session.delete(found)


def hold_no(*, giver_id: UUID, person: Person, at: datetime, blocks: bool = False) -> None:
    """Keep a no about somebody not known yet, for whoever they turn out to be."""
    held = db.session.get(HeldNo, (giver_id, str(person)))
    if held is None:
        held = HeldNo(giver_id=giver_id, person=str(person), no_at=at, blocks=False)
        db.session.add(held)
    held.no_at = max(at, held.no_at)
    held.blocks = held.blocks or blocks


def release_held_block(*, giver_id: UUID, person: Person) -> None:
    """Unblock somebody not known yet; the no stays."""
    if held := db.session.get(HeldNo, (giver_id, str(person))):
        held.blocks = False


def carry_held(held: HeldNo, person: Person) -> UUID | None:
    """Let a held no speak of *person*, who it turned out to be about.

    Returns the account it now holds against, where that is another's.
    """
    giver, account_id = held.giver_id, person.account_id
    db.session.delete(held)
    db.session.flush()
    if account_id is None:
        hold_no(giver_id=giver, person=person, at=held.no_at, blocks=held.blocks)
        return None
    if account_id == giver:
        return None
    if held.blocks:
        block(blocker_id=giver, blocked_id=account_id, at=held.no_at)
    take_back(giver_id=giver, receiver_id=account_id, at=held.no_at)
    return account_id


def held_nos_of(giver_id: UUID, some: Collection[Person]) -> list[HeldNo]:
    """Return what *giver_id* took back from these people, not known then."""
    held = select(HeldNo).where(
        HeldNo.giver_id == giver_id, HeldNo.person.in_([str(person) for person in some])
    )
    return list(db.session.scalars(held))


def held_nos_about(person: Person) -> list[HeldNo]:
    """Return what anybody took back from somebody not known yet."""
    return list(db.session.scalars(select(HeldNo).where(HeldNo.person == str(person))))


def _stands(consent: Consent) -> bool:
    yes, no = consent.yes_at, consent.no_at
    return yes is not None and (no is None or yes > no)


def _consent(giver_id: UUID, receiver_id: UUID) -> Consent:
    consent = db.session.get(Consent, (giver_id, receiver_id))
    if consent is None:
        consent = Consent(giver_id=giver_id, receiver_id=receiver_id)
        db.session.add(consent)
    return consent


def receivers_of(giver_id: UUID) -> list[UUID]:
    """Return everybody the account ever gave its card to."""
    return list(
        db.session.scalars(
            select(Consent.receiver_id).where(
                Consent.giver_id == giver_id, Consent.yes_at.is_not(None)
            )
        )
    )


def givers_to(receiver_id: UUID) -> list[UUID]:
    """Return everybody who ever gave the account their card."""
    return list(
        db.session.scalars(
            select(Consent.giver_id).where(
                Consent.receiver_id == receiver_id, Consent.yes_at.is_not(None)
            )
        )
    )
