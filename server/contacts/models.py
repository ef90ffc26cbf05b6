"""Tables of the contacts feature.

Each row belongs to one account and is keyed `(account, id)`: the device made the id, and another
account's is simply unknown.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.accounts.models import Account
from server.core.db import Model


class Contact(Model):
    """The owner's lasting record of a person, one per person (see `swaps.people.Person`).

    `fields` holds each thing the owner set as `{field: [value, arrival]}`, tags among them as
    `tag:<tag>`; a merge keeps the value with the later arrival. `codes` are those it was met by.
    """

    __table_args__ = (
        UniqueConstraint("account_id", "person"),
        Index("ix_contact_person", "person"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    person: Mapped[str]
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict)
    codes: Mapped[list[Any]] = mapped_column(default=list)
    made_at: Mapped[datetime]
    gone: Mapped[bool] = mapped_column(default=False)


class Encounter(Model):
    """One meeting with a contact. `fields` as in a contact: place, topic, promise and the rest."""

    __table_args__ = (Index("ix_encounter_contact", "account_id", "contact_id"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID]
    at: Mapped[datetime]
    zone: Mapped[str | None]
    event: Mapped[str | None]  # slug, as captured; the server may not know it
    session: Mapped[str | None]  # key within the event
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict)
    gone: Mapped[bool] = mapped_column(default=False)


class Scan(Model):
    """One reading of one code, never overwritten.

    `waits` names the person it could not be judged for yet; `gone` keeps the row for that
    judgement but tells its owner nothing.
    """

    __table_args__ = (
        Index("ix_scan_contact", "account_id", "contact_id"),
        Index("ix_scan_waits", "waits"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID]
    encounter_id: Mapped[UUID]
    at: Mapped[datetime]  # when it was made, by the server's clock
    received_at: Mapped[datetime]
    event: Mapped[str | None]
    session: Mapped[str | None]
    raw: Mapped[str]
    how: Mapped[str]
    shared_at: Mapped[datetime | None]  # when its owner gave their card back, if they did
    verdict: Mapped[str]  # good, asks, waits, not-verified, text
    waits: Mapped[str | None]
    gone: Mapped[bool] = mapped_column(default=False)


class Note(Model):
    """The owner's private words. `by` is the entry whose text this is."""

    __table_args__ = (
        Index("ix_note_contact", "account_id", "contact_id"),
        Index("ix_note_by", "account_id", "by"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID]
    encounter_id: Mapped[UUID | None]
    text: Mapped[str]
    by: Mapped[UUID]
    at: Mapped[datetime]
    gone: Mapped[bool] = mapped_column(default=False)


class ReplacedText(Model):
    """An entry whose text another has replaced; should it arrive after it, it is dropped."""

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(primary_key=True)


class Alias(Model):
    """An id that was merged away, and what it means now. Applied to every id an entry names."""

    __table_args__ = (Index("ix_alias_kept", "account_id", "kept_id"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), primary_key=True)
    old_id: Mapped[UUID] = mapped_column(primary_key=True)
    kept_id: Mapped[UUID]


class Arrivals(Model):
    """How many values an account has set, so that of two the later arrival can be told."""

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), primary_key=True)
    number: Mapped[int] = mapped_column(default=0)
