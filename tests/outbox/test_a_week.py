"""A week of messages, with restarts and a clock that jumps: none early, none lost, none stale."""

import os
import random
from datetime import datetime, timedelta

import pytest
from flask import Flask

from server.core.clock import now
from server.core.db import transaction
from server.outbox import services
from server.outbox.registry import DueJob, JobKind, State, register_kind
from server.outbox.worker import Worker
from tests.outbox.conftest import render

JOBS = 10_000 if os.environ.get("HALLWAY_FUZZ") == "full" else 300
RESTARTS = 20
WEEK = timedelta(days=7)
LATEST = timedelta(hours=72)


@pytest.mark.fuzz
def test_nothing_goes_early_or_stale_or_lost_over_a_week_of_restarts_and_jumps(app: Flask) -> None:
    ended: dict[str, tuple[State, timedelta]] = {}

    def note(job: DueJob, state: State, _reason: str | None, at: datetime) -> None:
        assert job.dedupe_key not in ended
        ended[job.dedupe_key] = (state, at - job.due_at)

    app.config["MAIL_URL"] = ""
    register_kind(app, JobKind("weekly", "hold", render, ended=note, late_after=LATEST))
    chance = random.Random(11)  # noqa: S311 -- the same week each time
    start = now()
    with transaction():
        for n in range(JOBS):
            services.enqueue(
                kind="weekly",
                dedupe_key=f"weekly:{n}",
                owner_id=None,
                due_at=start + WEEK * chance.random(),
                payload={},
            )

    jumps = [timedelta(hours=chance.uniform(-3, 12)) for _ in range(RESTARTS - 2)]
    for jump in [*jumps[:9], timedelta(hours=80), *jumps[9:], WEEK]:
        app.extensions["clock_offset"] += jump
        Worker().tick()

    assert len(ended) == JOBS
    sent = [late for state, late in ended.values() if state == State.SENT]
    back = [late for state, late in ended.values() if state == State.CANCELLED]
    assert len(sent) + len(back) == JOBS
    assert min(sent) >= timedelta()
    # A batch takes a moment to deliver; what was in time when it was asked may end just after.
    assert max(sent) <= LATEST + timedelta(minutes=5)
    assert back
    assert min(back) > LATEST
