"""Table b of the protocol: what the door promises, whatever comes through it."""

import base64
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from server.contacts.models import Note
from server.core.clock import now
from server.core.db import db, transaction
from server.core.feed import change_epochs
from server.sync import services as door
from server.sync.kinds import REGISTRY
from server.sync.models import Receipt
from server.sync.receipt_services import forget_receipts
from server.sync.registry import Registry
from tests.factories import make_account
from tests.phones import Json, MakePhone, row_id
from tests.sync.batches import CONTACT, answer, note


def test_door_is_closed_to_who_is_not_signed_in(phone: MakePhone) -> None:
    ada = phone("ada")
    response = ada.http.post("/api/sync", json=ada.request())

    assert (response.status_code, response.content_type) == (401, "application/problem+json")


def test_repeat_gets_the_first_answer_and_changes_nothing(phone: MakePhone) -> None:
    ada = phone("ada")
    entry = note(ada)

    first = answer(ada, entry)
    again = answer(ada, entry, cursor=first["cursor"])

    assert first["results"] == again["results"] == [{"id": entry["id"], "status": "done"}]
    assert again["changes"] == []
    assert db.session.query(Note).count() == 1


def test_savepoints_are_for_batches_with_a_failure(phone: MakePhone) -> None:
    from tests.statements import statements

    ada = phone("ada")
    with statements() as taken:
        done = answer(ada, note(ada), note(ada))
    with statements() as guarded:
        mixed = answer(ada, note(ada), note(ada, "x" * 10_001), note(ada))

    assert [result["status"] for result in done["results"]] == ["done", "done"]
    assert not [statement for statement in taken if statement.startswith("SAVEPOINT")]
    assert [result["status"] for result in mixed["results"]] == ["done", "refused", "done"]
    # The refused one's schema says no before it asks the database anything.
    assert len([statement for statement in guarded if statement.startswith("SAVEPOINT")]) == 2
    assert db.session.query(Note).count() == 4


def test_repeated_refusal_is_the_same_refusal(phone: MakePhone) -> None:
    ada = phone("ada")
    entry = note(ada, "x" * 10_001)

    first, again = answer(ada, entry), answer(ada, entry)

    assert first["results"] == again["results"]
    assert first["results"][0]["status"] == "refused"
    assert first["results"][0]["problem"] == {
        "type": "/problems/invalid-request",
        "title": "The request is not valid.",
        "status": 422,
        "detail": "Some fields were missing or not as they must be.",
        "errors": [{"pointer": "#/text", "detail": "Longer than maximum length 10000."}],
    }


def test_other_entry_under_the_same_id_is_refused(phone: MakePhone) -> None:
    ada = phone("ada")
    entry = note(ada)
    answer(ada, entry)

    result = answer(ada, {**entry, "text": "something else"})["results"][0]

    assert (result["status"], result["problem"]["type"]) == ("refused", "/problems/entry-reused")
    assert db.session.query(Note).one().text == "discharge lists"


def test_same_entry_twice_in_a_batch_has_one_effect(phone: MakePhone) -> None:
    ada = phone("ada")
    entry = note(ada)

    assert [r["status"] for r in answer(ada, entry, entry)["results"]] == ["done", "done"]
    assert db.session.query(Note).count() == 1


def test_refused_entry_does_not_stop_the_others(phone: MakePhone) -> None:
    ada = phone("ada")
    before, poison, after = (
        note(ada, "before"),
        note(ada, "x" * 10_001, note=row_id("p")),
        note(ada, "after", note=row_id("after")),
    )

    results = answer(ada, before, poison, after)["results"]

    assert [result["status"] for result in results] == ["done", "refused", "done"]
    assert {row.text for row in db.session.query(Note)} == {"before", "after"}


def test_refused_entry_leaves_nothing_half_done(phone: MakePhone) -> None:
    ada = phone("ada")
    ada.scan(ada.shows().replace("/c/#", "/b/"), contact=CONTACT)  # a text, of nobody
    ada.sync()
    cursor = ada.cursor

    result = answer(ada, ada.post("share.give", about=CONTACT))

    assert result["results"][0]["problem"]["type"] == "/problems/not-known-yet"
    assert [change for change in result["changes"] if change["seq"] > cursor] == []


def test_failed_entry_is_answered_later_and_what_names_the_same_id_waits(phone: MakePhone) -> None:
    ada = phone("ada")
    failing, waiting = note(ada), note(ada, "waits for the first")
    other = note(ada, "unconcerned", contact=row_id("c2"), note=row_id("n2"))
    act = door._Batch._act

    def fail(batch: Any, entry: Json, known: Json) -> None:  # noqa: ANN401
        if entry["id"] == failing["id"]:
            act(batch, entry, known)
            raise RuntimeError("a bug")
        act(batch, entry, known)

    with patch.object(door._Batch, "_act", fail):
        first = answer(ada, failing, waiting, other)

    assert [result["status"] for result in first["results"]] == ["later", "later", "done"]
    assert db.session.query(Note).one().text == "unconcerned"
    second = answer(ada, failing, waiting, other)
    assert [result["status"] for result in second["results"]] == ["done", "done", "done"]
    assert db.session.query(Note).count() == 3


def test_busy_database_is_tried_three_times_and_then_said_so(phone: MakePhone) -> None:
    ada = phone("ada")
    entry = note(ada)
    tries: list[int] = []

    def busy(batch: Any, entry: Json, known: Json) -> None:  # noqa: ANN401
        del batch, entry, known
        tries.append(1)
        raise OperationalError("", {}, Exception("deadlock"))

    with patch.object(door._Batch, "_act", busy):
        body = answer(ada, entry, status=503)

    assert (len(tries), body["type"]) == (3, "/problems/busy")
    assert answer(ada, entry)["results"][0]["status"] == "done"


def test_batch_of_101_entries_is_too_large_and_changes_nothing(phone: MakePhone) -> None:
    ada = phone("ada")
    entries = [note(ada, str(n), note=row_id("n", n)) for n in range(101)]

    body = answer(ada, *entries, status=413)

    assert body["type"] == "/problems/batch-too-large"
    assert db.session.query(Note).count() == 0
    assert len(answer(ada, *entries[:100])["results"]) == 100


def test_batch_over_256_kb_is_too_large(phone: MakePhone) -> None:
    ada = phone("ada")

    body = answer(ada, note(ada, "x" * 256 * 1024), status=413)

    assert body["type"] == "/problems/batch-too-large"


def test_json_that_nests_too_deep_is_refused(phone: MakePhone) -> None:
    ada = phone("ada")
    deep = b"[" * 100_000 + b"]" * 100_000

    response = ada.http.post(
        "/api/sync",
        data=deep,
        content_type="application/json",
        headers={"X-Account": str(ada.account)},
    )

    assert response.status_code in {400, 422}


@pytest.mark.parametrize(
    "entry",
    [None, 7, "text", [], {}, {"id": "no id"}, {"id": row_id("x"), "kind": 3, "at": "yesterday"}],
)
def test_what_is_no_entry_is_refused_without_harm(phone: MakePhone, entry: object) -> None:
    ada = phone("ada")
    good = note(ada)

    results = answer(ada, entry, good)["results"]

    assert [result["status"] for result in results] == ["refused", "done"]


def test_text_no_database_stores_is_kept_with_a_sign_in_its_place(phone: MakePhone) -> None:
    ada = phone("ada")

    ada.scan("half \ud83d and nothing \0", contact=CONTACT)
    ada.sync()

    assert ada.one("scan")["raw"] == "half \ufffd and nothing \ufffd"


def test_unknown_kind_stays_on_the_phone_for_a_newer_server(phone: MakePhone) -> None:
    ada = phone("ada")
    entry = ada.post("hologram.project", what="a card")

    result = answer(ada, entry)["results"][0]

    assert (result["status"], result["problem"]["type"]) == ("refused", "/problems/unknown-kind")
    assert db.session.get(Receipt, (ada.account, UUID(entry["id"]))) is None


def test_unknown_members_are_ignored(phone: MakePhone) -> None:
    ada = phone("ada")
    entry = {**note(ada), "hologram": True}

    assert answer(ada, entry, hologram=True)["results"][0]["status"] == "done"


def test_entry_of_an_older_version_is_lifted_to_today(phone: MakePhone) -> None:
    ada = phone("ada")

    def rename(entry: Json) -> Json:
        return {**entry, "text": entry["words"]}

    newer = Registry(REGISTRY.kinds, REGISTRY.renderers, version=2, steps={1: rename})
    entry = note(ada)
    entry["words"] = entry.pop("text")
    with patch("server.sync.routes.REGISTRY", newer):
        assert answer(ada, entry)["results"][0]["status"] == "done"

    assert db.session.query(Note).one().text == "discharge lists"


def test_entry_too_old_to_be_lifted_keeps_the_whole_batch_on_the_phone(phone: MakePhone) -> None:
    ada = phone("ada")
    newer = Registry(REGISTRY.kinds, REGISTRY.renderers, version=3, oldest=2)
    with patch("server.sync.routes.REGISTRY", newer):
        body = answer(ada, {**note(ada), "v": 2}, note(ada), status=426)

    assert body["type"] == "/problems/outdated"
    assert db.session.query(Note).count() == 0


def test_other_epoch_applies_nothing_and_says_which_is_now(app: Flask, phone: MakePhone) -> None:
    del app
    ada = phone("ada")
    with transaction():
        change_epochs()

    body = answer(ada, note(ada), status=409)

    assert body["type"] == "/problems/new-epoch"
    assert db.session.query(Note).count() == 0
    assert answer(ada, epoch=body["epoch"])["epoch"] == body["epoch"]


def test_phone_of_another_account_is_refused_with_a_masked_address(phone: MakePhone) -> None:
    ada, eve = phone("ada"), make_account("eve@example.org")
    entry = note(ada)

    response = ada.send({**ada.request(), "entries": [entry], "epoch": None}, account=eve.id)

    body = response.get_json()
    assert (response.status_code, body["type"]) == (409, "/problems/client-bound")
    assert body["bound_to"] == "a…@example.org"
    assert db.session.query(Note).count() == 0


def test_code_registered_by_its_secret_belongs_to_the_first(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")
    bo.post("code.register", secret=base64.urlsafe_b64encode(ada.secret).decode())
    bo.sync()
    cy = phone("cy")

    cy.scan(ada.shows())
    cy.sync()

    assert cy.one("contact")["face"] == {"name": "Ada"}


def test_every_kind_of_entry_is_in_the_document(phone: MakePhone) -> None:
    document = phone("ada").http.get("/openapi.json").get_json()

    schemas = document["components"]["schemas"]
    entry = schemas["SyncEntry"]
    assert set(entry["discriminator"]["mapping"]) == set(REGISTRY.kinds)
    for reference in entry["oneOf"]:
        assert reference["$ref"].rsplit("/", 1)[1] in schemas
    assert schemas["NoteSaveEntry"]["required"] == [
        "at",
        "base",
        "contact",
        "id",
        "kind",
        "note",
        "text",
    ]


def test_receipts_are_kept_four_hundred_days(phone: MakePhone) -> None:
    ada = phone("ada")
    answer(ada, note(ada))
    receipts = db.session.query(Receipt).count()

    with transaction():
        forget_receipts(now() + timedelta(days=399))
    assert db.session.query(Receipt).count() == receipts
    with transaction():
        forget_receipts(now() + timedelta(days=401))
    assert db.session.query(Receipt).count() == 0
