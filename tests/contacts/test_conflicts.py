"""Table c of the protocol, and what an owner's own phones do to each other's work."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from server.core.ids import derived_id
from tests.contacts.writing import CONTACT, MEETING, NOTE, texts, two_phones, write
from tests.phones import HOST, MakePhone, Phone, row_id

PassTime = Callable[[timedelta], None]


def set_field(phone: Phone, field: str, value: object, contact: str = CONTACT) -> None:
    phone.post("contact.set", contact=contact, field=field, value=value)


def test_note_about_an_unknown_contact_makes_it(phone: MakePhone) -> None:
    ada = phone("ada")

    write(ada, "words")
    ada.sync()

    assert ada.one_id("contact") == CONTACT
    assert ada.one("note")["contact"] == CONTACT


def test_edit_that_names_what_it_replaces_replaces_it(phone: MakePhone) -> None:
    ada, other = two_phones(phone)
    first = write(ada, "first")
    ada.sync()
    write(other, "second", base=first)
    other.sync()
    ada.sync()

    assert (ada.one_id("note"), ada.one("note")["text"]) == (NOTE, "second")


def test_two_edits_of_one_text_both_stay(phone: MakePhone) -> None:
    ada, other = two_phones(phone)
    first = write(ada, "first")
    ada.sync()

    write(ada, "on one phone", base=first)
    write(other, "on the other", base=first)
    ada.sync()
    other.sync()
    ada.sync()

    assert texts(ada) == {"on one phone", "on the other"}
    assert ada.rows == other.rows


def test_text_whose_successor_came_first_is_dropped(phone: MakePhone) -> None:
    ada, other = two_phones(phone)
    first = write(ada, "first")
    write(other, "second", base=first)

    other.sync()
    ada.sync()

    assert texts(ada) == {"second"}


def test_field_is_last_by_arrival_and_a_repeat_never_counts(phone: MakePhone) -> None:
    ada, other = two_phones(phone)
    set_field(ada, "hot", value=True)
    late = ada.request()
    ada.sync()
    set_field(other, "hot", value=False)
    other.sync()

    ada.send({**late, "epoch": None})
    ada.sync()

    assert ada.one("contact")["hot"] is False


def test_tags_are_fields_of_their_own(phone: MakePhone) -> None:
    ada, other = two_phones(phone)
    ada.post("tag.set", contact=CONTACT, tag="Cardiology", value=True)
    other.post("tag.set", contact=CONTACT, tag="poster", value=True)
    ada.sync()
    other.post("tag.set", contact=CONTACT, tag="Cardiology", value=False)
    other.sync()
    ada.sync()

    assert ada.one("contact")["tags"] == ["poster"]


def test_merge_keeps_the_later_of_two_values(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")
    by_hand, scanned = row_id("by hand"), row_id("scanned")
    set_field(ada, "name", "Bo by hand", by_hand)
    ada.scan(bo.shows(), contact=scanned)
    set_field(ada, "name", "Bo scanned", scanned)
    set_field(ada, "role", "mentor", scanned)
    set_field(ada, "role", "peer", by_hand)
    ada.scan(bo.shows(), contact=by_hand)  # they are one
    ada.sync()

    assert ada.one_id("contact") == scanned
    assert ada.one("contact")["name"] == "Bo scanned"
    assert ada.one("contact")["role"] == "peer"
    assert ada.one("alias") == {"to": scanned}


def test_what_is_said_about_a_merged_id_reaches_the_kept_contact(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")
    ada.scan(bo.shows(), contact=row_id("kept"))
    ada.scan(bo.shows(), contact=CONTACT)
    ada.sync()

    write(ada, "words")
    set_field(ada, "hot", value=True)
    ada.sync()

    assert ada.one("note")["contact"] == row_id("kept")
    assert ada.one("contact")["hot"] is True


def test_ids_merged_one_after_the_other_all_lead_to_the_last(phone: MakePhone) -> None:
    from server.contacts.claim_services import claim_attendees
    from server.core.db import transaction
    from tests.swaps.meetings import TOKEN, make_badge

    ada = phone("ada")
    make_badge("bo@example.org")
    ada.scan(f"{HOST}/b/{TOKEN}", contact=row_id("one"))
    ada.scan(f"{HOST}/b/{TOKEN}", contact=row_id("two"))  # an alias of one
    ada.sync()
    bo = phone("bo")
    ada.scan(bo.shows(), contact=row_id("three"))
    ada.sync()
    assert bo.account is not None
    with transaction():
        claim_attendees(account_id=bo.account, email="bo@example.org")
    ada.sync()

    assert ada.one_id("contact") == row_id("three")
    assert {alias["to"] for alias in ada.all("alias").values()} >= {row_id("three")}
    assert ada.rows == phone("ada", 1).rows
    assert {ada.rows["alias", row_id(old)]["to"] for old in ("one", "two")} == {row_id("three")}


@pytest.mark.parametrize(("apart", "encounters"), [(14, 1), (16, 2)])
def test_scans_within_fifteen_minutes_are_one_encounter(
    phone: MakePhone, pass_time: PassTime, apart: int, encounters: int
) -> None:
    ada, bo = phone("ada"), phone("bo")
    for _ in range(2):
        ada.scan(bo.shows())
        pass_time(timedelta(minutes=apart))
    ada.sync()

    assert len(ada.all("encounter")) == encounters
    assert len(ada.all("contact")) == 1
    assert len(ada.all("scan")) == 2


def test_text_nobody_can_parse_is_kept_and_becomes_a_contact(phone: MakePhone) -> None:
    ada = phone("ada")

    ada.scan("BEGIN:VCARD\r\nFN:Somebody\r\nEND:VCARD", contact=CONTACT)
    set_field(ada, "name", "Somebody")
    ada.sync()

    assert ada.one("scan")["verdict"] == "text"
    assert ada.one("scan")["raw"] == "BEGIN:VCARD\r\nFN:Somebody\r\nEND:VCARD"
    assert ada.one("contact")["name"] == "Somebody"
    assert ada.one("contact")["verified"] is None


def test_contact_made_by_hand_has_its_encounter(phone: MakePhone) -> None:
    ada = phone("ada")
    set_field(ada, "name", "Somebody")
    for field, value in (("event", "example"), ("place", "the lift"), ("n.question1_q", "why?")):
        ada.post("encounter.set", contact=CONTACT, encounter=MEETING, field=field, value=value)
    ada.sync()

    assert ada.one_id("encounter") == MEETING
    meeting = ada.one("encounter")
    assert {name: meeting[name] for name in ("contact", "event", "place", "n.question1_q")} == {
        "contact": CONTACT,
        "event": "example",
        "place": "the lift",
        "n.question1_q": "why?",
    }


def test_encounter_is_found_by_any_of_its_scans(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")
    first = ada.scan(bo.shows(), contact=CONTACT)
    second = ada.scan(bo.shows(), contact=CONTACT)
    ada.post(
        "encounter.set",
        contact=CONTACT,
        encounter=second["id"],
        field="promise",
        value="send slides",
    )
    ada.sync()

    assert (ada.one_id("encounter"), ada.one("encounter")["promise"]) == (
        first["id"],
        "send slides",
    )


def test_encounter_noted_by_hand_beside_a_scan_is_the_same_meeting(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")
    scan = ada.scan(bo.shows(), contact=CONTACT)
    for field, value in (("place", "the lift"), ("topic", "sleep")):
        ada.post("encounter.set", contact=CONTACT, encounter=MEETING, field=field, value=value)
    ada.sync()

    assert ada.one_id("encounter") == scan["id"]
    assert (ada.one("encounter")["place"], ada.one("encounter")["topic"]) == ("the lift", "sleep")
    assert ada.one("alias") == {"to": scan["id"]}


def test_two_accounts_may_use_the_same_ids(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")
    write(ada, "ada's")
    write(bo, "bo's")
    ada.sync()
    bo.sync()

    assert (texts(ada), texts(bo)) == ({"ada's"}, {"bo's"})


@pytest.mark.parametrize(
    ("field", "value", "detail"),
    [
        ("hot", "yes", "Takes true or false."),
        ("triage", "later", "One of follow_up, kept, let_go."),
        ("name", "x" * 201, "Longer than maximum length 200."),
        ("name", "two\nlines", "Leave out control characters."),
        ("email", 7, "Not a valid string."),
    ],
)
def test_value_that_a_field_cannot_hold_is_refused(
    phone: MakePhone, field: str, value: object, detail: str
) -> None:
    ada = phone("ada")
    set_field(ada, field, value)
    ada.sync()

    (problem,) = ada.problems.values()
    assert problem["errors"] == [{"pointer": "#/value", "detail": detail}]
    assert ada.all("contact") == {}


def test_note_on_a_completed_contact_that_a_restore_forgot_finds_it_again(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")
    assert ada.account is not None
    assert bo.account is not None
    forgotten = str(derived_id(bo.account, "contact", f"account:{ada.account}"))
    bo.post("note.save", contact=forgotten, note=NOTE, base=None, text="words")
    bo.sync()

    ada.scan(bo.shows())  # sent again
    ada.sync()
    bo.sync()

    assert bo.one("contact")["face"] == {"name": "Ada"}
    assert bo.one("note")["contact"] == bo.one_id("contact") == forgotten
