from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from flask import Flask

from server.app import create_app
from server.core import limits
from server.core.clock import now
from server.core.db import db, transaction
from server.core.limits import RateCount, RateLimitedError

HOUR = timedelta(hours=1)


def take(subject: str = "ada", *, after: timedelta = timedelta()) -> None:
    limits.take(scope="look-up", subject=subject, limit=3, period=HOUR, now=now() + after)


@pytest.mark.usefixtures("app")
def test_as_many_as_allowed_pass_and_the_next_is_told_when_to_come_back() -> None:
    take()
    take(after=timedelta(minutes=20))
    take(after=timedelta(minutes=40))

    with pytest.raises(RateLimitedError) as refused:
        take(after=timedelta(minutes=50))

    assert 599 <= int(str(refused.value.context["retry_after"])) <= 600
    assert refused.value.detail == "Try again in 10 minutes."


@pytest.mark.usefixtures("app")
def test_no_period_lets_more_through_than_the_limit() -> None:
    for minutes in (50, 55, 59):
        take(after=timedelta(minutes=minutes))

    with pytest.raises(RateLimitedError):
        take(after=timedelta(minutes=61))
    take(after=timedelta(minutes=111))


@pytest.mark.usefixtures("app")
def test_subjects_are_counted_apart_and_not_kept_in_words() -> None:
    for _ in range(3):
        take("ada@example.org")
    take("ben@example.org")

    kept = db.session.scalars(db.select(RateCount.subject)).all()
    assert len(kept) == 2
    assert not any("example" in subject for subject in kept)


@pytest.mark.usefixtures("app")
def test_what_is_rolled_back_was_not_counted() -> None:
    def take_and_fail() -> None:
        take()
        raise ZeroDivisionError

    for _ in range(5):
        with pytest.raises(ZeroDivisionError), transaction():
            take_and_fail()

    take()


@pytest.mark.usefixtures("app")
def test_old_counts_are_forgotten() -> None:
    take()
    limits.forget_counts(now=now() + timedelta(minutes=59))
    assert db.session.query(RateCount).count() == 1

    limits.forget_counts(now=now() + timedelta(minutes=61))
    assert db.session.query(RateCount).count() == 0


def test_limit_is_exact_with_many_at_once(tmp_path: Path) -> None:
    app = create_app({"SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path / 'hallway.db'}"})
    with app.app_context():
        db.create_all()
    passed: list[bool] = []
    barrier = Barrier(8)
    threads = [Thread(target=_try, args=(app, barrier, passed)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(passed) == [False] * 5 + [True] * 3
    with app.app_context():
        db.engine.dispose()


def _try(app: Flask, barrier: Barrier, passed: list[bool]) -> None:
    with app.app_context():
        barrier.wait()
        try:
            with transaction():
                take()
        except RateLimitedError:
            passed.append(False)
        else:
            passed.append(True)
