"""Each way an SMTP conversation can go wrong, against a real server, filed where it belongs."""

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch

import pytest
from flask import Flask

from server.core.clock import now
from server.core.db import db, transaction
from server.outbox import claim_services, services
from server.outbox.models import Job
from server.outbox.registry import JobKind, State, register_kind, register_planner
from server.outbox.relay import Relay
from server.outbox.worker import Worker
from tests.outbox.conftest import Send, Told
from tests.outbox.sink import HANG_UP, Sink

Later = Callable[[timedelta], None]


def work() -> None:
    Worker().tick()
    db.session.expire_all()


def test_due_message_is_sent_once(send: Send, sink: Sink, told: Told) -> None:
    job = send()

    work()
    work()

    assert (job.state, job.attempts, job.smtp_reply) == ("sent", 1, "250 kept")
    assert job.sent_at is not None
    assert len(sink.envelopes) == 1
    assert told.ended == [(State.SENT, None)]


@pytest.mark.parametrize("kind", ["hold", "resend"])
@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (("EHLO", "421 busy"), State.PENDING),
        (("EHLO", "554 not you"), State.PENDING),
        (("EHLO", HANG_UP), State.PENDING),
        (("MAIL", "451 later"), State.PENDING),
        (("MAIL", "550 no"), State.FAILED),
        (("MAIL", HANG_UP), State.PENDING),
        (("RCPT", "450 grey"), State.PENDING),
        (("RCPT", "550 unknown"), State.FAILED),
        (("RCPT", HANG_UP), State.PENDING),
        (("DATA", "451 later"), State.PENDING),
        (("DATA", "554 no"), State.FAILED),
        (("DATA", HANG_UP), State.PENDING),
        (("END", "452 full"), State.PENDING),
        (("END", "550 spam"), State.FAILED),
    ],
)
def test_fault_before_the_message_is_taken_is_filed(
    send: Send, sink: Sink, kind: str, fault: tuple[str, str], state: State
) -> None:
    step, reply = fault
    sink.faults[step] = reply
    job = send(kind)
    before = now()

    work()

    assert job.state == state
    assert sink.envelopes == []
    if state == State.PENDING:
        assert timedelta(minutes=1) <= job.due_at - before < timedelta(minutes=1, seconds=30)
    if reply != HANG_UP:
        assert reply[4:] in str(job.smtp_reply)


def test_hang_up_after_the_message_is_unknown_and_waits_for_a_person(
    send: Send, sink: Sink, told: Told, later: Later
) -> None:
    sink.faults["END"] = HANG_UP
    job = send("hold")

    work()
    later(timedelta(days=1))
    work()

    assert job.state == State.UNKNOWN
    assert "may have arrived" in str(job.reason)
    assert [state for state, _ in told.ended] == [State.UNKNOWN]
    assert len(sink.envelopes) == 1


def test_hang_up_after_the_message_sends_a_resend_kind_again(
    send: Send, sink: Sink, later: Later
) -> None:
    sink.faults["END"] = HANG_UP
    job = send("resend")
    work()
    assert job.state == State.PENDING

    sink.faults.clear()
    later(timedelta(minutes=1, seconds=1))
    work()

    assert job.state == State.SENT
    assert {mail["Message-ID"] for mail in sink.mails} == {job.message_id}


def test_unreachable_relay_is_tried_again(app: Flask, send: Send) -> None:
    app.config["MAIL_URL"] = "smtp://127.0.0.1:1?tls=none"
    job = send()

    work()

    assert job.state == State.PENDING
    assert job.attempts == 1


def test_one_refused_message_does_not_hold_up_the_next(send: Send, sink: Sink) -> None:
    sink.faults["MAIL"] = "550 no"
    first = send()
    work()
    sink.faults.clear()
    second = send()
    work()

    assert (first.state, second.state) == (State.FAILED, State.SENT)


def test_messages_of_one_claim_share_a_connection(send: Send, sink: Sink) -> None:
    for _ in range(3):
        send()

    with patch.object(Relay, "_open", autospec=True, side_effect=Relay._open) as opened:
        work()

    assert opened.call_count == 1
    assert len(sink.envelopes) == 3


def test_objection_cancels_with_its_reason(send: Send, sink: Sink, told: Told) -> None:
    job = send()
    told.objection = "They blocked you."

    work()

    assert (job.state, job.reason) == (State.CANCELLED, "They blocked you.")
    assert told.ended == [(State.CANCELLED, "They blocked you.")]
    assert sink.envelopes == []


def test_worker_that_pauses_past_its_lease_sends_nothing(
    send: Send, sink: Sink, later: Later
) -> None:
    job = send()
    offer = Relay.offer

    def slow_offer(relay: Relay, sender: str, recipient: str) -> None:
        """Stand still before the fence until another worker has done the job."""
        offer(relay, sender, recipient)
        later(claim_services.LEASE + timedelta(seconds=1))
        with patch.object(Relay, "offer", offer):
            Worker().tick()

    with patch.object(Relay, "offer", slow_offer):
        work()

    assert job.state == State.SENT
    assert len(sink.envelopes) == 1


def test_message_that_cannot_be_written_is_tried_again_and_then_failed(
    app: Flask, send: Send, later: Later, sink: Sink
) -> None:
    def broken(_job: object) -> None:
        raise ZeroDivisionError

    register_kind(app, JobKind("broken", "hold", broken))  # type: ignore[arg-type]
    job = send("broken")
    for _ in range(6):
        work()
        later(timedelta(hours=9))

    assert (job.state, job.attempts) == (State.FAILED, 6)
    assert sink.envelopes == []


def test_address_that_mail_cannot_reach_fails_with_words(send: Send) -> None:
    job = send(payload={"to": "not an address"})

    work()

    assert job.state == State.FAILED
    assert job.reason == "Write it as name@domain, such as mira@example.org."


def test_planner_enqueues_and_a_broken_one_stops_nobody(app: Flask, sink: Sink) -> None:
    def broken(_now: object) -> None:
        raise ZeroDivisionError

    def plan(moment: object) -> None:
        del moment
        services.enqueue(kind="hold", dedupe_key="planned", owner_id=None, due_at=now(), payload={})

    register_planner(app, broken)
    register_planner(app, plan)

    work()
    work()

    assert len(sink.envelopes) == 1


def test_nothing_is_claimed_in_production_without_a_relay(app: Flask, send: Send) -> None:
    app.config.update(MAIL_URL="", PRODUCTION=True)
    job = send()

    work()

    assert (job.state, job.attempts) == (State.PENDING, 0)


def test_mail_is_kept_in_the_mailbox_without_a_relay(app: Flask, send: Send) -> None:
    app.config["MAIL_URL"] = ""
    job = send()

    work()

    (kept,) = services.mailbox(limit=9)
    assert job.state == State.SENT
    assert (kept.to, kept.subject, kept.text) == ("ada@example.org", "A probe", "One.\n.\nTwo.\n")


def test_bell_rings_when_something_due_is_committed(app: Flask, send: Send) -> None:
    bell = app.extensions["outbox_bell"]
    send(due_at=now() + timedelta(days=1))
    assert not bell.is_set()

    send()
    assert bell.is_set()


def test_bell_stays_quiet_when_it_is_rolled_back(app: Flask) -> None:
    def fail() -> None:
        services.enqueue(kind="hold", dedupe_key="x", owner_id=None, due_at=now(), payload={})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction():
        fail()
    with transaction():
        pass

    assert not app.extensions["outbox_bell"].is_set()
    assert db.session.query(Job).count() == 0
