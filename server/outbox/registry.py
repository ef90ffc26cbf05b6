"""What features hand the outbox at the composition root: their kinds of job and their planners.

The outbox imports no feature. It knows a job by the name of its kind, and asks the kind whether
it may still go, what it says, and whom to tell how it ended.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from enum import StrEnum
from threading import Event
from typing import Any, Literal
from uuid import UUID

from flask import Flask, current_app

from server.outbox.dkim import signer_from
from server.outbox.relay import check_sender, relay_address

Policy = Literal["hold", "resend"]


class State(StrEnum):
    """Where a job is: `pending → claimed → handoff → sent | failed | unknown`, or `cancelled`."""

    PENDING = "pending"
    CLAIMED = "claimed"
    HANDOFF = "handoff"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


ENDED = frozenset({State.SENT, State.FAILED, State.UNKNOWN, State.CANCELLED})


@dataclass(frozen=True, slots=True)
class DueJob:
    """A job as its kind sees it: values, so that nothing reaches into the table."""

    id: UUID
    kind: str
    dedupe_key: str
    owner_id: UUID | None
    event_id: UUID | None
    due_at: datetime
    expires_at: datetime | None
    created_at: datetime
    message_id: str
    attempts: int
    payload: dict[str, Any]


Render = Callable[[DueJob], EmailMessage]
MaySend = Callable[[DueJob, datetime], str | None]
Ended = Callable[[DueJob, State, str | None, datetime], None]
Planner = Callable[[datetime], None]


def always(job: DueJob, now: datetime) -> None:
    """Answer that nothing stands against sending."""
    del job, now


def unheard(job: DueJob, state: State, reason: str | None, now: datetime) -> None:
    """Tell nobody."""
    del job, state, reason, now


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of job.

    `policy`: what happens when nobody can know whether a message went out. *hold* leaves it
    `unknown` until a person decides; *resend* sends it again.
    `render(job)` makes the message (`outbox.mail.compose`); it reads, and changes nothing.
    `may_send(job, now)` is asked at the claim and returns None, or the reason why not, in words
    its owner reads; the job is then cancelled.
    `ended(job, state, reason, now)` runs in the transaction that ends the job: `sent`, `failed`,
    `unknown` or `cancelled`. An `unknown` that turns out to be sent ends a second time.
    `late_after`: how late a job may go out at all; later than that it is cancelled, so that its
    owner decides anew. None: until it expires.
    `urgent`: goes before a backlog of other kinds; somebody is waiting for it.
    """

    name: str
    policy: Policy
    render: Render
    may_send: MaySend = always
    ended: Ended = unheard
    late_after: timedelta | None = None
    urgent: bool = False


class UnknownKindError(LookupError):
    """A job's kind was never registered: the composition root forgot it."""


def init_app(app: Flask) -> None:
    """Give the app its empty lists of kinds and planners, and the bell that wakes its worker.

    Raises `SettingsError` at start for a relay or a sender that no mail could go by.
    """
    if url := app.config["MAIL_URL"]:
        relay_address(url)
    check_sender(app.config["MAIL_FROM"])
    app.extensions["outbox_signer"] = signer_from(app.config)
    app.extensions["outbox_bell"] = Event()
    app.extensions["outbox_kinds"] = {}
    app.extensions["outbox_planners"] = []


def register_kind(app: Flask, kind: JobKind) -> None:
    """Make *kind* known to the app's outbox."""
    app.extensions["outbox_kinds"][kind.name] = kind


def register_planner(app: Flask, planner: Planner) -> None:
    """Have the worker call `planner(now)` each tick, in a transaction of its own, to enqueue."""
    app.extensions["outbox_planners"].append(planner)


def urgent_kinds() -> list[str]:
    """Return the names of the kinds that go before all others."""
    return [kind.name for kind in current_app.extensions["outbox_kinds"].values() if kind.urgent]


def kind_named(name: str) -> JobKind:
    """Return the kind of that name; raises `UnknownKindError`."""
    try:
        kind: JobKind = current_app.extensions["outbox_kinds"][name]
    except KeyError:
        raise UnknownKindError(f"no kind of job is called {name!r}") from None
    return kind


def planners() -> list[Planner]:
    """Return the app's planners, in the order of their registration."""
    return list(current_app.extensions["outbox_planners"])
