"""Mail as it goes out: composed from plain text, serialised so that nothing can be smuggled in.

`email.message.EmailMessage` alone is used, and every address goes through
`email.headerregistry.Address`.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from uuid import UUID

from flask import current_app
from markupsafe import escape

from server.outbox.errors import DisplayNameError, MailAddressError

# The plain policy folds long List-Unsubscribe addresses into encoded words.
WIRE = SMTP.clone(max_line_length=998)
NAME_LIMIT = 200
ADDRESS_LIMIT = 254
LOCAL_PART_LIMIT = 64
PRODUCT = "Hallway"
SHOWN_HEADERS = ("From", "Reply-To", "To", "Subject", "Date", "List-Unsubscribe")
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_LINK = re.compile(r"https?://[^\s<>\"]+")
_AFTER_LINK = ".,;:!?)]}'"
_ADDRESS_SIGNS = "@<>\uff20\uff1c\uff1e\ufe6b\ufe64\ufe65"  # their wide and small forms too
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls, bidi marks, lone surrogates, line ends
_JOINERS = "\u200c\u200d"  # which some scripts, and emoji, are written with


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A mail of the mailbox, to be looked at."""

    id: UUID
    received_at: datetime
    headers: tuple[tuple[str, str], ...]
    to: str
    subject: str
    text: str


def compose(  # noqa: PLR0913 -- a mail's parts, by name
    *,
    to: str,
    subject: str,
    text: str,
    name: str | None = None,
    event: str | None = None,
    reply_to: str | None = None,
    unsubscribe: str | None = None,
) -> EmailMessage:
    """Return a mail from our address, with *text* as its source and HTML made from it.

    *name* and *event* (display names) make it `"<name> via <event>" <our address>`: the person
    who wrote it is named and answered (*reply_to*), and never pretended to be the sender.
    *unsubscribe* is an address that takes a one-click POST. Raises `DisplayNameError` or
    `MailAddressError` for what must not stand in a header.
    """
    message = EmailMessage(policy=WIRE)
    message["From"] = _sender(name, event)
    message["To"] = Address(addr_spec=mail_address(to))
    message["Subject"] = _one_line(subject)
    if reply_to is not None:
        message["Reply-To"] = Address(addr_spec=mail_address(reply_to))
    if unsubscribe is not None:
        message["List-Unsubscribe"] = f"<{unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated" if name is None else "no"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html_of(text), subtype="html", cte="quoted-printable")
    return message


def stamp(message: EmailMessage, *, message_id: str, now: datetime) -> EmailMessage:
    """Give a mail the identity of its job and the time it leaves."""
    message["Message-ID"] = message_id
    message["Date"] = now
    return message


def envelope(message: EmailMessage) -> tuple[str, str]:
    """Return the sender and the one recipient of *message*, for MAIL and RCPT."""
    return _only_address(message, "From"), _only_address(message, "To")


def wire_bytes(message: EmailMessage) -> bytes:
    """Return *message* as it goes over the wire: CRLF, no line beyond 998 octets, ASCII."""
    return message.as_bytes(policy=WIRE)


def kept_mail(mail_id: UUID, received_at: datetime, content: bytes) -> KeptMail:
    """Read back what `wire_bytes` made."""
    mail = message_from_bytes(content, _class=EmailMessage, policy=WIRE)
    body = mail.get_body(("plain",))
    return KeptMail(
        id=mail_id,
        received_at=received_at,
        headers=tuple((name, str(mail[name])) for name in SHOWN_HEADERS if mail[name]),
        to=str(mail["To"]),
        subject=str(mail["Subject"]),
        text=str(body.get_content()).replace("\r\n", "\n") if body else "",
    )


def display_name(text: str) -> str:
    """Return *text* with its blanks tidied, if it can stand in front of an address.

    Raises `DisplayNameError` for what could pass for an address or hide what it says: `@`, `<`,
    `>`, bidi marks, control characters, line breaks; and for an empty one.
    """
    for sign in text:
        if sign in _ADDRESS_SIGNS:
            raise DisplayNameError("A name here has no @ and no < or >.")
        if unicodedata.category(sign) in _UNSEEN and sign not in _JOINERS:
            raise DisplayNameError("A name here has no line breaks and no hidden characters.")
    name = " ".join(text.split())
    if not name or len(name) > NAME_LIMIT:
        raise DisplayNameError(f"Give a name of 1 to {NAME_LIMIT} characters.")
    return name


def mail_address(text: str) -> str:
    """Return an address as it is compared and written to: lower case, an IDN in its ASCII form.

    Raises `MailAddressError` for what ordinary mail cannot reach: no `@`, a local part outside
    ASCII, quotes, comments, an address literal, a host without a domain, too long.
    """
    wrong = MailAddressError("Write it as name@domain, such as mira@example.org.")
    local, at, domain = text.strip().rpartition("@")
    if not at or len(local) > LOCAL_PART_LIMIT or not _LOCAL_PART.fullmatch(local):
        raise wrong
    try:
        host = domain.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise wrong from None
    labels = host.split(".")
    if len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)):  # noqa: PLR2004 -- a dot
        raise wrong
    address = f"{local.lower()}@{host}"
    if len(address) > ADDRESS_LIMIT or labels[-1].isdecimal():
        raise wrong
    return address


def html_of(text: str) -> str:
    """Return *text* as HTML: escaped, its links made links; nothing that asks another server."""
    paragraphs = [
        f"<p>{_linked(paragraph).replace(chr(10), '<br>' + chr(10))}</p>"
        for paragraph in re.split(r"\n{2,}", text.strip())
    ]
    body = "\n".join(paragraphs)
    head = '<!doctype html>\n<html><head><meta charset="utf-8"></head>'
    return f"{head}\n<body>\n{body}\n</body></html>\n"


def _linked(text: str) -> str:
    parts, end = [], 0
    for match in _LINK.finditer(text):
        link = match.group().rstrip(_AFTER_LINK)
        parts.append(str(escape(text[end : match.start()])))
        parts.append(f'<a href="{escape(link)}">{escape(link)}</a>')
        end = match.start() + len(link)
    return "".join(parts) + str(escape(text[end:]))


def _sender(name: str | None, event: str | None) -> Address:
    names = [display_name(part) for part in (name, event) if part is not None]
    return Address(" via ".join(names) or PRODUCT, addr_spec=current_app.config["MAIL_FROM"])


def _one_line(text: str) -> str:
    """Return *text* without line breaks and control characters: a subject never ends a header."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _only_address(message: EmailMessage, header: str) -> str:
    (address,) = message[header].addresses
    return str(address.addr_spec)
