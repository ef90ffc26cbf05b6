from typing import Any

import pytest

from server.core.ids import new_id
from tests.factories import make_event, make_session
from tests.phones import MakePhone

LUNCH: dict[str, Any] = {
    "title": "Lunch with Bo",
    "starts_at": "2026-06-10T12:30+02:00",
    "ends_at": "2026-06-10T13:30+02:00",
}


def test_own_item_and_kept_overlap_are_on_the_other_phone(phone: MakePhone) -> None:
    make_session(make_event("esc26"))
    first, second = phone("ann"), phone("ann", 1)
    own = str(new_id())
    first.post("own.set", event="esc26", own=own, **LUNCH, keep_free=True)
    first.post("overlap.keep", event="esc26", one="s1", other=own, minutes=20)
    first.sync()

    second.sync()

    assert second.all("own") == {
        own: {
            "event": "esc26",
            "title": "Lunch with Bo",
            "starts_at": "2026-06-10T10:30:00+00:00",
            "ends_at": "2026-06-10T11:30:00+00:00",
            "keep_free": True,
        }
    }
    assert [row["minutes"] for row in second.all("overlap").values()] == [20]
    second.post("own.set", event="esc26", own=own, gone=True)
    second.post("overlap.keep", event="esc26", one=own, other="s1", minutes=None)
    second.sync()
    first.sync()
    assert first.all("own") == first.all("overlap") == {}


@pytest.mark.parametrize(
    ("wrong", "pointer", "detail"),
    [
        ({"title": " "}, "#/title", "Give it a title."),
        ({"title": "n" * 201}, "#/title", "Longer than maximum length 200."),
        ({"title": "two\nlines"}, "#/title", "Leave out control characters."),
        ({"place": "n" * 201}, "#/place", "Longer than maximum length 200."),
        ({"ends_at": LUNCH["starts_at"]}, "#/ends_at", "The end is not after the start."),
        ({"ends_at": "2026-06-17T12:31+02:00"}, "#/ends_at", "An item is at most 7 days long."),
        ({"ends_at": None}, "#/ends_at", "Field may not be null."),
        ({"starts_at": "2026-06-10T12:30"}, "#/starts_at", "Not a valid aware datetime."),
        ({"keep_free": "yes"}, "#/keep_free", "Not a valid boolean."),
        ({"own": "lunch"}, "#/own", "Not a valid UUID."),
    ],
)
def test_own_item_that_cannot_be_is_refused(
    phone: MakePhone, wrong: dict[str, Any], pointer: str, detail: str
) -> None:
    make_event("esc26")
    ann = phone("ann")
    entry = ann.post("own.set", **{"event": "esc26", "own": str(new_id()), **LUNCH, **wrong})

    ann.sync()

    assert ann.problems[entry["id"]]["errors"] == [{"pointer": pointer, "detail": detail}]
    assert ann.all("own") == {}


def test_times_come_together_and_where_clocks_reach(phone: MakePhone) -> None:
    make_event("esc26")
    ann = phone("ann")
    own: dict[str, Any] = {"event": "esc26", "own": str(new_id()), "title": "Lunch"}
    alone = ann.post("own.set", **own, starts_at=LUNCH["starts_at"])
    ancient = ann.post(
        "own.set", **own, starts_at="0001-01-01T00:00+14:00", ends_at="0001-01-01T01:00+14:00"
    )
    itself = ann.post("overlap.keep", event="esc26", one="s1", other="s1", minutes=5)

    ann.sync()

    assert ann.problems[alone["id"]]["errors"] == [
        {"pointer": "#/ends_at", "detail": "Send the start and the end together."}
    ]
    assert {problem["pointer"] for problem in ann.problems[ancient["id"]]["errors"]} == {
        "#/starts_at",
        "#/ends_at",
    }
    assert ann.problems[itself["id"]]["errors"] == [
        {"pointer": "#/other", "detail": "Nothing overlaps with itself."}
    ]
