from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.dialects import postgresql

from server.core.clock import now
from server.core.db import db, transaction
from server.outbox import claim_services, services
from server.outbox.errors import JobEndedError, JobNotFoundError
from server.outbox.models import Job
from server.outbox.registry import State, UnknownKindError
from tests.outbox.conftest import Send, Told

Later = Callable[[timedelta], None]


def claim() -> claim_services.Claim:
    with transaction():
        (claim,) = claim_services.claim_due(now=now())
    return claim


def state_of(job: Job) -> str:
    db.session.expire_all()
    return job.state


def test_job_is_enqueued_once_per_dedupe_key(send: Send) -> None:
    first = send(dedupe_key="digest:1")

    with transaction():
        second = services.enqueue(
            kind="hold", dedupe_key="digest:1", owner_id=None, due_at=now(), payload={}
        )

    assert (first.state, first.policy, first.attempts) == ("pending", "hold", 0)
    assert first.message_id.endswith("@localhost>")
    assert second is None


def test_job_of_an_unregistered_kind_is_refused(send: Send) -> None:
    with pytest.raises(UnknownKindError):
        send("never-heard-of")


def test_what_is_not_due_is_not_claimed(send: Send, later: Later) -> None:
    job = send(due_at=now() + timedelta(days=7))

    assert claim_services.claim_due(now=now()) == []

    later(timedelta(days=7, seconds=1))
    assert claim().job.id == job.id


def test_urgent_kind_goes_before_a_backlog(send: Send) -> None:
    for _ in range(3):
        send("hold")
    urgent = send("resend")

    assert claim().job.id == urgent.id


def test_claimed_job_is_not_claimed_again(send: Send) -> None:
    send()
    claim()

    assert claim_services.claim_due(now=now()) == []


def test_fence_is_passed_once(send: Send) -> None:
    send()
    mine = claim()

    assert claim_services.hand_off(mine, now=now())
    assert not claim_services.hand_off(mine, now=now())


def test_fence_stops_who_lost_the_lease(send: Send, later: Later) -> None:
    job = send()
    slow = claim()
    later(claim_services.LEASE + timedelta(seconds=1))
    with transaction():
        assert claim_services.reap(now=now()) == 1
    quick = claim()

    assert not claim_services.renew(slow, now=now())
    assert not claim_services.hand_off(slow, now=now())
    assert claim_services.hand_off(quick, now=now())
    assert state_of(job) == State.HANDOFF


def test_reaper_leaves_what_is_under_way(send: Send) -> None:
    send()
    claim()

    assert claim_services.reap(now=now()) == 0


@pytest.mark.parametrize(("kind", "state"), [("hold", State.UNKNOWN), ("resend", State.PENDING)])
def test_reaper_files_a_broken_hand_off_by_policy(
    send: Send, later: Later, told: Told, kind: str, state: State
) -> None:
    job = send(kind)
    mine = claim()
    with transaction():
        claim_services.hand_off(mine, now=now())
    later(claim_services.LEASE + timedelta(seconds=1))

    with transaction():
        claim_services.reap(now=now())

    assert state_of(job) == state
    assert [ended for ended, _ in told.ended] == ([State.UNKNOWN] if kind == "hold" else [])


def test_answer_that_comes_after_the_reaper_still_counts(send: Send, later: Later) -> None:
    job = send()
    mine = claim()
    with transaction():
        claim_services.hand_off(mine, now=now())
    later(claim_services.LEASE + timedelta(seconds=1))
    with transaction():
        claim_services.reap(now=now())

    with transaction():
        claim_services.settle_sent(mine, reply="250 kept", now=now())

    assert state_of(job) == State.SENT
    assert job.smtp_reply == "250 kept"


def test_answer_that_comes_after_somebody_decided_does_not_count(send: Send, later: Later) -> None:
    job = send()
    mine = claim()
    with transaction():
        claim_services.hand_off(mine, now=now())
    later(claim_services.LEASE + timedelta(seconds=1))
    with transaction():
        claim_services.reap(now=now())
    with transaction():
        services.retry(job_id=job.id, now=now())

    with transaction():
        claim_services.settle_sent(mine, reply="250 kept", now=now())

    assert state_of(job) == State.PENDING


def test_retries_come_after_1_5_30_minutes_2_and_8_hours_then_the_job_has_failed(
    send: Send, later: Later
) -> None:
    job = send()
    waits = []
    for _ in range(5):
        mine = claim()
        at = now()
        with transaction():
            claim_services.settle_later(mine, reason="away", reply=None, now=at)
        db.session.refresh(job)
        waits.append((job.due_at - at) / timedelta(minutes=1))
        later(job.due_at - now() + timedelta(seconds=1))
    mine = claim()
    with transaction():
        claim_services.settle_later(mine, reason="away", reply="451 later", now=now())

    assert waits == [1, 5, 30, 120, 480]
    assert state_of(job) == State.FAILED
    assert (job.reason, job.smtp_reply, job.attempts) == ("away", "451 later", 6)


@pytest.mark.parametrize("kind", ["hold", "resend"])
def test_expired_job_is_not_sent(send: Send, later: Later, kind: str) -> None:
    send(kind, expires_at=now() + timedelta(minutes=10))
    later(timedelta(minutes=10))

    assert claim_services.objection(claim(), now=now()) == "It was too old to be of use."


def test_job_more_than_72_hours_late_goes_back_to_its_owner(send: Send, later: Later) -> None:
    send()
    send("resend")
    later(timedelta(hours=72, seconds=1))

    reasons = [claim_services.objection(claim(), now=now()) for _ in range(2)]

    assert reasons == [
        None,
        "It could not go out in time. Look at it once more and send it again.",
    ]


def test_job_is_cancelled_until_it_is_handed_over(send: Send) -> None:
    job = send()

    with transaction():
        services.cancel(job_id=job.id, reason="Changed my mind.")

    assert (state_of(job), job.reason) == (State.CANCELLED, "Changed my mind.")

    other = send()
    mine = claim()
    with transaction():
        claim_services.hand_off(mine, now=now())
    with pytest.raises(JobEndedError), transaction():
        services.cancel(job_id=other.id, reason="Too late.")


def test_cancelled_claim_does_not_pass_the_fence(send: Send) -> None:
    job = send()
    mine = claim()
    with transaction():
        services.cancel(job_id=job.id, reason="Changed my mind.")

    assert not claim_services.hand_off(mine, now=now())


def test_sent_job_is_not_sent_again(send: Send) -> None:
    job = send()
    mine = claim()
    with transaction():
        claim_services.hand_off(mine, now=now())
        claim_services.settle_sent(mine, reply="250", now=now())

    with pytest.raises(JobEndedError), transaction():
        services.retry(job_id=job.id, now=now())


def test_job_of_somebody_else_is_not_known(send: Send) -> None:
    job = send()

    with pytest.raises(JobNotFoundError):
        services.job_for_id(job.id, owner_id=job.id)


def test_kind_that_fails_when_told_does_not_undo_what_is_known(send: Send, told: Told) -> None:
    job = send()
    mine = claim()
    vars(told).pop("ended")  # makes the kind's hook raise
    with transaction():
        claim_services.hand_off(mine, now=now())
        claim_services.settle_sent(mine, reply="250", now=now())

    assert state_of(job) == State.SENT


def test_texts_go_after_30_days_and_rows_after_a_year(send: Send, later: Later) -> None:
    job = send(payload={"message": "m1"})
    mine = claim()
    with transaction():
        claim_services.hand_off(mine, now=now())
        claim_services.settle_sent(mine, reply="250 kept", now=now())
    waiting = send(due_at=now() + timedelta(days=700), payload={"message": "m2"})

    later(timedelta(days=29))
    with transaction():
        claim_services.purge(now=now())
    db.session.refresh(job)
    assert job.payload == {"message": "m1"}

    later(timedelta(days=2))
    with transaction():
        claim_services.purge(now=now())
    db.session.refresh(job)
    assert (job.payload, job.smtp_reply) == ({}, None)

    later(timedelta(days=335))
    with transaction():
        claim_services.purge(now=now())
    assert list(db.session.scalars(db.select(Job))) == [waiting]
    assert waiting.payload == {"message": "m2"}


def test_figures_tell_the_oldest_due_age_and_what_needs_a_person(send: Send, later: Later) -> None:
    send()
    send(due_at=now() + timedelta(days=7))
    later(timedelta(minutes=5))

    figures = services.figures(now())

    assert 300 <= figures.oldest_due_seconds < 310
    assert (figures.pending, figures.unknown, figures.failed) == (2, 0, 0)


@pytest.mark.usefixtures("app")
def test_claim_skips_rows_that_another_worker_holds_on_postgresql() -> None:
    statement = claim_services.claim_statement("claim", None, now(), 20)

    text = str(statement.compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]

    assert "FOR UPDATE SKIP LOCKED" in text
    assert "RETURNING job.id" in text
    assert "SKIP LOCKED" not in str(statement.compile(db.engine))
