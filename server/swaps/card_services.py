"""Cards: what an account shares, which fields of it others read, and when it may be shown."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from server.core.db import db
from server.core.feed import touch
from server.swaps.card_queries import current_cards, email_of
from server.swaps.cards import FACE_FIELDS, shared_fields
from server.swaps.models import Card

EPOCH = select(Card.epoch).where(Card.account_id == bindparam("account"))


@dataclass(frozen=True)
class ShownCard:
    """What a card's owner lets others read: the face, and (to those who give back) the rest."""

    name: str | None
    face: dict[str, Any]
    contact: dict[str, Any] = field(default_factory=dict)


def card_of(account_id: UUID) -> Card:
    """Return the account's card, an empty one at first."""
    card = db.session.get(Card, account_id)
    if card is None:
        card = Card(account_id=account_id, fields={}, presets={}, version=0)
        db.session.add(card)
        touch(account_id, "card", "me")
        touch(account_id, "me", "me")
    return card


def presets_of(account_id: UUID) -> dict[str, Any]:
    """Return what the account chose about sharing; empty means the defaults."""
    card = db.session.get(Card, account_id)
    return card.presets if card else {}


def set_card_field(*, account_id: UUID, name: str, value: Any) -> None:  # noqa: ANN401 -- JSON
    """Set one field of the account's card, or (None) empty it, or set its `presets`."""
    card = card_of(account_id)
    if name == "presets":
        card.presets = value or {}
    else:
        card.fields = {**card.fields, name: value}
    card.version += 1
    touch(account_id, "card", "me")


def fill_card(*, account_id: UUID, values: dict[str, str | None]) -> bool:
    """Fill a card that has no name yet with what a badge says; return whether it was needed."""
    card = card_of(account_id)
    given = {name: value for name, value in values.items() if value}
    if card.fields.get("name") or not given:
        return False
    card.fields = {**given, **{name: value for name, value in card.fields.items() if value}}
    card.version += 1
    touch(account_id, "card", "me")
    return True


def note_sync(*, account_id: UUID, epoch: str) -> bool:
    """Let the account's card be shown in this epoch; return whether it was not until now.

    After a restore the server does not know what was taken back since the backup, so a card is
    shown to nobody until one of its owner's phones has reported.
    """
    if db.session.scalar(EPOCH, {"account": account_id}) == epoch:
        return False
    card_of(account_id).epoch = epoch
    return True


def shown_cards(account_ids: Collection[UUID]) -> dict[UUID, ShownCard]:
    """Return the cards that may be shown, in one statement; an account without one is left out."""
    if not account_ids:
        return {}
    return {card.account_id: _shown(card, email) for card, email in current_cards(account_ids)}


def _shown(card: Card, email: str) -> ShownCard:
    filled = {name: value for name, value in card.fields.items() if value}
    if "email" not in card.fields:
        filled["email"] = email  # the address they proved, until they say otherwise
    return ShownCard(
        name=filled.get("name"),
        face={name: filled[name] for name in FACE_FIELDS if name in filled},
        contact=shared_fields(filled, card.presets),
    )


def card_changes(account_id: UUID, row_ids: list[str]) -> dict[str, dict[str, Any] | None]:
    """Return the feed's one "card" row, "me": the account's own card, whole."""
    card = db.session.get(Card, account_id)
    if card is None:
        return dict.fromkeys(row_ids)
    row = {"fields": card.fields, "presets": card.presets, "version": card.version}
    return {row_id: row for row_id in row_ids}  # noqa: C420 -- fromkeys types its values as None


def me_changes(account_id: UUID, row_ids: list[str]) -> dict[str, dict[str, Any] | None]:
    """Return the feed's one "me" row: who is signed in."""
    row = {"email": email_of(account_id)}
    return {row_id: row for row_id in row_ids}  # noqa: C420 -- fromkeys types its values as None
