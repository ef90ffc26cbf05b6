"""Messages: what phones report of them, and what they read back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select

from server.contacts import record_services as records
from server.contacts.contact_services import known_contact
from server.core.acts import Act
from server.core.db import db
from server.core.feed import touch
from server.followups.drafts import approval_hash
from server.followups.errors import HashMismatchError
from server.followups.models import Delivery, Message, MessageEvent
from server.followups.queries import messages_of_deleted
from server.followups.states import Event, fold
from server.outbox import services as outbox


def record_message_event(  # noqa: PLR0913 -- an entry's body, by name
    act: Act,
    *,
    message: UUID,
    contact: UUID,
    type: str,  # noqa: A002 -- the name on the wire
    intent: str,
    channel: str,
    event: str | None = None,
    subject: str | None = None,
    body: str | None = None,
    to: str | None = None,
    template: str | None = None,
    catalogue: str | None = None,
    hash: str | None = None,  # noqa: A002 -- the name on the wire
    names: UUID | None = None,
    outcome: str | None = None,
) -> None:
    """Add one thing that happened to a message, and let its state follow.

    A message not known yet is made. Raises `HashMismatchError` for an approval whose hash is not
    of its text.
    """
    if type == "approved" and hash != approval_hash(subject, body or "", to):
        raise HashMismatchError("Open the message and approve it again.")
    found = _message(act.account_id, message, contact, act.received)
    found.event, found.intent, found.channel = event, intent, channel
    add_event(
        found,
        MessageEvent(
            account_id=act.account_id,
            id=act.entry_id,
            type=type,
            at=act.acted,
            subject=subject,
            body=body,
            to=to,
            template=template,
            catalogue=catalogue,
            hash=hash,
            names=names,
            outcome=outcome,
        ),
    )
    if type == "sent":
        _settle_unknown(found, act.received)


def _settle_unknown(message: Message, now: datetime) -> None:
    """Believe the owner that a mail arrived of which nobody else can know."""
    for delivery in db.session.scalars(
        select(Delivery).where(
            Delivery.account_id == message.account_id,
            Delivery.message_id == message.id,
            Delivery.state == "unknown",
        )
    ):
        job = outbox.job_for_dedupe_key(delivery.job_key)
        if job is not None:
            outbox.mark_sent(job_id=job.id, now=now, owner_id=message.account_id)
        delivery.state, delivery.reason, delivery.ended_at = "sent", None, now


def add_event(message: Message, event: MessageEvent) -> None:
    """Add *event* to its message, and fold again."""
    event.message_id = message.id
    newest = db.session.scalar(select(func.max(MessageEvent.number)).where(*_of(message)))
    event.number = (newest or 0) + 1
    db.session.add(event)
    db.session.flush()
    _refold(message)
    message.at = max(message.at, event.at)
    touch(message.account_id, "message", message.id)


def delete_contact(act: Act, *, contact: UUID, seen: dict[UUID, str]) -> None:
    """Delete what the phone had seen of a contact; where nothing is left, its messages too."""
    records.delete_contact(
        act,
        contact=contact,
        seen=seen,
    )
    db.session.flush()
    for message in messages_of_deleted(act.account_id):
        db.session.execute(delete(MessageEvent).where(*_of(message)))
        db.session.delete(message)
        touch(act.account_id, "message", message.id)


def message_with_id(*, account_id: UUID, message_id: UUID) -> Message | None:
    """Return the account's message, or None."""
    return db.session.get(Message, (account_id, message_id))


def approved_text(message: Message) -> MessageEvent | None:
    """Return the approval in force, with the text that it froze; None where there is none."""
    if message.approval_id is None:
        return None
    return db.session.get(MessageEvent, (message.account_id, message.approval_id))


def message_changes(account_id: UUID, row_ids: list[str]) -> dict[str, dict[str, Any] | None]:
    """Return the feed's "message" rows, in three statements."""
    ids = [UUID(row_id) for row_id in row_ids]
    events: dict[UUID, list[dict[str, Any]]] = {}
    for each in db.session.scalars(
        select(MessageEvent)
        .where(MessageEvent.account_id == account_id, MessageEvent.message_id.in_(ids))
        .order_by(MessageEvent.number)
    ):
        events.setdefault(each.message_id, []).append(_event_row(each))
    deliveries = {
        each.message_id: _delivery_row(each)
        for each in db.session.scalars(
            select(Delivery)
            .where(Delivery.account_id == account_id, Delivery.message_id.in_(ids))
            .order_by(Delivery.asked_at, Delivery.id)
        )
    }
    rows: dict[str, dict[str, Any] | None] = dict.fromkeys(row_ids)
    for message in db.session.scalars(
        select(Message).where(Message.account_id == account_id, Message.id.in_(ids))
    ):
        rows[str(message.id)] = _without_blanks(
            contact=str(message.contact_id),
            event=message.event,
            intent=message.intent,
            channel=message.channel,
            template=message.template,
            catalogue=message.catalogue,
            state=message.state,
            subject=message.subject,
            body=message.body,
            to=message.to,
            hash=message.hash,
            at=message.at.isoformat(),
            events=events.get(message.id, []),
            delivery=deliveries.get(message.id),
        )
    return rows


def _message(account_id: UUID, message_id: UUID, contact_id: UUID, now: datetime) -> Message:
    message = db.session.get(Message, (account_id, message_id))
    if message is None:
        contact = known_contact(account_id=account_id, contact_id=contact_id, now=now)
        message = Message(
            account_id=account_id, id=message_id, contact_id=contact.id, state="planned", at=now
        )
        db.session.add(message)
    return message


def _refold(message: Message) -> None:
    """Let the message stand where its events leave it."""
    events = {
        str(event.id): event
        for event in db.session.scalars(
            select(MessageEvent).where(*_of(message)).order_by(MessageEvent.number)
        )
    }
    folded = fold(
        Event(key, event.type, str(event.names) if event.names else None)
        for key, event in events.items()
    )
    message.state = folded.state
    if folded.text is not None:
        text = events[folded.text]
        message.subject, message.body, message.to = text.subject, text.body, text.to
        message.template, message.catalogue = text.template, text.catalogue
    approval = events[folded.approved] if folded.approved else None
    message.approval_id = approval.id if approval else None
    message.hash = approval.hash if approval else None
    message.hand_off_id = UUID(folded.hand_off) if folded.hand_off else None


def _of(message: Message) -> tuple[Any, Any]:
    return (
        MessageEvent.account_id == message.account_id,
        MessageEvent.message_id == message.id,
    )


def _event_row(event: MessageEvent) -> dict[str, Any]:
    return _without_blanks(
        id=str(event.id),
        type=event.type,
        at=event.at.isoformat(),
        names=str(event.names) if event.names else None,
        outcome=event.outcome,
    )


def _delivery_row(delivery: Delivery) -> dict[str, Any]:
    return _without_blanks(
        state=delivery.state,
        reason=delivery.reason,
        asked_at=delivery.asked_at.isoformat(),
    )


def _without_blanks(**fields: object) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
