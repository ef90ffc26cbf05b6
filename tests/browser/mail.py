"""A real SMTP server for tests: keeps what arrives, byte for byte, and can keep its answer back."""

import asyncio
import re
import threading
import time
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.browser.sites import free_port

PATIENCE = 20.0
CODE = re.compile(r"\b(?=[0-9A-Z-]*[0-9A-Z]{4})[0-9A-Z]{4}[ -]?[0-9A-Z]{4}\b")


@dataclass(frozen=True, slots=True)
class Mail:
    """One message as it went over the wire."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        """The message, parsed."""
        parsed = message_from_bytes(self.content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    @property
    def text(self) -> str:
        """Its plain text."""
        part = self.message.get_body(("plain",))
        return part.get_content() if part else ""

    @property
    def code(self) -> str:
        """The sign-in code in it."""
        found = CODE.search(self.text)
        assert found, self.text
        return found[0]


class MailSink:
    """Listens on loopback. `accepted` holds everything whose DATA was complete."""

    def __init__(self) -> None:
        self.accepted: list[Mail] = []
        self._arrival = threading.Condition()
        self._answering = threading.Event()
        self._answering.set()
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self._controller.start()

    @property
    def url(self) -> str:
        """What HALLWAY_MAIL_URL takes."""
        return f"smtp://127.0.0.1:{self._controller.port}"

    def close(self) -> None:
        """Stop listening."""
        self._answering.set()
        self._controller.stop()

    def keep_answers_back(self) -> None:
        """From now on, take messages in and do not say so: the moment nobody can decide."""
        self._answering.clear()

    def answer_again(self) -> None:
        """Answer what waits, and all that comes."""
        self._answering.set()

    def to(self, address: str) -> list[Mail]:
        """Return what arrived for *address*, oldest first."""
        return [mail for mail in list(self.accepted) if address in mail.recipients]

    def wait_for(self, address: str, *, count: int = 1, patience: float = PATIENCE) -> Mail:
        """Return the *count*-th message for *address*, as soon as it is there."""
        until = time.monotonic() + patience
        with self._arrival:
            while len(self.to(address)) < count:
                left = until - time.monotonic()
                assert left > 0, f"{len(self.to(address))} of {count} mails arrived"
                self._arrival.wait(left)
        return self.to(address)[count - 1]

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: ANN401, N802
        """Take one message in (aiosmtpd calls this by name)."""
        del server, session
        content = envelope.original_content or envelope.content
        with self._arrival:
            self.accepted.append(Mail(envelope.mail_from, tuple(envelope.rcpt_tos), content))
            self._arrival.notify_all()
        await asyncio.to_thread(self._answering.wait)
        return "250 kept"
