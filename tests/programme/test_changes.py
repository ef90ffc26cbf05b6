from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.core.clock import now
from server.core.db import transaction
from server.programme.changes import line_of_change
from server.programme.documents import index_of
from server.programme.import_services import ImportPlan, apply_import, plan_import
from server.programme.importing.parsed import ParsedPerson, ParsedProgramme
from server.programme.publish_services import facts_of
from server.programme.services import require_event
from tests.factories import make_event
from tests.programme.parsed import OPENING_AT, parsed_programme, parsed_session, small_programme

LATER = OPENING_AT + timedelta(minutes=30)


def planned(parsed: ParsedProgramme) -> ImportPlan:
    plan = plan_import(slug="esc26", parsed=parsed, now=now())
    with transaction():
        apply_import(plan=plan, now=now())
    return plan


def after(*edits: tuple[str, dict[str, Any]], without: str = "") -> ParsedProgramme:
    """Return the small programme with facts of some sessions replaced, and one left out."""
    facts = dict(edits)
    return parsed_programme(
        *(
            replace(session, **facts.get(session.key, {}))
            for session in small_programme().sessions
            if session.key != without
        )
    )


def lines(parsed: ParsedProgramme) -> list[str]:
    return [line_of_change(change) for change in planned(parsed).changes]


@pytest.fixture(autouse=True)
def event(app: Flask) -> None:
    del app
    make_event("esc26")


def test_first_programme_is_no_change() -> None:
    assert lines(small_programme()) == []


def test_change_has_old_and_new_values() -> None:
    planned(small_programme())
    moved = {"starts_at": LATER, "ends_at": LATER + timedelta(hours=1), "rooms": ("Room 2",)}

    assert planned(after(("a", moved))).report["changes"] == [
        {
            "session": "s1",
            "title": "Opening",
            "what": "changed",
            "agendas": 0,
            "facts": [
                {
                    "fact": "time",
                    "old": {"start": "2026-06-09T09:00+02:00", "end": "2026-06-09T10:00+02:00"},
                    "new": {"start": "2026-06-09T09:30+02:00", "end": "2026-06-09T10:30+02:00"},
                },
                {"fact": "room", "old": ["Main Hall"], "new": ["Room 2"]},
            ],
        }
    ]


ADA, BEN = ParsedPerson("Ada Example", key="ada"), ParsedPerson("Ben Sample", key="ben")


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({"starts_at": LATER, "ends_at": LATER}, "09:00 → 09:30"),
        ({"ends_at": LATER}, "until 10:00 → 09:30"),
        (
            {"starts_at": LATER + timedelta(days=1), "ends_at": LATER + timedelta(days=1, hours=1)},
            "2026-06-09 09:00 → 2026-06-10 09:30",
        ),
        ({"rooms": ()}, "Main Hall → none"),
        ({"title": "Welcome"}, "title Opening → Welcome"),
        ({"people": (ADA, BEN)}, "people Ada Example → Ada Example, Ben Sample"),
        ({"people": (replace(ADA, role="chair"),)}, "roles changed"),
        ({"track": None, "abstract": []}, "track Plenary → none, text changed"),
        ({"links": (("Slides", "https://example.org/1"),)}, "links changed"),
        ({"kind": "workshop", "language": "de"}, "kind talk → workshop, language none → de"),
        ({"online_link": "https://example.org/a"}, "online none → https://example.org/a"),
        ({"capacity": 40, "full": True}, "capacity none → 40, full no → yes"),
        ({"cancelled": True}, "cancelled"),
        ({"cancelled": True, "rooms": ("Room 2",)}, "cancelled, Main Hall → Room 2"),
    ],
)
def test_change_is_one_readable_line(facts: dict[str, Any], line: str) -> None:
    planned(small_programme())
    sign = "x" if "cancelled" in facts else "~"

    title = facts.get("title", "Opening")
    assert lines(after(("a", facts))) == [f"{sign} s1 {title}: {line}"]


def test_boards_and_the_session_they_are_in_are_told() -> None:
    planned(small_programme())

    assert lines(after(("c2", {"board": "P3", "within": None}))) == [
        "~ s4 Second poster: board P2 → P3, within Posters → none"
    ]


def test_people_named_in_another_order_are_no_change() -> None:
    both = parsed_programme(parsed_session(people=(ADA, BEN)))
    planned(both)

    plan = planned(parsed_programme(parsed_session(people=(BEN, ADA))))

    assert (plan.changes, plan.report["unchanged"]) == ((), 1)


def test_what_comes_goes_and_comes_back_says_where_it_is() -> None:
    planned(small_programme())

    gone = planned(after(without="a")).report["changes"]
    back = planned(small_programme()).report["changes"]

    place: dict[str, Any] = {
        "time": {"start": "2026-06-09T09:00+02:00", "end": "2026-06-09T10:00+02:00"},
        "room": ["Main Hall"],
    }
    assert gone == [
        {
            "session": "s1",
            "title": "Opening",
            "what": "removed",
            "agendas": 0,
            "facts": [{"fact": name, "old": was, "new": None} for name, was in place.items()],
        }
    ]
    assert [(change["what"], change["facts"]) for change in back] == [
        ("returned", [{"fact": name, "old": None, "new": is_} for name, is_ in place.items()])
    ]


def test_session_that_takes_place_after_all_says_so() -> None:
    planned(small_programme())

    assert lines(after(("d", {"cancelled": False}))) == ["~ s5 Workshop: takes place after all"]


def test_change_lists_of_the_last_versions_are_served(client: FlaskClient) -> None:
    planned(small_programme())
    planned(after(("a", {"rooms": ("Room 2",)})))
    planned(after(("a", {"rooms": ("Room 3",)})))
    address = "/api/events/esc26/programme/changes.json"

    response = client.get(address, headers={"Accept-Encoding": "br"})

    assert (response.headers["ETag"], response.headers["Content-Encoding"]) == ('"4-br"', "br")
    again = client.get(address, headers={"If-None-Match": '"4-br"'})
    assert (again.status_code, again.data) == (304, b"")
    body = client.get(address).get_json()
    assert body["version"] == 4
    told = [
        (row["version"], [(c["session"], c["facts"]) for c in row["changes"]])
        for row in body["versions"]
    ]
    assert told == [
        (4, [("s1", [{"fact": "room", "old": ["Room 2"], "new": ["Room 3"]}])]),
        (3, [("s1", [{"fact": "room", "old": ["Main Hall"], "new": ["Room 2"]}])]),
        (2, []),
        (1, []),
    ]


def test_change_list_goes_back_twenty_versions(client: FlaskClient) -> None:
    for number in range(23):
        planned(after(("a", {"rooms": (f"Room {number}",)})))

    body = client.get("/api/events/esc26/programme/changes.json").get_json()

    assert [row["version"] for row in body["versions"]] == list(range(24, 4, -1))


def test_unknown_event_has_no_change_list(client: FlaskClient) -> None:
    assert client.get("/api/events/nowhere/programme/changes.json").status_code == 404


def test_what_left_is_in_no_export_and_cancelled_in_calendars(client: FlaskClient) -> None:
    planned(small_programme())
    planned(after(("b", {"rooms": ()}), without="a"))

    for form in ("json", "xml"):
        text = client.get(f"/e/esc26/programme.{form}").get_data(as_text=True)
        assert ("Opening" in text, "Main Hall" in text, "Workshop" in text) == (False, False, True)
    calendar = client.get("/e/esc26/programme.ics").get_data(as_text=True)
    (opening,) = (entry for entry in calendar.split("BEGIN:VEVENT") if "SUMMARY:Opening" in entry)
    assert ("STATUS:CANCELLED" in opening, "SEQUENCE:1" in opening) == (True, True)


def test_index_names_the_latest_of_what_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.programme.documents.REMOVED_SHOWN", 1)
    planned(small_programme())
    planned(after(without="a"))
    plan = planned(parsed_programme(small_programme().sessions[1]))
    listing = plan.draft.after

    document = index_of(4, facts_of(require_event("esc26")), listing)

    assert [(row["id"], row.get("removed")) for row in document["sessions"]] == [
        ("s2", None),
        ("s5", True),
    ]
