import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import stamp
from sqlalchemy import text

from server.core.db import db, transaction
from server.outbox.mail import compose
from server.outbox.registry import JobKind, register_kind
from server.outbox.worker import Worker
from tests.outbox.conftest import Send


@pytest.fixture
def migrated(app: Flask) -> None:
    """Say that this database is at the newest schema, which `create_all` gave it."""
    stamp(directory=app.extensions["migrate"].directory)


@pytest.fixture
def mailbox(app: Flask, send: Send) -> Flask:
    app.config["MAIL_URL"] = ""
    register_kind(
        app,
        JobKind(
            "letter",
            "hold",
            lambda _: compose(
                to="ada@example.org",
                subject="<script>alert(1)</script>",
                text="Open https://hallway.example.org/x and <b>read</b>.",
            ),
        ),
    )
    send("letter")
    Worker().tick()
    return app


def test_health_answers_without_the_database(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}


@pytest.mark.usefixtures("migrated")
def test_readiness_tells_how_far_the_outbox_is_behind(client: FlaskClient, send: Send) -> None:
    send()

    answer = client.get("/readyz")

    assert answer.status_code == 200
    figures = dict(answer.json or {})
    assert figures.pop("oldest_due_seconds") < 60
    assert figures == {"status": "ok", "pending": 1, "unknown": 0, "failed": 0}


@pytest.mark.usefixtures("migrated")
def test_production_without_a_relay_is_not_ready_and_says_why(
    app: Flask, client: FlaskClient
) -> None:
    app.config.update(PRODUCTION=True, MAIL_URL="")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["detail"] == "Set HALLWAY_MAIL_URL: without it nobody can sign in."


@pytest.mark.usefixtures("migrated")
def test_database_that_does_not_answer_is_not_ready(client: FlaskClient) -> None:
    with transaction():
        db.session.execute(text("DROP TABLE job"))

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["detail"] == "The database does not answer."


def test_database_of_another_version_is_not_ready(client: FlaskClient) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["detail"] == "The database is at another version: run flask db upgrade."


def test_metrics_are_figures_without_names(client: FlaskClient, send: Send) -> None:
    send(payload={"to": "ada@example.org"})

    answer = client.get("/metrics")

    assert answer.content_type == "text/plain; version=0.0.4"
    assert answer.text == (
        "# TYPE hallway_outbox_oldest_due_seconds gauge\n"
        "hallway_outbox_oldest_due_seconds 0\n"
        "# TYPE hallway_outbox_jobs gauge\n"
        'hallway_outbox_jobs{state="pending"} 1\n'
        'hallway_outbox_jobs{state="unknown"} 0\n'
        'hallway_outbox_jobs{state="failed"} 0\n'
    )


def test_mailbox_lists_and_shows_mail_as_text(mailbox: Flask) -> None:
    client = mailbox.test_client()

    page = client.get("/mailbox")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<script" not in page.text
    address = page.text.split('href="/mailbox/')[1].split('"')[0]
    mail = client.get(f"/mailbox/{address}")
    assert "<dd>ada@example.org</dd>" in mail.text
    assert 'href="https://hallway.example.org/x"' in mail.text
    assert "&lt;b&gt;read&lt;/b&gt;" in mail.text
    assert client.get("/mailbox.css").content_type == "text/css; charset=utf-8"


def test_mail_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    assert client.get("/mailbox/0190b5a0-0000-7000-8000-000000000000").status_code == 404


@pytest.mark.parametrize("address", ["/mailbox", "/mailbox.css"])
def test_production_has_no_mailbox(mailbox: Flask, address: str) -> None:
    mailbox.config["PRODUCTION"] = True

    assert mailbox.test_client().get(address).status_code == 404


def test_mailbox_is_no_part_of_the_api(client: FlaskClient) -> None:
    document = client.get("/openapi.json").json

    assert document is not None
    assert "/readyz" in document["paths"]
    assert "/mailbox" not in document["paths"]
