"""What follow-ups read of other features' tables, in statements that do not grow with the event."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, select

from server.accounts.models import Account, Client
from server.contacts.models import Alias, Contact, Encounter
from server.core.db import db
from server.followups.drafts import CLOSED, Meeting
from server.followups.models import Message
from server.followups.timing import Span
from server.programme.models import Event


class Met(NamedTuple):
    """One encounter of somebody's, with what their owner says of them."""

    account_id: UUID
    contact_id: UUID
    meeting: Meeting
    contact: dict[str, Any]


def met_since(since: datetime, account_id: UUID | None = None) -> list[Met]:
    """Return everybody met since then, of one account or of all, in one statement."""
    met = (
        select(
            Encounter.account_id,
            Encounter.contact_id,
            Encounter.at,
            Encounter.zone,
            Encounter.event,
            Encounter.session,
            Encounter.fields,
            Contact.fields,
        )
        .join(
            Contact,
            and_(Contact.account_id == Encounter.account_id, Contact.id == Encounter.contact_id),
        )
        .where(Encounter.at >= since, ~Encounter.gone, ~Contact.gone)
    )
    if account_id is not None:
        met = met.where(Encounter.account_id == account_id)
    return [
        Met(
            owner,
            contact_id,
            Meeting(at, zone, event, session, _texts(fields)),
            {name: value for name, (value, _) in contact.items()},
        )
        for owner, contact_id, at, zone, event, session, fields, contact in db.session.execute(met)
    ]


def _texts(fields: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, (value, _) in fields.items() if isinstance(value, str)}


def closed_follow_ups(
    since: datetime, account_id: UUID | None = None
) -> set[tuple[UUID, UUID, str | None]]:
    """Return (account, contact, event) of what was written since then, of one account or of all.

    The contact is named by its id of today.
    """
    closed = (
        select(Message.account_id, Message.contact_id, Alias.kept_id, Message.event)
        .outerjoin(
            Alias,
            and_(Alias.account_id == Message.account_id, Alias.old_id == Message.contact_id),
        )
        .where(Message.at >= since, Message.state.in_(CLOSED))
    )
    if account_id is not None:
        closed = closed.where(Message.account_id == account_id)
    return {
        (account, kept or contact, event)
        for account, contact, kept, event in db.session.execute(closed)
    }


class KnownEvent(NamedTuple):
    """What follow-ups need of an event."""

    id: UUID
    short_name: str
    span: Span


def events_by_slug(slugs: Collection[str]) -> dict[str, KnownEvent]:
    """Return the events of these slugs that this server knows."""
    found = db.session.scalars(select(Event).where(Event.slug.in_(slugs)))
    return {
        event.slug: KnownEvent(
            event.id, event.short_name, Span(event.timezone, event.starts_on, event.ends_on)
        )
        for event in found
    }


def zones_of(account_id: UUID | None = None) -> dict[UUID, str]:
    """Return the zone that each account's phone was last in, where a phone said so."""
    seen = (
        select(Client.account_id, Client.zone)
        .where(Client.zone.is_not(None))
        .order_by(Client.seen_at)
    )
    if account_id is not None:
        seen = seen.where(Client.account_id == account_id)
    return {owner: zone for owner, zone in db.session.execute(seen) if zone}


def account_with_id(account_id: UUID) -> Account | None:
    """Return the account, or None once it is erased."""
    return db.session.get(Account, account_id)


def stored_texts(
    account_id: UUID, message_ids: Collection[UUID]
) -> dict[UUID, tuple[str | None, str]]:
    """Return (subject, body) of those messages that somebody edited or approved."""
    texts = select(Message.id, Message.subject, Message.body).where(
        Message.account_id == account_id, Message.id.in_(message_ids), Message.body.is_not(None)
    )
    return {
        message_id: (subject, body)
        for message_id, subject, body in db.session.execute(texts)
        if body is not None
    }


def messages_of_deleted(account_id: UUID) -> list[Message]:
    """Return the account's messages to contacts that are deleted."""
    kept = func.coalesce(Alias.kept_id, Message.contact_id)
    return list(
        db.session.scalars(
            select(Message)
            .outerjoin(
                Alias,
                and_(Alias.account_id == Message.account_id, Alias.old_id == Message.contact_id),
            )
            .join(Contact, and_(Contact.account_id == Message.account_id, Contact.id == kept))
            .where(Message.account_id == account_id, Contact.gone)
        )
    )


class Recipient(NamedTuple):
    """Whom a message is to: the contact under its id of today, and what its owner typed of it."""

    contact_id: UUID
    person: str
    typed_address: str | None
    no_follow_up: bool


def recipient_of(message: Message) -> Recipient | None:
    """Return whom a message is to; None once the contact is deleted."""
    alias = db.session.get(Alias, (message.account_id, message.contact_id))
    kept = alias.kept_id if alias else message.contact_id
    contact = db.session.get(Contact, (message.account_id, kept))
    if contact is None or contact.gone:
        return None
    typed = {name: value for name, (value, _) in contact.fields.items()}
    return Recipient(
        contact.id,
        contact.person,
        typed.get("email"),
        bool(typed.get("no_follow_up")),
    )
