"""Sending an approved message for its owner, on request: asked for, asked again, written, ended."""

from datetime import datetime
from email.message import EmailMessage
from uuid import UUID

from flask import current_app, render_template
from sqlalchemy import select

from server.core.db import db
from server.core.errors import DomainError
from server.core.feed import touch
from server.core.ids import derived_id, random_token
from server.followups import errors
from server.followups.message_services import add_event, approved_text, message_with_id
from server.followups.models import Delivery, Message, MessageEvent
from server.followups.permission_services import (
    check_limits,
    check_recipient,
    check_text,
    keyed,
    same_text_key,
)
from server.followups.queries import account_with_id, events_by_slug
from server.outbox import services as outbox
from server.outbox.errors import DisplayNameError, JobEndedError
from server.outbox.mail import PRODUCT, compose, display_name, mail_address
from server.outbox.registry import DueJob, State
from server.swaps.card_services import card_changes

KIND = "follow-up"
TOKEN_BITS = 128
NO_NAME = "Put your name on your card first; the mail carries it."


def request_sending(
    *, account_id: UUID, message_id: UUID, seen_hash: str, again: bool, now: datetime
) -> Delivery:
    """Have the server send an approved message; asking twice sends once.

    *again* sends one whose arrival nobody knows, or that failed, a second time. Raises what
    `errors` holds: each names what stands against it and what to do.
    """
    message = message_with_id(account_id=account_id, message_id=message_id)
    if message is None:
        raise errors.MessageNotFoundError("Open it from the list of follow-ups.")
    delivery = _delivery_of(message)
    if delivery is not None and delivery.state in {"waiting", "unknown"} and not again:
        return delivery
    _check_standing(message, seen_hash)
    text = _checked_text(message, now, asked_before=delivery is not None)
    if delivery is None:
        delivery = _asked(message, text, now)
    else:
        _ask_again(delivery, now)
    touch(account_id, "message", message.id)
    db.session.flush()
    return delivery


def objection(job: DueJob, now: datetime) -> str | None:
    """Ask everything again, now that it is due; return why the message must not go, or None."""
    delivery = db.session.get_one(Delivery, UUID(job.payload["delivery"]))
    message = message_with_id(account_id=delivery.account_id, message_id=delivery.message_id)
    if message is None or message.approval_id != delivery.approval_id:
        return "The message was changed after it was approved."
    try:
        _check_standing(message, message.hash or "")
        _checked_text(message, now, asked_before=True)
    except DomainError as error:
        return error.detail
    return None


def render(job: DueJob) -> EmailMessage:
    """Return the mail: the frozen text, and below it who sent it, why, and how to stop it."""
    delivery = db.session.get_one(Delivery, UUID(job.payload["delivery"]))
    message = db.session.get_one(Message, (delivery.account_id, delivery.message_id))
    text = db.session.get_one(MessageEvent, (delivery.account_id, delivery.approval_id))
    account = account_with_id(delivery.account_id)
    if account is None:
        raise errors.MessageNotFoundError("The account was erased.")
    base = current_app.config["BASE_URL"]
    event = _event_name(message)
    name = _own_name(message.account_id)
    unsubscribe = f"{base}/u/{delivery.token}"
    footer = render_template(
        "followups/footer.txt",
        name=name,
        event=event,
        base=base,
        typed=delivery.typed,
        unsubscribe=unsubscribe,
    )
    return compose(
        to=text.to or "",
        subject=text.subject or "",
        text=f"{text.body}\n\n-- \n{footer}",
        name=name,
        event=event,
        reply_to=account.email,
        unsubscribe=unsubscribe,
    )


def ended(job: DueJob, state: State, reason: str | None, now: datetime) -> None:
    """Tell the owner how it ended; a mail the relay took is a message that was sent."""
    delivery = db.session.get_one(Delivery, UUID(job.payload["delivery"]))
    delivery.state, delivery.reason, delivery.ended_at = str(state), reason, now
    touch(delivery.account_id, "message", delivery.message_id)
    message = message_with_id(account_id=delivery.account_id, message_id=delivery.message_id)
    event_id = derived_id(delivery.id, "sent")
    known = db.session.get(MessageEvent, (delivery.account_id, event_id))
    if state == State.SENT and message is not None and known is None:
        add_event(
            message, MessageEvent(account_id=message.account_id, id=event_id, type="sent", at=now)
        )


def _check_standing(message: Message, seen_hash: str) -> None:
    if message.state in {"sent", "replied"}:
        raise errors.AlreadySentError("It is marked as sent. Nothing more goes out.")
    if message.state == "handed_off":
        raise errors.HandedOffError(
            "It was opened in a mail program. Say first whether it went out from there."
        )
    if message.state != "approved":
        raise errors.NotApprovedError("Read it once more and approve it.")
    if message.hash != seen_hash:
        raise errors.MessageChangedError("It was approved with another text. Read that one first.")


def _checked_text(message: Message, now: datetime, *, asked_before: bool = False) -> MessageEvent:
    text = approved_text(message)
    if text is None or text.body is None:
        raise errors.NotApprovedError("Read it once more and approve it.")
    if text.to is None:
        raise errors.RecipientError("Add an e-mail address to this person first.")
    mail_address(text.to)
    display_name(_own_name(message.account_id))
    check_text(message, text)
    check_recipient(message, text)
    if not asked_before:
        check_limits(message, text, now)
    return text


def _asked(message: Message, text: MessageEvent, now: datetime) -> Delivery:
    recipient = check_recipient(message, text)
    delivery = Delivery(
        account_id=message.account_id,
        message_id=message.id,
        approval_id=text.id,
        event=message.event,
        recipient=keyed(mail_address(text.to or "")),
        same_text=same_text_key(text.body or ""),
        typed=recipient.typed,
        token=random_token(TOKEN_BITS),
        state="waiting",
        asked_at=now,
    )
    db.session.add(delivery)
    db.session.flush()
    event = events_by_slug([message.event or ""]).get(message.event or "")
    outbox.enqueue(
        kind=KIND,
        dedupe_key=delivery.job_key,
        owner_id=message.account_id,
        event_id=event.id if event else None,
        due_at=now,
        payload={"delivery": str(delivery.id)},
    )
    return delivery


def _ask_again(delivery: Delivery, now: datetime) -> None:
    """Send the same job again: it keeps its Message-ID, so that a mailbox can tell."""
    job = outbox.job_for_dedupe_key(delivery.job_key)
    if job is None:
        raise JobEndedError("It is too old to be sent again. Approve it anew.")
    outbox.retry(job_id=job.id, now=now, owner_id=delivery.account_id)
    delivery.state, delivery.reason, delivery.ended_at = "waiting", None, None


def _delivery_of(message: Message) -> Delivery | None:
    """Return the delivery of the approval in force; an earlier text's is another."""
    return db.session.scalar(
        select(Delivery).where(
            Delivery.account_id == message.account_id,
            Delivery.message_id == message.id,
            Delivery.approval_id == message.approval_id,
        )
    )


def _own_name(account_id: UUID) -> str:
    card = card_changes(account_id, ["me"])["me"]
    name = card and card["fields"].get("name")
    if not name:
        raise errors.NotReadyError(NO_NAME)
    return str(name)


def _event_name(message: Message) -> str:
    event = events_by_slug([message.event or ""]).get(message.event or "")
    try:
        return display_name(event.short_name) if event else PRODUCT
    except DisplayNameError:
        return PRODUCT  # a conference may be called what no sender may
