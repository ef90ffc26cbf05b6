"""Favourites brought along, over HTTP: no account, nothing written, limits."""

import base64
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.core.clock import now
from server.core.db import db, transaction
from server.core.ids import new_id
from server.core.slots import Slot, take_slot
from server.programme import favourite_routes
from server.programme.models import Session
from tests.factories import make_event, make_session

ADDRESS = "/api/events/esc26/favourites"


@pytest.fixture(autouse=True)
def programme(app: Flask) -> None:
    del app
    event = make_event("esc26")
    make_session(event, "Opening of the congress")
    make_session(event, "Closing of the congress")


def test_list_is_found_without_an_account_and_nothing_is_written(client: FlaskClient) -> None:
    with transaction():
        db.session.query(Session).filter_by(key="s2").one().removed_at = now()

    response = client.post(
        ADDRESS, json={"text": "Opening of the congress\nClosing of the congress\nLunch with Bo"}
    )

    assert response.status_code == 200
    assert response.json == {
        "format": "lines",
        "whole": False,
        "entries": [
            {
                "words": "Opening of the congress",
                "where": "line 1",
                "state": "matched",
                "by": "title",
                "sessions": ["s1"],
            },
            {
                "words": "Closing of the congress",
                "where": "line 2",
                "state": "gone",
                "by": "title",
                "sessions": ["s2"],
            },
            {
                "words": "Lunch with Bo",
                "where": "line 3",
                "state": "missing",
                "by": "",
                "sessions": [],
            },
        ],
    }
    assert db.session.query(Slot).count() == 0


def test_file_comes_in_base64_whatever_its_encoding(client: FlaskClient) -> None:
    file = base64.b64encode('["Opening of the congress"]'.encode("utf-16")).decode()

    response = client.post(ADDRESS, json={"file": file})

    assert response.json is not None
    assert [entry["sessions"] for entry in response.json["entries"]] == [["s1"]]


@pytest.mark.parametrize(
    ("given", "status", "kind"),
    [
        ({}, 422, "/problems/invalid-request"),
        ({"text": "a", "file": "YQ=="}, 422, "/problems/invalid-request"),
        ({"file": "no base64"}, 422, "/problems/favourites-refused"),
        ({"file": base64.b64encode(b"%PDF-1.7").decode()}, 422, "/problems/favourites-refused"),
        ({"text": "x" * 1_000_001}, 422, "/problems/favourites-refused"),
        ({"text": "x" * 1_100_000}, 413, None),
    ],
)
def test_what_is_no_list_is_refused(
    client: FlaskClient, given: dict[str, str], status: int, kind: str | None
) -> None:
    response = client.post(ADDRESS, json=given)

    assert response.status_code == status
    assert response.json is not None
    assert kind is None or response.json["type"] == kind
    assert db.session.query(Slot).count() == 0


def test_unknown_event_is_refused(client: FlaskClient) -> None:
    response = client.post("/api/events/other/favourites", json={"text": "Opening"})

    assert response.status_code == 404


def test_few_are_read_at_once(client: FlaskClient) -> None:
    with transaction():
        for _ in range(favourite_routes.AT_ONCE):
            take_slot(
                scope="favourites", subject=new_id(), slots=favourite_routes.AT_ONCE,
                life=timedelta(minutes=1), now=now(),
            )  # fmt: skip

    assert client.post(ADDRESS, json={"text": "Opening"}).status_code == 503


def test_network_that_asks_very_often_is_told_when_to_come_back(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(favourite_routes, "NETWORK_AN_HOUR", 1)
    client.post(ADDRESS, json={"text": "Opening"})

    refused = client.post(ADDRESS, json={"text": "Opening"})

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 3500
