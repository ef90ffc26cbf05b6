"""Exact limits on how often something may be done, counted in the database.

One row a subject holds the times it was done within the period, so a limit of 5 an hour is 5 in
any hour, in whichever process. What is counted is committed or rolled back with the act itself:
a refused act costs nothing.
"""

import hmac
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from flask import current_app
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Model, db
from server.core.errors import LimitedError

LONGEST_PERIOD = timedelta(hours=1)


class RateLimitedError(LimitedError):
    """It was done as often as it may be."""

    code = "rate-limited"
    title = "Too often."


class RateCount(Model):
    """When one subject did one thing, the oldest first; seconds since 1970."""

    scope: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[list[Any]] = mapped_column(default=list)
    last_at: Mapped[datetime] = mapped_column(index=True)


def take(*, scope: str, subject: str, limit: int, period: timedelta, now: datetime) -> None:
    """Count one more *scope* of *subject*, or raise `RateLimitedError` with when to come back.

    At most *limit* are let through in any *period* (an hour at most). *subject* is kept as a keyed
    hash only. Two at once are counted one after the other.
    """
    row = _row(scope, _hashed(subject), now)
    start = (now - period).timestamp()
    times = [at for at in row.times if at > start]
    if len(times) >= limit:
        wait = max(1, ceil(times[-limit] - start))
        raise RateLimitedError(f"Try again in {_words(wait)}.", retry_after=wait)
    row.times = [*times, now.timestamp()]
    row.last_at = now
    db.session.flush()


def forget_counts(*, now: datetime) -> None:
    """Delete what no longer limits anything."""
    old = delete(RateCount).where(RateCount.last_at < now - LONGEST_PERIOD)
    db.session.execute(old, execution_options={"synchronize_session": False})


def _row(scope: str, subject: str, now: datetime) -> RateCount:
    """Return the subject's row, locked until the transaction ends; made at first use."""
    key = (scope, subject)
    row = db.session.get(RateCount, key, with_for_update=True, populate_existing=True)
    if row is not None:
        return row
    row = RateCount(scope=scope, subject=subject, times=[], last_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # another transaction made it in the same moment
        return db.session.get_one(RateCount, key, with_for_update=True)
    return row


def _hashed(subject: str) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, subject.encode(), "sha256").hexdigest()


def _words(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return f"{minutes} minutes" if minutes > 1 else "a minute"
