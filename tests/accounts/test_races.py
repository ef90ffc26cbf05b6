"""Two at once, on a database that several connections share."""

from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest
from flask import Flask

from server.accounts import services
from server.app import create_app
from server.core.clock import now
from server.core.db import db, transaction

EMAIL = "mira@example.org"
CROWD = 8


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    app = create_app({"SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path / 'hallway.db'}"})
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


def all_at_once(app: Flask, code: str) -> list[int]:
    """Try *code* from eight threads at once; return the statuses."""
    barrier = Barrier(CROWD)
    statuses: list[int] = []

    def try_code() -> None:
        client = app.test_client()
        barrier.wait()
        answer = client.post("/api/sign-in/sessions", json={"email": EMAIL, "code": code})
        statuses.append(answer.status_code)

    threads = [Thread(target=try_code) for _ in range(CROWD)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(statuses)


def asked_code() -> str:
    with transaction():
        return services.code_of(services.ask_for_code(email=EMAIL, now=now()))


def test_code_tried_at_once_signs_in_once(app: Flask) -> None:
    assert all_at_once(app, asked_code()) == [200] + [422] * (CROWD - 1)


def test_wrong_tries_at_once_are_all_counted(app: Flask) -> None:
    code = asked_code()

    assert all_at_once(app, "AAAA AAAA") == [422] * CROWD

    assert all_at_once(app, code) == [422] * CROWD
