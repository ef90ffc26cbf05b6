from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import icalendar
import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import insert

from server.agenda.own_services import set_own_item
from server.agenda.services import set_agenda_item
from server.core.clock import now
from server.core.db import db, transaction
from server.core.ids import new_id
from server.programme.models import Session
from tests.conftest import NOW
from tests.factories import make_account, make_act, make_event, make_session
from tests.statements import statements

ACTED = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)


@pytest.fixture
def owner(app: Flask) -> UUID:
    """Make an account, sign it in, and give it one event with two sessions."""
    account = make_account()
    account_id = account.id
    app.extensions["identity"] = lambda: account_id
    event = make_event("esc26")
    make_session(event, "Opening")
    make_session(event, "Closing", starts_at=ACTED + timedelta(hours=5))
    return account_id


@pytest.fixture(autouse=True)
def forgotten(app: Flask) -> None:
    """A test's own context outlives its requests: forget who was signed in."""
    app.before_request(lambda: g.pop("account_id", None) and None)


def plan(account_id: UUID, session: str, value: str | None, at: datetime = ACTED) -> None:
    with transaction():
        act = make_act(account_id, at=at)
        set_agenda_item(act, event="esc26", session=session, value=value)


def address_of(client: FlaskClient) -> str:
    answer = client.post("/api/calendar").json
    assert answer is not None
    assert answer["address"].startswith("http://127.0.0.1:8000/cal/")
    return str(answer["address"].removeprefix("http://127.0.0.1:8000"))


def entries(client: FlaskClient, address: str) -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == 200
    calendar = icalendar.Calendar.from_ical(response.data)
    return {str(entry["SUMMARY"]): entry for entry in calendar.walk("VEVENT")}


def pass_time(app: Flask, **passed: float) -> None:
    app.extensions["clock_offset"] += timedelta(**passed)


def change_session(key: str, **columns: object) -> None:
    with transaction():
        session = db.session.query(Session).filter_by(key=key).one()
        for name, value in columns.items():
            setattr(session, name, value)


@pytest.mark.usefixtures("owner")
def test_calendar_has_an_address_once_it_was_asked_for(client: FlaskClient) -> None:
    assert client.get("/api/calendar").json == {"address": None}

    made = client.post("/api/calendar").json

    assert made == client.get("/api/calendar").json == client.post("/api/calendar").json


def test_agenda_is_a_calendar_to_subscribe_to(app: Flask, client: FlaskClient, owner: UUID) -> None:
    plan(owner, "s1", "going")
    plan(owner, "s2", "interested")
    address = address_of(client)
    pass_time(app, minutes=1)

    response = client.get(address)

    assert response.content_type == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, max-age=900"
    assert response.headers["Last-Modified"] == "Wed, 10 Jun 2026 12:00:00 GMT"
    calendar = icalendar.Calendar.from_ical(response.data)
    assert str(calendar["X-WR-CALNAME"]) == str(calendar["NAME"]) == "My conference agenda"
    assert str(calendar["X-WR-TIMEZONE"]) == "Europe/Berlin"
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in response.data
    assert b"\r\nX-PUBLISHED-TTL:PT1H\r\n" in response.data
    opening, closing = calendar.walk("VEVENT")
    assert opening["DTSTART"].to_ical() == b"20260610T090000Z"
    assert opening["DTEND"].to_ical() == b"20260610T100000Z"
    assert str(opening["DESCRIPTION"]) == "11:00 to 12:00 venue time, Europe/Berlin"
    assert (str(opening["STATUS"]), str(closing["STATUS"])) == ("CONFIRMED", "TENTATIVE")


def test_calendar_that_is_held_is_not_sent_again(client: FlaskClient, owner: UUID) -> None:
    plan(owner, "s1", "going")
    address = address_of(client)
    first = client.get(address)

    held = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    head = client.head(address)

    assert (held.status_code, held.data) == (304, b"")
    assert held.headers["ETag"] == head.headers["ETag"] == first.headers["ETag"]
    assert (head.status_code, head.data) == (200, b"")
    plan(owner, "s2", "going")
    changed = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_calendar_that_is_held_by_its_date_is_not_sent_again(
    app: Flask, client: FlaskClient, owner: UUID
) -> None:
    plan(owner, "s1", "going")
    address = address_of(client)
    pass_time(app, minutes=1)
    first = client.get(address)
    since = {"If-Modified-Since": first.headers["Last-Modified"]}

    held = client.get(address, headers=since)
    other_tag = client.get(address, headers=since | {"If-None-Match": '"another"'})
    nonsense = client.get(address, headers={"If-Modified-Since": "the day before"})

    assert (held.status_code, held.data) == (304, b"")
    assert held.headers["ETag"] == first.headers["ETag"]
    assert (other_tag.status_code, nonsense.status_code) == (200, 200)
    change_session("s1", modified_at=now(), sequence=1)
    assert client.get(address, headers=since).status_code == 200


def test_change_in_the_second_of_the_one_before_is_sent_too(
    app: Flask, client: FlaskClient, owner: UUID
) -> None:
    plan(owner, "s1", "going")
    address = address_of(client)
    pass_time(app, minutes=1)
    moment = now().replace(microsecond=100)
    change_session("s1", modified_at=moment, sequence=1)
    app.extensions["clock_offset"] += moment - now()
    since = {"If-Modified-Since": client.get(address).headers["Last-Modified"]}

    change_session("s1", modified_at=moment + timedelta(milliseconds=1), sequence=2)

    assert client.get(address, headers=since).status_code == 200


def test_calendar_held_since_before_a_cancelled_entry_left_it_is_sent(
    app: Flask, client: FlaskClient, owner: UUID
) -> None:
    plan(owner, "s1", "going")
    address = address_of(client)
    change_session("s1", cancelled=True, modified_at=now())
    pass_time(app, days=29)
    since = {"If-Modified-Since": client.get(address).headers["Last-Modified"]}
    assert client.get(address, headers=since).status_code == 304

    pass_time(app, days=2)

    assert client.get(address, headers=since).status_code == 200
    assert entries(client, address) == {}


def test_entry_is_the_same_one_after_the_star_was_off_and_on(
    client: FlaskClient, owner: UUID
) -> None:
    address = address_of(client)
    plan(owner, "s1", "going")
    before = entries(client, address)["Opening"]

    plan(owner, "s1", None)
    assert entries(client, address) == {}
    plan(owner, "s1", "going")

    after = entries(client, address)["Opening"]
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 2)


def test_repeated_star_changes_nothing(client: FlaskClient, owner: UUID) -> None:
    address = address_of(client)
    plan(owner, "s1", "going")
    tag = client.get(address).headers["ETag"]

    plan(owner, "s1", "going", at=ACTED + timedelta(hours=1))

    assert client.get(address).headers["ETag"] == tag


def test_moved_session_rises(client: FlaskClient, owner: UUID) -> None:
    address = address_of(client)
    plan(owner, "s1", "going")
    change_session("s1", sequence=4, modified_at=NOW + timedelta(minutes=1))

    entry = entries(client, address)["Opening"]

    assert entry["SEQUENCE"] == 4
    assert entry["LAST-MODIFIED"].to_ical() == b"20260610T120100Z"


@pytest.mark.parametrize("columns", [{"cancelled": True}, {"removed_at": NOW}])
def test_session_that_will_not_be_stays_as_cancelled_for_30_days(
    client: FlaskClient, owner: UUID, columns: dict[str, object]
) -> None:
    address = address_of(client)
    plan(owner, "s1", "going")
    change_session("s1", **columns, modified_at=now())
    assert str(entries(client, address)["Opening"]["STATUS"]) == "CANCELLED"

    change_session("s1", modified_at=now() - timedelta(days=31))

    assert entries(client, address) == {}


def keep(account_id: UUID, own: UUID, at: datetime = ACTED, **fields: Any) -> None:  # noqa: ANN401 -- an item's
    with transaction():
        set_own_item(make_act(account_id, at=at), event="esc26", own=own, **fields)


def test_own_item_is_in_the_calendar_and_rises_with_each_change(
    client: FlaskClient, owner: UUID
) -> None:
    address = address_of(client)
    own = new_id()
    times: dict[str, Any] = {"starts_at": ACTED, "ends_at": ACTED + timedelta(minutes=45)}
    keep(owner, own, title="Ward call", place="Foyer, by the stairs", **times)
    made = entries(client, address)["Ward call"]

    keep(owner, own, title="Ward call", at=ACTED + timedelta(hours=1))
    assert entries(client, address)["Ward call"]["SEQUENCE"] == 0
    keep(owner, own, title="Ward round", at=ACTED + timedelta(hours=1))

    moved = entries(client, address)["Ward round"]
    assert str(made["UID"]) == str(moved["UID"])
    assert str(made["UID"]).startswith(f"own-{own}.")
    assert (made["SEQUENCE"], moved["SEQUENCE"]) == (0, 1)
    assert moved["LAST-MODIFIED"].to_ical() == b"20260610T103000Z"
    assert moved["DTSTART"].to_ical() == b"20260610T093000Z"
    assert moved["DTEND"].to_ical() == b"20260610T101500Z"
    assert str(moved["LOCATION"]) == "Foyer, by the stairs"
    assert str(moved["DESCRIPTION"]) == "11:30 to 12:15 venue time, Europe/Berlin"


def test_own_item_that_was_removed_is_cancelled_for_30_days(
    client: FlaskClient, owner: UUID
) -> None:
    address = address_of(client)
    lunch, call = new_id(), new_id()
    times: dict[str, Any] = {"starts_at": ACTED, "ends_at": ACTED + timedelta(hours=1)}
    keep(owner, lunch, title="Lunch with Bo", **times)
    keep(owner, call, title="Ward call", **times)

    keep(owner, lunch, gone=True, at=now())
    keep(owner, call, gone=True, at=now() - timedelta(days=31))

    found = entries(client, address)
    assert found.keys() == {"Lunch with Bo"}
    assert (str(found["Lunch with Bo"]["STATUS"]), found["Lunch with Bo"]["SEQUENCE"]) == (
        "CANCELLED",
        1,
    )


def test_entries_are_told_apart_among_events_and_people(
    app: Flask, client: FlaskClient, owner: UUID
) -> None:
    make_session(make_event("other26"), "Opening elsewhere")
    plan(owner, "s1", "going")
    with transaction():
        act = make_act(owner, at=ACTED)
        set_agenda_item(act, event="other26", session="s1", value="going")
    mine = [str(entry["UID"]) for entry in entries(client, address_of(client)).values()]
    other_id = make_account().id
    app.extensions["identity"] = lambda: other_id
    plan(other_id, "s1", "going")
    theirs = [str(entry["UID"]) for entry in entries(client, address_of(client)).values()]

    assert len({*mine, *theirs}) == 3
    assert all(uid.endswith("@127.0.0.1") for uid in mine)


def test_renewed_calendar_is_gone_from_its_old_address(client: FlaskClient, owner: UUID) -> None:
    plan(owner, "s1", "going")
    old = address_of(client)

    answer = client.post("/api/calendar/renew").json

    assert answer is not None
    assert client.get(answer["address"].removeprefix("http://127.0.0.1:8000")).status_code == 200
    gone = client.get(old)
    assert gone.status_code == 404
    assert gone.json is not None
    assert gone.json["type"] == "/problems/unknown-calendar"


def test_entries_are_the_same_under_a_renewed_address_and_one_made_again(
    client: FlaskClient, owner: UUID
) -> None:
    plan(owner, "s1", "going")
    address = address_of(client)
    uid = entries(client, address)["Opening"]["UID"]

    client.post("/api/calendar/renew")
    renewed = address_of(client)
    client.delete("/api/calendar")
    again = address_of(client)

    assert len({address, renewed, again}) == 3
    assert entries(client, again)["Opening"]["UID"] == uid
    assert [client.get(old).status_code for old in (address, renewed)] == [404, 404]


@pytest.mark.usefixtures("owner")
def test_calendar_can_be_taken_away(client: FlaskClient) -> None:
    address = address_of(client)

    assert client.delete("/api/calendar").status_code == 204

    assert client.get(address).status_code == 404
    assert client.get("/api/calendar").json == {"address": None}


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", "/api/calendar"),
        ("POST", "/api/calendar"),
        ("DELETE", "/api/calendar"),
        ("POST", "/api/calendar/renew"),
    ],
)
def test_calendar_address_is_for_who_is_signed_in(
    client: FlaskClient, method: str, address: str
) -> None:
    response = client.open(address, method=method)

    assert response.status_code == 401
    assert response.content_type == "application/problem+json"


def test_statements_are_the_same_for_a_full_agenda(client: FlaskClient, owner: UUID) -> None:
    address = address_of(client)
    plan(owner, "s1", "going")
    with statements() as few:
        client.get(address)
    event = make_event("large26")
    with transaction():
        for number in range(60):
            session_id = new_id()
            db.session.execute(
                insert(Session).values(
                    id=session_id, event_id=event.id, key=f"s{number}", source_key="", title="Talk",
                    kind="talk", starts_at=ACTED, ends_at=ACTED, modified_at=ACTED,
                )
            )  # fmt: skip
    for number in range(60):
        with transaction():
            act = make_act(owner, at=ACTED)
            set_agenda_item(act, event="large26", session=f"s{number}", value="going")

    with statements() as many:
        client.get(address)

    assert len(few) == len(many) == 5
