"""Tables of the swaps feature: cards, codes, badges, and who gave their card to whom."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.accounts.models import Account, Client
from server.core.db import Model
from server.core.ids import new_id
from server.programme.models import Event


class Card(Model):
    """What an account shares about itself. `version` grows by one per accepted change.

    `epoch` is the one its owner's phones last synced in. After a restore the server does not know
    what was taken back since, so a card of another epoch is shown to nobody.
    """

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), primary_key=True)
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict)
    presets: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=0)
    epoch: Mapped[str | None]


class CodeKey(Model):
    """The secret behind one phone's card code; its id is its hash.

    The first account to register it owns it for ever.
    """

    key_id: Mapped[str] = mapped_column(primary_key=True)  # 10 bytes in base 32
    secret: Mapped[bytes]
    typed_code: Mapped[str] = mapped_column(index=True)
    client_id: Mapped[UUID] = mapped_column(ForeignKey(Client.id))
    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), index=True)
    registered_at: Mapped[datetime]


class Attendee(Model):
    """A person at an event: imported, or joined by an account. Claimed once, by one account."""

    __table_args__ = (UniqueConstraint("event_id", "account_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey(Event.id), index=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id), index=True)
    email: Mapped[str | None] = mapped_column(index=True)  # lower case, as compared
    name: Mapped[str] = mapped_column(default="")
    role: Mapped[str | None]
    institution: Mapped[str | None]
    claim_code: Mapped[str | None] = mapped_column(unique=True)
    created_at: Mapped[datetime]


class Badge(Model):
    """Paper with an opaque token. A reprint makes another; a lost one is revoked."""

    token: Mapped[str] = mapped_column(primary_key=True)  # upper case, as `token_key` compares
    attendee_id: Mapped[UUID] = mapped_column(ForeignKey("attendee.id"), index=True)
    typed_code: Mapped[str | None] = mapped_column(index=True)
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Consent(Model):
    """One direction of one pair.

    Given while the newest yes (when it was made) is later than the newest no (when it arrived)
    and nobody blocks.
    """

    giver_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), primary_key=True)
    receiver_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), primary_key=True, index=True)
    yes_at: Mapped[datetime | None]
    no_at: Mapped[datetime | None]


class Block(Model):
    """`blocker` wants nothing to do with `blocked`, until they unblock."""

    blocker_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), primary_key=True)
    blocked_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), primary_key=True, index=True)
    at: Mapped[datetime]


class HeldNo(Model):
    """A no, or a block, about somebody not known yet: it holds for whoever they turn out to be."""

    giver_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True, index=True)  # see `people.Person`
    no_at: Mapped[datetime]
    blocks: Mapped[bool] = mapped_column(default=False)


class Ask(Model):
    """`asker` shared their card and would like the owner's. Unique per pair; silent when declined.

    Shown to its owner only while the asker's own yes stands.
    """

    __table_args__ = (UniqueConstraint("account_id", "asker_id"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    asker_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), index=True)
    state: Mapped[str] = mapped_column(default="open")  # open, accepted, declined
    event: Mapped[str | None]
    asked_at: Mapped[datetime]


class StepUse(Model):
    """Who used one minute of one code: five people at most."""

    key_id: Mapped[str] = mapped_column(ForeignKey("code_key.key_id"), primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), primary_key=True)
    used_at: Mapped[datetime]
