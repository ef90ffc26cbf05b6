"""kill -9 of a real worker at the worst moment: nothing twice, nothing silently lost."""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import select

from server.app import create_app
from server.core.clock import now
from server.core.db import db, transaction
from server.outbox import claim_services, services
from server.outbox.models import Job
from server.outbox.registry import JobKind, State, register_kind
from tests.effort import FULL
from tests.outbox.conftest import render
from tests.outbox.sink import Sink

MESSAGES, KILLS = (2_000, 50) if FULL else (60, 3)
ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.fuzz


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    app = create_app(
        {"TESTING": True, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path / 'hallway.db'}"}
    )
    register_kind(app, JobKind("probe", "hold", render))
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


def start_worker(app: Flask, sink: Sink) -> subprocess.Popen[bytes]:
    database = app.config["SQLALCHEMY_DATABASE_URI"]
    program = [sys.executable, "-m", "tests.outbox.worker_process", database, sink.url]
    return subprocess.Popen(program, cwd=ROOT)


def enqueue(count: int) -> None:
    with transaction():
        for n in range(count):
            services.enqueue(
                kind="probe",
                dedupe_key=f"probe:{n}",
                owner_id=None,
                due_at=now(),
                payload={"n": n},
            )


def states() -> Counter[str]:
    with transaction():
        return Counter(db.session.scalars(select(Job.state)))


def test_worker_killed_between_data_and_its_answer_sends_once_and_says_unknown(
    app: Flask, sink: Sink
) -> None:
    enqueue(1)
    go_on = Event()
    sink.before_answer = lambda: go_on.wait(30)
    worker = start_worker(app, sink)
    assert sink.stored.wait(30)
    worker.kill()
    worker.wait()
    go_on.set()
    assert states() == {State.HANDOFF: 1}

    app.extensions["clock_offset"] += claim_services.LEASE + timedelta(seconds=5)
    with transaction():
        claim_services.reap(now=now())
    app.extensions["clock_offset"] = timedelta()
    assert start_worker(app, sink).wait(30) == 0

    assert states() == {State.UNKNOWN: 1}
    assert len(sink.envelopes) == 1


@pytest.mark.fuzz
def test_killing_workers_at_random_doubles_nothing_and_loses_nothing_silently(
    app: Flask, sink: Sink
) -> None:
    enqueue(MESSAGES)
    moments = random.Random(7)  # noqa: S311 -- the same moments each time
    kills = 0
    while kills < KILLS:
        goal = len(sink.envelopes) + moments.randrange(1, max(2, MESSAGES // KILLS))
        worker = start_worker(app, sink)
        while len(sink.envelopes) < goal and worker.poll() is None:
            sink.stored.clear()
            sink.stored.wait(1)
        kills += worker.poll() is None
        worker.kill()
        worker.wait()
        with transaction():  # as after the lease; the clock of this process alone is set on
            claim_services.reap(now=now() + claim_services.LEASE + timedelta(seconds=5))
        if not states()[State.PENDING]:
            break
    while states()[State.PENDING]:
        assert start_worker(app, sink).wait(300) == 0

    arrived = Counter(mail["Subject"] for mail in sink.mails)
    ended = states()
    assert set(ended) <= {State.SENT, State.UNKNOWN}
    assert sum(ended.values()) == MESSAGES
    assert max(arrived.values()) == 1
    with transaction():
        sent = set(
            db.session.scalars(select(Job.payload["n"].as_string()).where(Job.state == State.SENT))
        )
    assert sent <= set(arrived)
    assert len(arrived) - len(sent) <= ended[State.UNKNOWN] <= kills
