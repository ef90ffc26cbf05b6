import json
from uuid import uuid4

from flask import Flask

from server.core.db import db
from server.outbox.registry import State
from tests.outbox.conftest import Send
from tests.outbox.sink import Sink


def test_worker_once_delivers_what_is_due(app: Flask, send: Send, sink: Sink) -> None:
    send()

    result = app.test_cli_runner().invoke(args=["worker", "--once"])

    assert result.exit_code == 0, result.output
    assert len(sink.envelopes) == 1


def test_list_shows_ids_and_states_and_no_text(app: Flask, send: Send) -> None:
    job = send(payload={"to": "ada@example.org"})

    result = app.test_cli_runner().invoke(args=["outbox", "list", "--json"])

    listed = json.loads(result.output)
    assert listed["jobs"] == [
        {
            "id": str(job.id),
            "kind": "hold",
            "state": "pending",
            "due_at": job.due_at.isoformat(),
            "attempts": 0,
            "reason": None,
            "smtp_reply": None,
        }
    ]
    assert listed["figures"]["pending"] == 1
    assert "ada@" not in result.output


def test_cancelled_message_can_be_sent_again(app: Flask, send: Send) -> None:
    job = send()
    runner = app.test_cli_runner()

    assert json.loads(runner.invoke(args=["outbox", "cancel", str(job.id), "--json"]).output) == {
        "id": str(job.id),
        "state": "cancelled",
    }
    assert runner.invoke(args=["outbox", "retry", str(job.id)]).output == f"{job.id} is pending.\n"

    db.session.refresh(job)
    assert job.state == State.PENDING


def test_refusal_is_exit_status_1_with_the_reason(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["outbox", "cancel", str(uuid4())])

    assert result.exit_code == 1
    assert "This message is not known." in result.stderr


def test_wrong_usage_is_exit_status_2(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["outbox", "cancel", "not-an-id"]).exit_code == 2
