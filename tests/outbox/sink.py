"""A real SMTP server that keeps what it takes, and fails on demand at a given step."""
# ruff: noqa: N802 -- aiosmtpd names its hooks after the commands

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

HANG_UP = "hang up"


@dataclass
class Sink:
    """`faults` maps a step (`EHLO`, `MAIL`, `RCPT`, `DATA`, `END`) to a reply, or to `HANG_UP`.

    `DATA` fails before the text is taken, `END` after it. `before_answer`, where set, runs once a
    message is stored and before the sink answers.
    """

    faults: dict[str, str] = field(default_factory=dict)
    envelopes: list[Any] = field(default_factory=list)
    before_answer: Callable[[], object] | None = None
    stored: Event = field(default_factory=Event)
    port: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?tls=none"

    @property
    def contents(self) -> list[bytes]:
        return [bytes(envelope.original_content) for envelope in self.envelopes]

    @property
    def mails(self) -> list[EmailMessage]:
        return [
            message_from_bytes(content, _class=EmailMessage, policy=default)
            for content in self.contents
        ]


class FailingServer(SMTP):
    sink: Sink

    async def failed(self, step: str) -> bool:
        fault = self.sink.faults.get(step)
        if fault is None:
            return False
        if fault == HANG_UP:
            self.hang_up()
        else:
            await self.push(fault)
        return True

    def hang_up(self) -> None:
        transport: Any = self.transport
        transport.abort()

    async def smtp_EHLO(self, hostname: str) -> None:
        if not await self.failed("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_HELO(self, hostname: str) -> None:
        if not await self.failed("EHLO"):
            await super().smtp_HELO(hostname)

    async def smtp_MAIL(self, arg: str) -> None:
        if not await self.failed("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str) -> None:
        if not await self.failed("RCPT"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:
        if not await self.failed("DATA"):
            await super().smtp_DATA(arg)


class Handler:
    def __init__(self, sink: Sink) -> None:
        self.sink = sink

    async def handle_DATA(self, server: FailingServer, session: object, envelope: object) -> str:
        del session
        fault = self.sink.faults.get("END")
        if fault is not None and fault != HANG_UP:
            return fault
        self.sink.envelopes.append(envelope)
        self.sink.stored.set()
        if self.sink.before_answer is not None:
            self.sink.before_answer()
        if fault == HANG_UP:
            server.hang_up()
        return "250 kept"


@contextmanager
def running_sink() -> Iterator[Sink]:
    sink = Sink()

    class Listener(Controller):
        def factory(self) -> SMTP:
            server = FailingServer(self.handler, hostname="sink.example.org")
            server.sink = sink
            return server

        def _trigger_server(self) -> None:
            server: Any = self.server
            self.port = sink.port = server.sockets[0].getsockname()[1]  # of whichever was free
            super()._trigger_server()  # type: ignore[no-untyped-call]

    listener = Listener(Handler(sink), hostname="127.0.0.1", port=0)
    listener.start()
    try:
        yield sink
    finally:
        listener.stop(no_assert=True)
