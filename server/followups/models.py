"""Tables of the follow-ups: messages, what happened to them, and how the server sent them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Model
from server.core.ids import new_id


class Message(Model):
    """A follow-up as it stands: the fold of its events (`states`), kept for reading.

    `subject`, `body` and `to` are empty until somebody edits or approves: a draft nobody touched
    is never stored as text. `hash` is there while an approval is in force, `hand_off` while a
    hand-off is open.
    """

    __table_args__ = (Index("ix_message_contact", "account_id", "contact_id"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID]
    event: Mapped[str | None]
    intent: Mapped[str]
    channel: Mapped[str]
    template: Mapped[str | None]
    catalogue: Mapped[str | None]
    state: Mapped[str]
    subject: Mapped[str | None]
    body: Mapped[str | None]
    to: Mapped[str | None]
    hash: Mapped[str | None]
    approval_id: Mapped[UUID | None]
    hand_off_id: Mapped[UUID | None]
    at: Mapped[datetime]


class MessageEvent(Model):
    """One thing that happened to a message; never changed. `number`: the order of arrival."""

    __table_args__ = (UniqueConstraint("account_id", "message_id", "number"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    message_id: Mapped[UUID]
    number: Mapped[int]
    type: Mapped[str]
    at: Mapped[datetime]
    subject: Mapped[str | None]
    body: Mapped[str | None]
    to: Mapped[str | None]
    template: Mapped[str | None]
    catalogue: Mapped[str | None]
    hash: Mapped[str | None]
    names: Mapped[UUID | None]
    outcome: Mapped[str | None]


class Delivery(Model):
    """An approved message that its owner asked the server to send.

    The text is the approving event's. `recipient` and `same_text` are keyed digests, for the
    limits. `token` is the address that a recipient unsubscribes by.
    """

    __table_args__ = (
        UniqueConstraint("account_id", "message_id", "approval_id"),
        Index("ix_delivery_account_id_asked_at", "account_id", "asked_at"),
        Index("ix_delivery_same_text", "account_id", "same_text"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    message_id: Mapped[UUID]
    approval_id: Mapped[UUID]
    event: Mapped[str | None]
    recipient: Mapped[str]
    same_text: Mapped[str]
    typed: Mapped[bool]  # the address was typed by the sender, not shared by its owner
    token: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]  # waiting, sent, failed, unknown, cancelled
    reason: Mapped[str | None]
    asked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @property
    def job_key(self) -> str:
        """Return what the outbox knows this delivery by: an approval is sent once."""
        return f"followup:{self.message_id}:{self.approval_id}"


class DigestMark(Model):
    """Up to when an account was told, by mail, which follow-ups are due."""

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    told_until: Mapped[datetime]


class Unsubscribed(Model):
    """Somebody who wants no follow-ups by this server; the address itself is not kept."""

    recipient: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
