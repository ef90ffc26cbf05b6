"""Cards read together with the accounts they belong to."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from server.accounts.models import Account
from server.core.db import db
from server.core.feed import FeedCounter
from server.swaps.models import Card


def current_cards(account_ids: Collection[UUID]) -> list[tuple[Card, str]]:
    """Return the cards whose owner's phones synced in this epoch, with the owner's address."""
    found = db.session.execute(
        select(Card, Account.email)
        .join(Account, Account.id == Card.account_id)
        .join(FeedCounter, FeedCounter.account_id == Card.account_id)
        .where(Card.account_id.in_(account_ids), Card.epoch == FeedCounter.epoch)
    )
    return [(card, email) for card, email in found]


def email_of(account_id: UUID) -> str:
    """Return the account's verified address."""
    return db.session.get_one(Account, account_id).email
