import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select, text

from server.accounts.models import Account
from server.app import create_app
from server.core import db as database
from server.core.clock import now
from server.core.config import SettingsError
from server.core.db import db, transaction
from tests.factories import make_account


@pytest.fixture
def file_app(tmp_path: Path) -> Flask:
    app = create_app({"TESTING": True, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path}/h.db"})
    with app.app_context():
        db.create_all()
    return app


def test_sqlite_is_opened_as_several_writers_need_it(file_app: Flask) -> None:
    with file_app.app_context():
        pragmas = {
            name: db.session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
        db.session.remove()
        db.engine.dispose()
    assert pragmas == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "busy_timeout": 10_000,
        "synchronous": 2,
    }


def test_sqlite_library_that_can_corrupt_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    old = SimpleNamespace(sqlite_version="3.40.1", sqlite_version_info=(3, 40, 1))
    monkeypatch.setattr(database, "sqlite3", old)
    monkeypatch.setitem(__import__("sys").modules, "pysqlite3", None)
    monkeypatch.setitem(__import__("sys").modules, "pysqlite3.dbapi2", None)

    with pytest.raises(SettingsError, match=r"SQLite 3\.40\.1 can corrupt"):
        database.safe_sqlite()


def test_safe_library_is_the_one_in_use(file_app: Flask) -> None:
    with file_app.app_context():
        version = db.session.scalar(text("SELECT sqlite_version()"))
        db.session.remove()
        db.engine.dispose()
    assert tuple(map(int, str(version).split("."))) >= database.SAFE_SQLITE


def test_transaction_rolls_back_all_of_a_block_that_fails(app: Flask) -> None:
    del app
    with pytest.raises(ZeroDivisionError), transaction():  # noqa: PT012 -- the block is the point
        db.session.add(Account(email="gone@example.org", created_at=now()))
        db.session.flush()
        _ = 1 // 0

    assert db.session.scalars(select(Account)).all() == []


def test_writers_wait_for_each_other_instead_of_failing(file_app: Flask) -> None:
    def write(serial: int) -> None:
        with file_app.app_context():
            db.session.scalars(select(Account)).all()  # reads first, as a request does
            with transaction():
                db.session.add(Account(email=f"p{serial}@example.org", created_at=now()))
            db.session.remove()

    threads = [threading.Thread(target=write, args=(serial,)) for serial in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with file_app.app_context():
        assert len(db.session.scalars(select(Account)).all()) == 8
        db.session.remove()
        db.engine.dispose()


def test_a_moment_comes_back_aware_and_in_utc(app: Flask) -> None:
    del app
    account = make_account()
    with transaction():
        berlin = timezone(timedelta(hours=2))
        db.session.get_one(Account, account.id).created_at = datetime(2026, 6, 10, 9, tzinfo=berlin)

    assert db.session.get_one(Account, account.id).created_at == datetime(
        2026, 6, 10, 7, tzinfo=UTC
    )
    assert db.session.get_one(Account, account.id).created_at.tzinfo is UTC


def test_a_naive_moment_is_refused(app: Flask) -> None:
    del app
    with pytest.raises(Exception, match="a naive datetime cannot be stored"), transaction():
        db.session.add(Account(email="a@example.org", created_at=datetime(2026, 6, 10)))  # noqa: DTZ001
