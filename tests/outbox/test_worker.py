from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from flask import Flask

from server.app import create_app
from server.core.clock import now
from server.core.config import SettingsError
from server.core.db import db, transaction
from server.outbox import services
from server.outbox.registry import JobKind, register_kind
from server.outbox.relay import RelayAddress, relay_address
from server.outbox.worker import OneWorker, start_worker_thread, work
from tests.outbox.conftest import render
from tests.outbox.sink import Sink


@pytest.fixture
def app(tmp_path: Path, sink: Sink) -> Iterator[Flask]:
    app = create_app(
        {
            "TESTING": True,
            "DATA_DIR": tmp_path,
            "SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path / 'hallway.db'}",
            "MAIL_URL": sink.url,
        }
    )
    register_kind(app, JobKind("probe", "hold", render))
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


def enqueue(key: str) -> None:
    with transaction():
        services.enqueue(kind="probe", dedupe_key=key, owner_id=None, due_at=now(), payload={})


def test_thread_sends_what_is_enqueued_while_it_waits(app: Flask, sink: Sink) -> None:
    thread = start_worker_thread(app)
    try:
        for n in range(3):
            sink.stored.clear()
            enqueue(f"probe:{n}")
            assert sink.stored.wait(10)
    finally:
        thread.stop()

    assert not thread.is_alive()
    assert len(sink.envelopes) == 3


def test_one_of_two_threads_over_one_folder_works(app: Flask, sink: Sink) -> None:
    threads = [start_worker_thread(app), start_worker_thread(app)]
    try:
        enqueue("probe")
        assert sink.stored.wait(10)
        assert [thread._worker is None for thread in threads].count(True) == 1
    finally:
        for thread in threads:
            thread.stop()


def test_command_steps_back_from_a_database_that_is_worked_on(app: Flask) -> None:
    lock = OneWorker(app.config["DATA_DIR"])
    assert lock.taken()

    assert not work(app, Event())
    result = app.test_cli_runner().invoke(args=["worker"])
    lock.release()

    assert result.exit_code == 1
    assert "Another worker is at work" in result.stderr


def test_command_works_until_it_is_stopped(app: Flask, sink: Sink) -> None:
    enqueue("probe")
    stopping = Event()
    sink.before_answer = stopping.set

    assert work(app, stopping)
    assert len(sink.envelopes) == 1


def test_address_of_the_relay_is_read() -> None:
    assert relay_address("smtp://me%40example.org:p%3Aw@mail.example.org:587?tls=starttls") == (
        RelayAddress("mail.example.org", 587, "starttls", "me@example.org", "p:w")
    )
    assert relay_address("smtps://mail.example.org").port == 465
    assert relay_address("smtp://127.0.0.1:2525").tls == "none"


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://mail.example.org:port",
        "smtp://mail.example.org?tls=maybe",
        "smtps://mail.example.org?tls=none",
    ],
)
def test_address_of_no_relay_is_refused_with_what_it_takes(url: str) -> None:
    with pytest.raises(SettingsError, match="HALLWAY_MAIL_URL takes smtp://"):
        relay_address(url)


@pytest.mark.parametrize(
    "settings",
    [
        {"MAIL_URL": "mail.example.org"},
        {"MAIL_FROM": "Hallway"},
        {"MAIL_FROM": "Hallway <hallway@example.org>"},
        {"MAIL_FROM": "hallway@example.org\r\nBcc: eve@example.org"},
    ],
)
def test_settings_that_no_mail_could_go_by_are_refused_at_start(settings: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="HALLWAY_MAIL_"):
        create_app({"TESTING": True, "SQLALCHEMY_DATABASE_URI": "sqlite://", **settings})
