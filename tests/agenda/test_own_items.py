from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from server.agenda import own_services
from server.agenda.errors import OwnItemElsewhereError, TooManyOwnItemsError
from server.agenda.own_services import keep_overlap, overlap_changes, own_changes, set_own_item
from server.core.db import transaction
from server.core.feed import rows_after
from server.core.ids import new_id
from tests.factories import make_account, make_act, make_event

pytestmark = pytest.mark.usefixtures("app")
ACTED = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)
TIMES: dict[str, Any] = {"starts_at": ACTED, "ends_at": ACTED + timedelta(hours=1)}


def put(account_id: UUID, own: UUID, event: str = "esc26", **fields: Any) -> None:  # noqa: ANN401 -- an item's
    with transaction():
        set_own_item(make_act(account_id, at=ACTED), event=event, own=own, **fields)


def shown(account_id: UUID, own: UUID) -> dict[str, Any] | None:
    return own_changes(account_id, [str(own)])[str(own)]


def test_own_item_is_in_the_feed_until_it_is_gone() -> None:
    make_event("esc26")
    account, own = make_account().id, new_id()

    put(account, own, title="Lunch with Bo", place=None, keep_free=True, **TIMES)

    assert [(row.kind, row.row_id) for row in rows_after(account, 0, 10)] == [("own", str(own))]
    assert shown(account, own) == {
        "event": "esc26",
        "title": "Lunch with Bo",
        "starts_at": "2026-06-10T09:30:00+00:00",
        "ends_at": "2026-06-10T10:30:00+00:00",
        "keep_free": True,
    }
    put(account, own, gone=True)
    assert shown(account, own) is None


def test_each_field_is_the_last_that_arrived() -> None:
    make_event("esc26")
    account, own = make_account().id, new_id()
    put(account, own, title="Lunch", place="Foyer", **TIMES)

    put(account, own, title="Lunch with Bo")
    put(account, own, place="Canteen", keep_free=True)

    found = shown(account, own)
    assert found is not None
    assert (found["title"], found["place"], found["keep_free"]) == (
        "Lunch with Bo",
        "Canteen",
        True,
    )


def test_fields_that_come_before_the_item_wait_for_it() -> None:
    make_event("esc26")
    account, own = make_account().id, new_id()

    put(account, own, place="Canteen")
    assert shown(account, own) is None
    put(account, own, title="Lunch", **TIMES)

    found = shown(account, own)
    assert found is not None
    assert found["place"] == "Canteen"


def test_whoever_writes_to_a_removed_item_brings_it_back() -> None:
    make_event("esc26")
    account, own = make_account().id, new_id()
    put(account, own, title="Lunch", **TIMES)
    put(account, own, gone=True)

    put(account, own, place="Canteen")

    assert shown(account, own) is not None


def test_repeated_values_change_nothing() -> None:
    make_event("esc26")
    account, own = make_account().id, new_id()
    put(account, own, title="Lunch", **TIMES)

    put(account, own, title="Lunch", **TIMES)

    assert [row.seq for row in rows_after(account, 0, 10)] == [1]


def test_item_is_its_owners_alone() -> None:
    make_event("esc26")
    owner, other, own = make_account().id, make_account().id, new_id()
    put(owner, own, title="Lunch", **TIMES)

    put(other, own, title="Theirs", **TIMES)

    mine, theirs = shown(owner, own), shown(other, own)
    assert mine is not None
    assert theirs is not None
    assert (mine["title"], theirs["title"]) == ("Lunch", "Theirs")
    assert own_changes(make_account().id, [str(own)]) == {str(own): None}


def test_item_stays_at_its_event() -> None:
    make_event("esc26")
    make_event("other26")
    account, own = make_account().id, new_id()
    put(account, own, title="Lunch", **TIMES)

    with pytest.raises(OwnItemElsewhereError):
        put(account, own, event="other26", title="Dinner")

    assert shown(account, own) is not None


def test_an_event_has_room_for_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_services, "OWN_ITEMS_LIMIT", 2)
    make_event("esc26")
    account = make_account().id
    first = new_id()
    put(account, first, title="One", **TIMES)
    put(account, new_id(), title="Two", **TIMES)

    with pytest.raises(TooManyOwnItemsError):
        put(account, new_id(), title="Three", **TIMES)
    put(account, first, title="Still one")
    put(account, first, gone=True)
    put(account, new_id(), title="Three", **TIMES)
    with pytest.raises(TooManyOwnItemsError):
        put(account, first, gone=False)


def test_overlap_is_kept_in_whatever_order_it_is_named() -> None:
    make_event("esc26")
    account = make_account().id
    act = make_act(account, at=ACTED)
    with transaction():
        keep_overlap(act, event="esc26", one="s9", other="s10", minutes=15)

    assert overlap_changes(account, ["esc26/s10/s9"]) == {
        "esc26/s10/s9": {"event": "esc26", "one": "s10", "other": "s9", "minutes": 15}
    }
    with transaction():
        keep_overlap(act, event="esc26", one="s10", other="s9", minutes=None)
    assert overlap_changes(account, ["esc26/s10/s9"]) == {"esc26/s10/s9": None}
