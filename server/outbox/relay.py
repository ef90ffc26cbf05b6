"""The mail relay: one SMTP conversation in two halves, with the fence between them.

`offer` goes as far as RCPT and can be repeated without harm; `deliver` says DATA and can not.
What went wrong is told by the exception alone.
"""

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from server.core.config import SettingsError

CONNECT_SECONDS = 10
DATA_SECONDS = 30
OK, START_MAIL, CREATED = 250, 354, 251
PERMANENT = 500
PORTS = {"smtp": 25, "smtps": 465}
TLS = {"smtp": ("none", "starttls"), "smtps": ("tls",)}
REPLY_LIMIT = 500


class RelayError(Exception):
    """The relay did not take the message. `reply` is what it said, or what broke."""

    def __init__(self, reply: str) -> None:
        """Keep the relay's words, shortened."""
        super().__init__(reply[:REPLY_LIMIT])
        self.reply = reply[:REPLY_LIMIT]


class NotNowError(RelayError):
    """It surely did not go; trying again later may help."""


class RefusedError(RelayError):
    """It surely did not go, and the same message never will."""


class LostError(RelayError):
    """The connection broke after DATA began: nobody can know whether it went."""


@dataclass(frozen=True, slots=True)
class RelayAddress:
    """Where the relay is and how to speak to it."""

    host: str
    port: int
    tls: str
    user: str
    password: str


def relay_address(url: str) -> RelayAddress:
    """Return what `HALLWAY_MAIL_URL` names; raises `SettingsError` saying what it takes.

    `smtp://user:password@host:port?tls=starttls` (or `tls=none`, for a relay on this machine),
    or `smtps://…`. Reserved characters of user and password are percent-encoded.
    """
    takes = "HALLWAY_MAIL_URL takes smtp://user:password@host:port?tls=starttls, or smtps://…"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SettingsError(takes) from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise SettingsError(takes)
    tls = parse_qs(parts.query).get("tls", [TLS[parts.scheme][0]])[-1]
    if tls not in TLS[parts.scheme]:
        raise SettingsError(f"{takes}; tls={tls} is not known.")
    return RelayAddress(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        tls=tls,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def check_sender(address: str) -> None:
    """Raise `SettingsError` unless `HALLWAY_MAIL_FROM` is an address alone, without a name."""
    if not re.fullmatch(r"[\w.+-]+@[\w.-]+", address, re.ASCII):
        raise SettingsError("HALLWAY_MAIL_FROM takes an address, such as hallway@example.org.")


class Relay:
    """A connection to the relay, opened at the first message and kept for the next ones."""

    def __init__(self, address: RelayAddress) -> None:
        """Remember where the relay is; nothing is tried yet."""
        self._address = address
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        """Return the relay, to be closed at the end of the block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Say goodbye if the connection still stands."""
        if self._connection is not None and error is None:
            with suppress(OSError, smtplib.SMTPException):
                self._connection.quit()
        self._drop()

    def offer(self, sender: str, recipient: str) -> None:
        """Go as far as RCPT. Raises `NotNowError`, or `RefusedError` where MAIL or RCPT says 5xx.

        A relay that is away, or refuses us before MAIL, says nothing about the message: not now.
        """
        try:
            connection = self._connected()
            self._take(*connection.mail(sender), {OK})
            self._take(*connection.rcpt(recipient), {OK, CREATED})
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise NotNowError(_words(error)) from error

    def deliver(self, content: bytes) -> str:
        """Say DATA and send *content*; return the relay's answer, a 250.

        Raises `NotNowError` or `RefusedError` as the relay says, and `LostError` where the
        connection breaks between the first byte of the message and the answer.
        """
        connection = self._connection
        if connection is None or connection.sock is None:
            raise NotNowError("the connection was closed")
        try:
            self._take(*connection.docmd("DATA"), {START_MAIL})
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise NotNowError(_words(error)) from error
        connection.sock.settimeout(DATA_SECONDS)
        try:
            connection.send(_dotted(content))
            code, reply = connection.getreply()
            connection.sock.settimeout(CONNECT_SECONDS)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise LostError(_words(error)) from error
        if code < OK:
            self._drop()
            raise LostError(f"no answer to DATA: {reply!r}")
        return self._take(code, reply, {OK, CREATED})

    def _connected(self) -> smtplib.SMTP:
        if self._connection is not None:
            try:
                if self._connection.rset()[0] == OK:
                    return self._connection
            except (OSError, smtplib.SMTPException):
                pass  # the relay closed an idle connection: open another
            self._drop()
        self._connection = self._open()
        return self._connection

    def _open(self) -> smtplib.SMTP:
        address = self._address
        if address.tls == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                address.host,
                address.port,
                timeout=CONNECT_SECONDS,
                context=ssl.create_default_context(),
            )
        else:
            connection = smtplib.SMTP(address.host, address.port, timeout=CONNECT_SECONDS)
        self._connection = connection  # so that a failure below closes it
        connection.ehlo_or_helo_if_needed()
        if address.tls == "starttls":
            connection.starttls(context=ssl.create_default_context())
            connection.ehlo()
        if address.user:
            connection.login(address.user, address.password)
        return connection

    def _take(self, code: int, reply: bytes, wanted: set[int]) -> str:
        """Return the relay's words if *code* is wanted; sort the refusal otherwise."""
        words = f"{code} {reply.decode('utf-8', 'replace')}"
        if code in wanted:
            return words[:REPLY_LIMIT]
        if code >= PERMANENT:
            raise RefusedError(words)
        if code < OK:  # smtplib says -1 for a line that is no reply
            self._drop()
        raise NotNowError(words)

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _dotted(content: bytes) -> bytes:
    """Return *content* as DATA carries it: lines that begin with a dot get another, then `.`."""
    stuffed = content.replace(b"\r\n.", b"\r\n..")
    if stuffed.startswith(b"."):
        stuffed = b"." + stuffed
    return stuffed + (b".\r\n" if stuffed.endswith(b"\r\n") else b"\r\n.\r\n")


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {error.smtp_error!r}"
    return f"{type(error).__name__}: {error}"
