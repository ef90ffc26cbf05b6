"""Counting what a request asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from server.core.db import db


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect the statements run inside, each transaction's beginning left out."""
    db.session.remove()
    seen: list[str] = []

    def note(*arguments: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's event
        if not arguments[2].startswith("BEGIN"):
            seen.append(arguments[2])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
