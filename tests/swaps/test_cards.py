"""Which fields of a card flow, to whom, and when it is shown again."""

import pytest

from server.core.db import transaction
from server.core.feed import change_epochs
from tests.phones import HOST, Json, MakePhone
from tests.swaps.meetings import MUTUAL_WITH_BO, TOKEN, claim, make_badge, sees, swap, sync_all


def test_ask_me_each_time_turns_live_codes_into_asks(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")
    bo.post("card.set", field="presets", value={"ask": True})
    bo.sync()

    ada.scan(bo.shows())
    sync_all(ada, bo)

    assert ada.one("scan")["verdict"] == "asks"
    assert bo.one("ask")["face"] == {"name": "Ada"}


def test_accepting_at_an_event_accepts_badge_scans_there_alone(phone: MakePhone) -> None:
    ada, bo, cy = phone("ada"), phone("bo"), phone("cy")
    make_badge("bo@example.org")
    claim(bo)
    bo.post("card.set", field="presets", value={"accept": ["here"]})
    bo.sync()

    ada.scan(f"{HOST}/b/{TOKEN}", event="here")
    cy.scan(f"{HOST}/b/{TOKEN}", event="elsewhere")
    sync_all(ada, bo, cy)

    assert (ada.one("contact")["mutual"], cy.one("contact")["mutual"]) == (True, False)


@pytest.mark.parametrize(
    ("presets", "given"),
    [
        ({}, {"name", "level", "phone", "email"}),
        ({"level": "face"}, {"name"}),
        ({"level": "chosen", "fields": ["phone"]}, {"name", "phone"}),
    ],
)
def test_presets_decide_which_fields_flow(phone: MakePhone, presets: Json, given: set[str]) -> None:
    ada, bo = swap(phone)
    for field, value in (("level", "PGY-2"), ("phone", "+49 30 0000000"), ("pitch_line", "I")):
        bo.post("card.set", field=field, value=value)
    bo.post("card.set", field="presets", value=presets)

    sync_all(bo, ada)

    assert set(ada.one("contact")["card"]) == given


def test_changed_card_reaches_everybody_who_shows_it(phone: MakePhone) -> None:
    ada, bo = swap(phone)
    cy = phone("cy")
    bo.scan(cy.shows(), share=False)
    bo.sync()

    bo.post("card.set", field="name", value="Bo the Second")
    sync_all(bo, ada, cy)

    assert ada.one("contact")["face"] == {"name": "Bo the Second"}
    assert cy.one("shared")["face"] == {"name": "Bo the Second"}


def test_after_a_restore_no_card_is_shown_until_its_owners_phone_has_synced(
    phone: MakePhone,
) -> None:
    ada, bo = swap(phone)
    with transaction():
        change_epochs()
    ada.receive(ada.send(ada.request()).get_json())  # 409: sends again, reads from the start
    ada.sync()
    assert "face" not in ada.one("contact")

    bo.receive(bo.send(bo.request()).get_json())
    sync_all(bo, ada)

    assert sees(ada) == MUTUAL_WITH_BO


def test_card_without_a_name_takes_it_from_the_badge(phone: MakePhone) -> None:
    bo = phone("bo")
    bo.post("card.set", field="name", value=None)
    bo.sync()
    make_badge("bo@example.org")

    claim(bo)
    claim(bo)
    bo.sync()

    assert bo.one("card")["fields"] == {
        "name": "Bo in print",
        "headline": "Resident",
        "institution": "Example Clinic",
    }


def test_address_of_the_account_is_shared_until_the_card_says_otherwise(phone: MakePhone) -> None:
    ada, bo = swap(phone)
    assert ada.one("contact")["card"]["email"] == "bo@example.org"

    bo.post("card.set", field="email", value=None)
    sync_all(bo, ada)

    assert "email" not in ada.one("contact")["card"]
