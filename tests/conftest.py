from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.app import create_app
from server.core.db import db, safe_sqlite
from tests.factories import make_account
from tests.phones import MakePhone, Phone, sign_everyone_in

# The clock tests start from: a Wednesday, the second day of the event that factories make.
NOW = datetime(2026, 6, 10, 12, 0, tzinfo=UTC)


@pytest.fixture
def app() -> Iterator[Flask]:
    app = create_app(
        {"TESTING": True, "SQLALCHEMY_DATABASE_URI": "sqlite://", "NOW": NOW, "MAIL_URL": ""}
    )
    with app.app_context():
        create_tables()
        yield app
        db.session.remove()
        db.engine.dispose()


def create_tables() -> None:
    """Do what `db.create_all` does in an empty database in memory: make it once, then copy it."""
    if not _tables:
        made = safe_sqlite().connect(":memory:", check_same_thread=False)
        db.create_all()
        _database().backup(made)
        _tables.append(made)
        return
    _tables[0].backup(_database())


_tables: list[Any] = []


def _database() -> Any:  # noqa: ANN401 -- a connection of whichever module for SQLite is safe
    return db.engine.raw_connection().driver_connection


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def pass_time(app: Flask) -> Callable[[timedelta], None]:
    def later(by: timedelta) -> None:
        app.extensions["clock_offset"] += by

    return later


@pytest.fixture
def phone(app: Flask) -> MakePhone:
    """Make phones of signed-in people, one account a name; a card says their name and number."""
    sign_everyone_in(app)
    http = app.test_client()
    accounts = {}

    def make(person: str, number: int = 0, skew: timedelta = timedelta()) -> Phone:
        if person not in accounts:
            accounts[person] = make_account(f"{person}@example.org").id
        made = Phone(http, f"{person}{number}", accounts[person], skew)
        if number == 0:
            made.post("card.set", field="name", value=person.title())
        made.sync()
        return made

    return make
