"""The database handle, the model base, and the one place a transaction is committed."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, MetaData, TypeDecorator, Uuid, event, make_url
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase

from server.core.config import SettingsError

# Older libraries can corrupt a WAL database when a checkpoint and a reset of the log meet.
SAFE_SQLITE = (3, 51, 3)
BUSY_TIMEOUT_MS = 10_000

_writing: ContextVar[bool] = ContextVar("writing", default=False)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in time: aware in Python, UTC in the database, never naive in between."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store as naive UTC, refusing a value that does not say which zone it is in."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return as aware UTC."""
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The base every model shares."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)

# Flask-SQLAlchemy builds the class models inherit from at run time; to the type checker it is Base.
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model
    Model.registry.update_type_annotation_map(
        {datetime: UtcDateTime, UUID: Uuid, dict[str, Any]: JSON, list[Any]: JSON}
    )


def init_app(app: Flask) -> None:
    """Connect the app to its database, refusing a SQLite library that can corrupt it."""
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    options = app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", {})
    options.setdefault("hide_parameters", True)  # a failed statement is logged; names are not
    if url.get_backend_name() == "sqlite":
        options.setdefault("module", safe_sqlite())
        if url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    with app.app_context():
        if url.get_backend_name() == "sqlite":
            _prepare_sqlite(db.engine)


def safe_sqlite() -> ModuleType:
    """Return a DB-API module for SQLite whose library is safe in WAL mode.

    The interpreter's own where it is new enough, otherwise the one that `pysqlite3` bundles.
    Raises `SettingsError` where neither is.
    """
    if sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return sqlite3
    try:
        import pysqlite3.dbapi2 as bundled  # noqa: PLC0415 -- absent where it is not needed
    except ImportError:
        bundled = sqlite3
    if bundled.sqlite_version_info < SAFE_SQLITE:
        raise SettingsError(
            f"SQLite {bundled.sqlite_version} can corrupt a database in WAL mode; "
            f"install pysqlite3 0.6.1 or newer, or set HALLWAY_DATABASE_URL to PostgreSQL."
        )
    return bundled  # type: ignore[no-any-return]


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, record: object) -> None:  # noqa: ANN401 -- a DB-API connection
        del record
        connection.isolation_level = None  # we say BEGIN ourselves, see below
        for pragma in (
            "journal_mode = WAL",
            "foreign_keys = ON",
            f"busy_timeout = {BUSY_TIMEOUT_MS}",
            "synchronous = FULL",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later fails at once when another wrote in
        # between; one that will write takes its turn at the start and waits instead.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


Hook = Callable[[], None]
_before_commit: list[Hook] = []


def before_commit(hook: Hook) -> Hook:
    """Run *hook* at the end of each `transaction()`, inside it, in order of registration."""
    _before_commit.append(hook)
    return hook


@contextmanager
def transaction() -> Iterator[None]:
    """Commit what the block did, or roll all of it back.

    Routes, the command line and the worker open it; services never do. What was read before
    it is read again inside it, so that nothing is decided on an older state.
    """
    db.session.rollback()
    db.session.info.clear()  # what an earlier transaction noted and never committed
    token = _writing.set(True)
    try:
        yield
        for hook in _before_commit:
            hook()
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _writing.reset(token)
