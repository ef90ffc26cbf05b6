from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.core.db import db, transaction
from server.outbox import services as outbox
from server.outbox.worker import Worker

EMAIL = "mira@example.org"


class Phone:
    """A browser with its own cookies."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def ask(self, email: str = EMAIL) -> TestResponse:
        return self.client.post("/api/sign-in/codes", json={"email": email})

    def sign_in(self, code: str, email: str = EMAIL) -> TestResponse:
        return self.client.post("/api/sign-in/sessions", json={"email": email, "code": code})

    def sign_out(self) -> TestResponse:
        return self.client.delete("/api/sign-in/session")

    def me(self) -> TestResponse:
        return self.client.get("/api/me")


@pytest.fixture
def phone(app: Flask) -> Phone:
    return Phone(app.test_client())


@pytest.fixture
def other_phone(app: Flask) -> Phone:
    return Phone(app.test_client())


@pytest.fixture
def later(app: Flask) -> Callable[[timedelta], None]:
    def later(span: timedelta) -> None:
        app.extensions["clock_offset"] += span

    return later


@pytest.fixture
def read_code(app: Flask) -> Callable[[], str]:
    """Deliver what is due, and read the code in the newest mail of the mailbox."""
    del app

    def read_code() -> str:
        Worker().tick()
        db.session.expire_all()
        with transaction():
            newest = outbox.mailbox(limit=1)[0]
        return newest.text.split("\n\n")[1]

    return read_code
