from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask

from server.app import create_app
from server.core.clock import now
from server.core.db import db, transaction
from server.outbox import services
from server.outbox.mail import compose
from server.outbox.models import Job
from server.outbox.registry import DueJob, JobKind, State, register_kind
from tests.outbox.sink import Sink, running_sink

Send = Callable[..., Job]


class Told:
    """What the kinds of these tests were asked and told."""

    def __init__(self) -> None:
        self.objection: str | None = None
        self.ended: list[tuple[State, str | None]] = []


def render(job: DueJob) -> EmailMessage:
    return compose(
        to=job.payload.get("to", "ada@example.org"), subject="A probe", text="One.\n.\nTwo."
    )


@pytest.fixture
def sink() -> Iterator[Sink]:
    with running_sink() as sink:
        yield sink


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def app(sink: Sink, told: Told) -> Iterator[Flask]:
    app = create_app(
        {
            "TESTING": True,
            "SQLALCHEMY_DATABASE_URI": "sqlite://",
            "NOW": datetime(2026, 6, 10, 12, tzinfo=UTC),
            "MAIL_URL": sink.url,
            "MAIL_PER_SECOND": 0,
        }
    )
    for name in ("hold", "resend"):
        register_kind(
            app,
            JobKind(
                name,
                name,
                render,
                may_send=lambda _job, _now: told.objection,
                ended=lambda _job, state, reason, _now: told.ended.append((state, reason)),
                late_after=timedelta(hours=72) if name == "hold" else None,
                urgent=name == "resend",
            ),
        )
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def send(app: Flask) -> Send:
    del app
    made = iter(range(10_000))

    def send(kind: str = "hold", **values: Any) -> Job:  # noqa: ANN401 -- of any column
        fields: dict[str, Any] = {
            "dedupe_key": f"job:{next(made)}",
            "due_at": now(),
            "payload": {},
        } | values
        with transaction():
            job = services.enqueue(kind=kind, owner_id=None, **fields)
        assert job is not None
        return job

    return send


@pytest.fixture
def later(app: Flask) -> Callable[[timedelta], None]:
    def later(span: timedelta) -> None:
        app.extensions["clock_offset"] += span

    return later
