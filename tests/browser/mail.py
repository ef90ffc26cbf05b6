"""A real SMTP server for tests: keeps what arrives, byte for byte, and can keep its answer back."""

import asyncio
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.browser.sites import free_port

PATIENCE = 20.0
CODE = re.compile(r"^([0-9A-Z]{4})[ -]?([0-9A-Z]{4})\r?$", re.MULTILINE)  # alone on its line


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
        """The eight signs of the sign-in code in it."""
        found = CODE.search(self.text)
        assert found, self.text
        return found[1] + found[2]

    @property
    def has_code(self) -> bool:
        """Whether there is a sign-in code in it."""
        return CODE.search(self.text) is not None


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
        self._wait_until(lambda: len(self.to(address)) >= count, patience)
        return self.to(address)[count - 1]

    def wait_for_code(self, address: str, *, patience: float = PATIENCE) -> str:
        """Return the newest sign-in code for *address*, as soon as there is one."""
        self._wait_until(lambda: any(mail.has_code for mail in self.to(address)), patience)
        return next(mail.code for mail in reversed(self.to(address)) if mail.has_code)

    def _wait_until(self, there: Callable[[], bool], patience: float) -> None:
        until = time.monotonic() + patience
        with self._arrival:
            while not there():
                left = until - time.monotonic()
                assert left > 0, f"not among the {len(self.accepted)} mails that arrived"
                self._arrival.wait(left)

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: ANN401, N802
        """Take one message in (aiosmtpd calls this by name)."""
        del server, session
        content = envelope.original_content or envelope.content
        with self._arrival:
            self.accepted.append(Mail(envelope.mail_from, tuple(envelope.rcpt_tos), content))
            self._arrival.notify_all()
        await asyncio.to_thread(self._answering.wait)
        return "250 kept"
