"""Table b of the protocol: phones' clocks, which may be off by years."""

from datetime import timedelta
from uuid import UUID

import pytest

from server.accounts.models import Client
from server.core.db import db
from tests.phones import MakePhone
from tests.sync.batches import answer, note_body


@pytest.mark.parametrize("years", [-10, 0, 10])
def test_clock_that_is_off_is_corrected(phone: MakePhone, years: int) -> None:
    ada, bo = phone("ada", skew=timedelta(days=365 * years)), phone("bo")
    true = bo.clock() - timedelta(minutes=3)

    ada.scan(bo.shows(), at=None)
    ada.outbox[0]["at"] = (true + ada.skew).isoformat()
    ada.sync()

    at = ada.one("encounter")["at"]
    assert at[:16] == true.isoformat()[:16]


def test_nothing_was_done_after_it_arrived(phone: MakePhone) -> None:
    ada = phone("ada")
    ada.post("note.save", ada.clock() + timedelta(days=1), **note_body())
    ada.sync()

    assert ada.one("note")["at"] <= ada.clock().isoformat()


def test_smallest_of_the_last_five_differences_is_believed(phone: MakePhone) -> None:
    ada = phone("ada")
    for late in (4, 0, 3, 2, 4):
        answer(ada, device_now=(ada.clock() - timedelta(minutes=late)).isoformat())

    client = db.session.get_one(Client, UUID(ada.client))
    assert len(client.offsets) == 5
    assert min(client.offsets) < 1


def test_clock_set_by_hand_makes_the_earlier_differences_void(phone: MakePhone) -> None:
    ada = phone("ada")
    answer(ada, device_now=(ada.clock() - timedelta(minutes=11)).isoformat())

    (ahead,) = db.session.get_one(Client, UUID(ada.client)).offsets
    assert 660 <= ahead < 670


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"])
def test_impossible_times_are_kept_as_now_at_the_latest(phone: MakePhone, at: str) -> None:
    ada = phone("ada", skew=timedelta(days=-3650))
    ada.post("note.save", **note_body())
    ada.outbox[0]["at"] = at
    ada.sync()

    assert ada.one("note")["at"] <= (ada.clock() - ada.skew).isoformat()
