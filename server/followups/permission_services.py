"""Whom the server writes to on somebody's behalf, and how much: `outbox.md`'s limits."""

import hashlib
import hmac
import re
from datetime import datetime, timedelta
from typing import NamedTuple

from flask import current_app
from sqlalchemy import ColumnElement, func, select

from server.contacts.feed_services import contact_changes
from server.core.db import db
from server.followups import errors
from server.followups.catalogue import catalogue_for
from server.followups.lint import findings
from server.followups.models import Delivery, Message, MessageEvent, Unsubscribed
from server.followups.queries import account_with_id, recipient_of
from server.outbox.errors import MailAddressError
from server.outbox.mail import mail_address
from server.swaps.consent_services import blocked_with
from server.swaps.people import Person

A_DAY, A_DAY_AT_FIRST = 50, 10
AT_FIRST = timedelta(days=7)
DAY = timedelta(days=1)
SAME_TEXT = 20
LINKS_TO_STRANGERS = 2
UNDER_WAY = ("waiting", "sent", "unknown")
LINK = re.compile(r"https?://")


class Allowed(NamedTuple):
    """Why an address may be written to: its owner is mutual, or the sender typed it."""

    mutual: bool
    typed: bool


def keyed(text: str) -> str:
    """Return a digest of *text* that tells equal ones, and nothing to who has no key."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, b"follow-ups 1\0" + text.encode(), hashlib.sha256).hexdigest()


def same_text_key(body: str) -> str:
    """Return the digest of a body without its greeting, which is all that bulk mail changes."""
    _, _, rest = body.partition("\n\n")
    return keyed(" ".join((rest or body).split()))


def check_text(message: Message, text: MessageEvent) -> None:
    """Refuse what the last gate holds back. Raises `NotReadyError` with its findings."""
    catalogue = catalogue_for("en")
    template = catalogue.templates.get(text.template or "")
    found = findings(
        catalogue,
        subject=text.subject or "",
        body=text.body or "",
        characters=template.characters if template else None,
    )
    codes = [each.code for each in found if each.blocks]
    if codes:
        raise errors.NotReadyError(
            "Something in the text must not go out. Open it, and approve it again.",
            message=str(message.id),
            findings=codes,
        )


def check_recipient(message: Message, text: MessageEvent) -> Allowed:
    """Refuse who must not be written to; return why the others may."""
    recipient = recipient_of(message)
    if recipient is None:
        raise errors.MessageNotFoundError("The contact was deleted, and its messages with it.")
    if recipient.no_follow_up:
        raise errors.NoFollowUpError("This contact is marked: no follow-up.")
    other = Person.parse(recipient.person).account_id
    if other and blocked_with(message.account_id, [other]):
        raise errors.RecipientError("The server does not write to this person. Use your own mail.")
    address = mail_address(text.to or "")
    if db.session.get(Unsubscribed, keyed(address)) is not None:
        raise errors.NoFollowUpError("They asked not to be written to from here.")
    row = contact_changes(message.account_id, [str(recipient.contact_id)])[
        str(recipient.contact_id)
    ]
    mutual = bool(row and row["mutual"])
    shared = row["card"].get("email") if row and mutual and "card" in row else None
    typed = _same(recipient.typed_address, address)
    if not typed and not _same(shared, address):
        raise errors.RecipientError(
            "It takes an address that they shared with you, or that you typed on their page."
        )
    links = len(LINK.findall(text.body or ""))
    if not mutual and links > LINKS_TO_STRANGERS:
        raise errors.NotReadyError(
            f"To somebody you have not swapped cards with, at most {LINKS_TO_STRANGERS} links."
        )
    return Allowed(mutual, typed=typed and not _same(shared, address))


def check_limits(message: Message, text: MessageEvent, now: datetime) -> None:
    """Refuse more than is good: a day's mails, a second one to somebody, one text to many."""
    owned = Delivery.account_id == message.account_id, Delivery.state.in_(UNDER_WAY)
    account = account_with_id(message.account_id)
    young = account is not None and now - account.created_at < AT_FIRST
    if _count(*owned, Delivery.asked_at > now - DAY) >= (A_DAY_AT_FIRST if young else A_DAY):
        raise errors.SendingLimitError(
            "The server sent its last mail of the day for you. Use your own mail, or wait a day.",
            retry_after=int(DAY.total_seconds()),
        )
    recipient = keyed(mail_address(text.to or ""))
    if _count(*owned, Delivery.recipient == recipient, Delivery.event == message.event):
        raise errors.AlreadyWrittenError(
            "One mail to a person for an event. Write the next one from your own mail."
        )
    if _count(*owned, Delivery.same_text == same_text_key(text.body or "")) >= SAME_TEXT:
        raise errors.SameTextError(
            f"The same text went to {SAME_TEXT} people. Write each of the others their own, "
            "or ask the operator."
        )


def _count(*conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(Delivery).where(*conditions)) or 0


def _same(one: str | None, address: str) -> bool:
    if not one:
        return False
    try:
        return mail_address(one) == address
    except MailAddressError:
        return False


def unsubscribe(*, token: str, now: datetime) -> None:
    """Write no follow-up to this mail's recipient any more; doing it twice is doing it once."""
    delivery = delivery_for_token(token)
    if db.session.get(Unsubscribed, delivery.recipient) is None:
        db.session.add(Unsubscribed(recipient=delivery.recipient, at=now))


def delivery_for_token(token: str) -> Delivery:
    """Return the delivery whose mail carries this address. Raises `UnknownTokenError`."""
    delivery = db.session.scalar(select(Delivery).where(Delivery.token == token))
    if delivery is None:
        raise errors.UnknownTokenError("Use the address at the end of the mail, whole.")
    return delivery
