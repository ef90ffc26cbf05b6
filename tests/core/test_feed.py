import pytest
from flask import Flask

from server.core.db import db, transaction
from server.core.feed import FeedCounter, number_touches, rows_after, touch, touched
from tests.factories import make_account


def test_each_touch_takes_the_next_number_of_its_account(app: Flask) -> None:
    del app
    one, two = make_account(), make_account()

    with transaction():
        touch(one.id, "contact", "c1")
        touch(two.id, "contact", "c9")
        touch(one.id, "note", "n1")

    assert [(row.kind, row.row_id, row.seq) for row in rows_after(one.id, 0, 10)] == [
        ("contact", "c1", 1),
        ("note", "n1", 2),
    ]
    assert [row.seq for row in rows_after(two.id, 0, 10)] == [1]


def test_a_row_is_in_the_feed_once_at_its_newest_number(app: Flask) -> None:
    del app
    account = make_account()
    with transaction():
        touch(account.id, "contact", "c1")
        touch(account.id, "contact", "c2")

    with transaction():
        touch(account.id, "contact", "c1")

    assert [(row.row_id, row.seq) for row in rows_after(account.id, 0, 10)] == [
        ("c2", 2),
        ("c1", 3),
    ]
    assert [row.row_id for row in rows_after(account.id, 2, 10)] == ["c1"]


def test_what_a_failed_transaction_touched_is_forgotten(app: Flask) -> None:
    del app
    account = make_account()

    with pytest.raises(ZeroDivisionError), transaction():  # noqa: PT012 -- the block is the point
        touch(account.id, "contact", "c1")
        _ = 1 // 0
    with transaction():
        touch(account.id, "contact", "c2")

    assert [row.row_id for row in rows_after(account.id, 0, 10)] == ["c2"]


def test_numbering_twice_in_a_transaction_numbers_once(app: Flask) -> None:
    del app
    account = make_account()

    with transaction():
        touch(account.id, "contact", "c1")
        number_touches()
        assert touched() == {}

    assert db.session.get_one(FeedCounter, account.id).seq == 1
