import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.accounts.models import Account
from server.core.clock import now
from server.core.db import db, transaction
from server.followups.drafts import approval_hash
from server.outbox.worker import Worker
from tests.factories import make_account
from tests.followups.conftest import EVENT, Writer
from tests.outbox.sink import HANG_UP, Sink
from tests.phones import HOST, Phone, row_id

Tick = Callable[[], int]
Later = Callable[[timedelta], None]
ELIN = "elin@example.org"
BODY = "Dear Elin,\n\nThank you for your time. Größe 3 \u00d7 4.\n.\nFrom the ward."


def typed(mira: Writer, name: str = "Elin Vasstrand", address: str = ELIN) -> str:
    """Meet somebody and type their address."""
    contact = mira.meets(name)
    mira.says(contact, "email", address)
    return contact


def test_an_approved_message_goes_out_in_the_owners_name_from_our_address(
    mira: Writer, sink: Sink, tick: Tick
) -> None:
    elin = typed(mira)
    frozen = mira.approves(elin, ELIN, body=BODY)

    answer = mira.asks_to_send(elin, frozen)
    assert (answer["status"], answer["state"]) == (202, "waiting")
    tick()

    (content,) = sink.contents
    assert b"\r\n" in content
    assert not re.search(rb"(?<!\r)\n", content)
    assert max(map(len, content.split(b"\r\n"))) <= 998
    (mail,) = sink.mails
    assert mail["From"] == "Mira Solberg via Example <hallway@hallway.example>"
    assert mail["Reply-To"] == "mira@example.org"
    assert mail["To"] == ELIN
    assert mail["Subject"] == "Good to meet you"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.search(
        rb"^List-Unsubscribe: <https://hallway\.example/u/[0-9A-Z]{26}>\r$", content, re.MULTILINE
    )
    part = mail.get_body(("plain",))
    assert part is not None
    text = str(part.get_content()).replace("\r\n", "\n")
    assert text.startswith(BODY + "\n\n-- \nMira Solberg wrote this after Example and sent it")
    assert "Mira Solberg entered your address" in text
    assert "An answer to this mail goes to Mira Solberg." in text
    row = mira.row(elin)
    assert (row["state"], row["delivery"]["state"]) == ("sent", "sent")
    assert [each["type"] for each in row["events"]] == ["approved", "sent"]


def test_asking_twice_sends_once(mira: Writer, sink: Sink, tick: Tick) -> None:
    elin = typed(mira)
    frozen = mira.approves(elin, ELIN)
    assert mira.asks_to_send(elin, frozen)["state"] == "waiting"
    assert mira.asks_to_send(elin, frozen)["state"] == "waiting"
    tick()

    assert len(sink.mails) == 1
    assert mira.asks_to_send(elin, frozen)["type"] == "/problems/already-sent"


def test_a_name_with_signs_of_another_mail_adds_no_header(
    mira: Writer, sink: Sink, tick: Tick
) -> None:
    mira.post("card.set", field="name", value='Mira "x", Öberg; Bcc')
    elin = typed(mira)
    subject = "Ünï: a, b; \u2603"
    mira.asks_to_send(elin, mira.approves(elin, ELIN, subject=subject))
    tick()

    (mail,) = sink.mails
    assert mail["From"].addresses[0].display_name == 'Mira "x", Öberg; Bcc via Example'
    assert mail["Subject"] == subject
    assert mail["Bcc"] is None
    assert sink.envelopes[0].rcpt_tos == [ELIN]


def test_a_name_that_looks_like_an_address_is_refused_in_words(mira: Writer) -> None:
    mira.post("card.set", field="name", value="boss@example.org")
    elin = typed(mira)

    answer = mira.asks_to_send(elin, mira.approves(elin, ELIN))

    assert (answer["status"], answer["type"]) == (422, "/problems/display-name")


def test_an_approval_of_another_text_is_refused(mira: Writer) -> None:
    elin = typed(mira)
    entry = mira.tells(
        elin, "approved", subject="A", body="B", to=ELIN, hash=approval_hash("A", "C", ELIN)
    )
    mira.sync()

    assert mira.problems[entry["id"]]["type"] == "/problems/hash-mismatch"


def not_approved(mira: Writer, contact: str) -> None:
    mira.tells(contact, "reopened")


def handed_off(mira: Writer, contact: str) -> None:
    mira.tells(contact, "handed_off")


def changed(mira: Writer, contact: str) -> None:
    mira.approves(contact, ELIN, body="Dear Elin,\n\nAnother text.")


def no_follow_up(mira: Writer, contact: str) -> None:
    mira.says(contact, "no_follow_up", value=True)


def forgotten_address(mira: Writer, contact: str) -> None:
    mira.says(contact, "email", None)


@pytest.mark.parametrize(
    ("change", "answered"),
    [
        (not_approved, (409, "not-approved")),
        (handed_off, (409, "handed-off")),
        (changed, (409, "message-changed")),
        (no_follow_up, (422, "no-follow-up")),
        (forgotten_address, (422, "recipient-not-allowed")),
    ],
)
def test_what_stands_against_sending_is_told_at_once_and_asked_again_at_the_claim(
    change: Callable[[Writer, str], None],
    answered: tuple[int, str],
    mira: Writer,
    sink: Sink,
    tick: Tick,
) -> None:
    before, after = typed(mira), typed(mira, "Noor", "noor@example.org")
    frozen = mira.approves(before, ELIN)
    frozen_too = mira.approves(after, "noor@example.org", body="Dear Noor,\n\nAnother one.")
    assert mira.asks_to_send(after, frozen_too)["state"] == "waiting"
    for contact in (before, after):
        change(mira, contact)
    mira.sync()

    answer = mira.asks_to_send(before, frozen)
    tick()

    status, code = answered
    assert (answer["status"], answer["type"]) == (status, f"/problems/{code}")
    assert sink.mails == []
    if change is not changed:  # another text has no delivery of its own yet
        delivery = mira.row(after)["delivery"]
        assert delivery["state"] == "cancelled"
        assert delivery["reason"]


def test_nobody_elses_message_can_be_sent(app: Flask, mira: Writer) -> None:
    elin = typed(mira)
    frozen = mira.approves(elin, ELIN)
    other = Writer(app.test_client(), "other", make_account().id)

    response = other.http.post(
        f"/api/messages/{mira.message(elin)}/send",
        json={"hash": frozen},
        headers={"X-Account": str(other.account)},
    )

    assert response.status_code == 404
    assert response.json is not None
    assert response.json["type"] == "/problems/message-not-found"


def test_sending_needs_somebody_signed_in(client: FlaskClient) -> None:
    response = client.post(f"/api/messages/{row_id('x')}/send", json={"hash": "0" * 64})

    assert response.status_code == 401


@pytest.mark.parametrize("body", [{}, {"hash": "x"}, {"hash": "0" * 63}, {"hash": 1}])
def test_a_request_without_the_texts_hash_is_refused_with_a_pointer(
    body: dict[str, Any], mira: Writer
) -> None:
    response = mira.http.post(
        f"/api/messages/{row_id('x')}/send", json=body, headers={"X-Account": str(mira.account)}
    )

    assert response.status_code == 422
    assert response.json is not None
    assert response.json["errors"][0]["pointer"] == "#/hash"


def swap(mira: Writer, other: Phone) -> str:
    """Both scan: mutual. Return Mira's contact of the other."""
    entry = mira.scan(other.shows().replace(HOST, "https://hallway.example"), event=EVENT)
    mira.sync()
    return mira.rows["scan", entry["id"]]["contact"]  # type: ignore[no-any-return]


def test_a_mutual_contact_is_written_to_at_the_address_they_share(
    app: Flask, mira: Writer, sink: Sink, tick: Tick
) -> None:
    elin = Phone(app.test_client(), "elin", make_account(ELIN).id)
    elin.post("card.set", field="name", value="Elin Vasstrand")
    elin.sync()
    contact = swap(mira, elin)
    answer = mira.asks_to_send(contact, mira.approves(contact, ELIN))
    tick()

    assert answer["state"] == "waiting"
    (mail,) = sink.mails
    part = mail.get_body(("plain",))
    assert part is not None
    assert "Your address is on the card that you shared with Mira Solberg." in part.get_content()


def test_a_contact_who_took_their_card_back_is_not_written_to(
    app: Flask, mira: Writer, sink: Sink, tick: Tick
) -> None:
    elin = Phone(app.test_client(), "elin", make_account(ELIN).id)
    elin.post("card.set", field="name", value="Elin Vasstrand")
    elin.sync()
    contact = swap(mira, elin)
    mira.asks_to_send(contact, mira.approves(contact, ELIN))
    elin.sync()
    elin.post("share.withdraw", about=elin.one_id("contact"), met_by=[])
    elin.sync()
    tick()

    assert sink.mails == []
    delivery = mira.row(contact)["delivery"]
    assert delivery["state"] == "cancelled"
    assert delivery["reason"].startswith("It takes an address that they shared with you")


def test_whose_arrival_nobody_knows_is_shown_and_sent_again_only_when_asked(
    mira: Writer, sink: Sink, tick: Tick
) -> None:
    elin = typed(mira)
    frozen = mira.approves(elin, ELIN)
    sink.faults["END"] = HANG_UP
    mira.asks_to_send(elin, frozen)
    tick()
    row = mira.row(elin)
    assert (row["state"], row["delivery"]["state"]) == ("approved", "unknown")
    assert row["delivery"]["reason"].endswith("It may have arrived.")

    sink.faults.clear()
    assert mira.asks_to_send(elin, frozen)["state"] == "unknown"
    tick()
    assert len(sink.mails) == 1

    assert mira.asks_to_send(elin, frozen, again=True)["state"] == "waiting"
    tick()
    assert len({mail["Message-ID"] for mail in sink.mails}) == 1
    assert len(sink.mails) == 2
    assert mira.row(elin)["state"] == "sent"


def test_what_the_owner_found_to_have_arrived_is_settled(
    mira: Writer, sink: Sink, tick: Tick
) -> None:
    elin = typed(mira)
    sink.faults["END"] = HANG_UP
    mira.asks_to_send(elin, mira.approves(elin, ELIN))
    tick()
    mira.tells(elin, "sent")

    row = mira.row(elin)

    assert (row["state"], row["delivery"]["state"]) == ("sent", "sent")


def test_a_mail_that_is_refused_says_so_and_can_be_asked_for_again(
    mira: Writer, sink: Sink, tick: Tick
) -> None:
    elin = typed(mira)
    frozen = mira.approves(elin, ELIN)
    sink.faults["RCPT"] = "550 no such box"
    mira.asks_to_send(elin, frozen)
    tick()
    assert mira.row(elin)["delivery"]["state"] == "failed"

    sink.faults.clear()
    assert mira.asks_to_send(elin, frozen)["state"] == "waiting"
    tick()
    assert mira.row(elin)["state"] == "sent"


def test_three_days_late_a_follow_up_goes_back_to_its_owner(
    mira: Writer, sink: Sink, tick: Tick, later: Later
) -> None:
    elin = typed(mira)
    mira.asks_to_send(elin, mira.approves(elin, ELIN))
    later(timedelta(hours=73))
    tick()

    assert sink.mails == []
    row = mira.row(elin)
    assert (row["state"], row["delivery"]["state"]) == ("approved", "cancelled")


def write_to(mira: Writer, name: str, body: str = "") -> dict[str, Any]:
    contact = typed(mira, name, f"{name.lower()}@example.org")
    frozen = mira.approves(
        contact, f"{name.lower()}@example.org", body=body or f"Dear {name},\n\nOnly {name}."
    )
    return mira.asks_to_send(contact, frozen)


def test_ten_mails_on_a_day_of_an_accounts_first_week_then_fifty(
    mira: Writer, later: Later
) -> None:
    for number in range(10):
        assert write_to(mira, f"First{number}")["state"] == "waiting"
    answer = write_to(mira, "Another")
    assert (answer["status"], answer["type"]) == (429, "/problems/sending-limit")

    later(timedelta(days=8))
    for number in range(50):
        assert write_to(mira, f"Second{number}")["state"] == "waiting"
    assert write_to(mira, "Again")["type"] == "/problems/sending-limit"


def test_one_mail_to_an_address_for_an_event(mira: Writer) -> None:
    elin, double = typed(mira), typed(mira, "E. Vasstrand")
    assert mira.asks_to_send(elin, mira.approves(elin, ELIN))["state"] == "waiting"

    again = mira.asks_to_send(double, mira.approves(double, ELIN, body="Dear E.,\n\nOnce more."))

    assert (again["status"], again["type"]) == (409, "/problems/already-written")


def test_the_same_text_to_more_than_twenty_is_held(mira: Writer) -> None:
    with transaction():
        account = db.session.get_one(Account, UUID(str(mira.account)))
        account.created_at = now() - timedelta(days=30)
    for number in range(20):
        name = f"Person{number}"
        assert write_to(mira, name, f"Dear {name},\n\nBuy this.")["state"] == "waiting"

    answer = write_to(mira, "Last", "Dear Last,\n\nBuy  this.")

    assert (answer["status"], answer["type"]) == (422, "/problems/same-text")


def test_a_stranger_gets_two_links_at_most(mira: Writer) -> None:
    links = " ".join(f"https://example.org/{number}" for number in range(3))

    answer = write_to(mira, "Elin", f"Dear Elin,\n\nSee {links}")

    assert (answer["status"], answer["type"]) == (422, "/problems/not-ready")


def test_what_the_last_gate_finds_does_not_go_out(mira: Writer) -> None:
    answer = write_to(mira, "Elin", "Dear ,\n\nI enjoyed our talk about {n.topic_np}.")

    assert answer["type"] == "/problems/not-ready"
    assert answer["findings"] == ["placeholder", "empty-greeting"]


def unsubscribe_path(sink: Sink) -> str:
    address = sink.mails[-1]["List-Unsubscribe"].strip("<>")
    return str(urlsplit(address).path)


def test_one_click_stops_every_follow_up_to_an_address_and_looking_does_not(
    mira: Writer, sink: Sink, tick: Tick, client: FlaskClient
) -> None:
    write_to(mira, "Elin")
    tick()
    path = unsubscribe_path(sink)

    page = client.get(path)
    assert page.status_code == 200
    assert "Stop these mails" in page.text
    elin = typed(mira, "Elin elsewhere", "elin@example.org")
    frozen = mira.approves(elin, "elin@example.org", body="Dear Elin,\n\nAnother.")
    assert mira.asks_to_send(elin, frozen)["type"] == "/problems/already-written"

    done = client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert client.post(path).status_code == 200
    assert mira.asks_to_send(elin, frozen)["type"] == "/problems/no-follow-up"


def test_an_unsubscribe_address_that_leads_nowhere_is_not_found(client: FlaskClient) -> None:
    assert client.get("/u/ABC").status_code == 404
    assert client.post("/u/ABC").status_code == 404


def test_a_message_under_way_survives_a_worker_that_sees_it_twice(
    mira: Writer, sink: Sink, tick: Tick
) -> None:
    elin = typed(mira)
    mira.asks_to_send(elin, mira.approves(elin, ELIN))
    tick()
    Worker().tick()

    assert len(sink.mails) == 1
