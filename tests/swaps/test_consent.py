"""Table d of the protocol: who holds whose card after what."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from server.contacts.claim_services import claim_attendees
from server.core.clock import now
from server.core.db import db, transaction
from server.core.feed import change_epochs
from server.swaps import codes
from server.swaps.models import Attendee, Badge
from server.swaps.packing import to_base41
from tests.factories import make_account, make_event
from tests.phones import HOST, Json, MakePhone, Phone, row_id

PassTime = Callable[[timedelta], None]
TOKEN = "BADGE" + 15 * "0"


def make_badge(email: str | None = None, *, token: str = TOKEN, event: UUID | None = None) -> None:
    event = event or make_event().id
    with transaction():
        attendee = Attendee(
            event_id=event,
            email=email,
            name="Bo in print",
            role="Resident",
            institution="Example Clinic",
            created_at=now(),
        )
        db.session.add(attendee)
        db.session.flush()
        db.session.add(Badge(token=token, attendee_id=attendee.id, made_at=now()))


def sees(phone: Phone) -> Json:
    """Return how the phone's one contact stands, by the words of its row."""
    contact = phone.one("contact")
    names = ("i_give", "they_give", "mutual")
    return {name: contact[name] for name in names} | {
        "face": contact.get("face", {}).get("name"),
        "email": contact.get("card", {}).get("email"),
    }


def sync_all(*phones: Phone) -> None:
    for phone in (*phones, *phones):
        phone.sync()


MUTUAL_WITH_BO = {
    "i_give": True,
    "they_give": True,
    "mutual": True,
    "face": "Bo",
    "email": "bo@example.org",
}
NOTHING = {"i_give": False, "they_give": False, "mutual": False, "face": None, "email": None}


def test_one_scan_suffices_for_both(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo", skew=timedelta(days=3650))

    ada.scan(bo.shows(event="example"))
    sync_all(ada, bo)

    assert ada.one("scan")["verdict"] == "good"
    assert sees(ada) == MUTUAL_WITH_BO
    assert sees(bo) == {**MUTUAL_WITH_BO, "face": "Ada", "email": "ada@example.org"}
    assert bo.one("encounter")["contact"] == bo.one_id("contact")
    assert bo.one("encounter")["event"] == "example"
    assert bo.one("shared")["face"] == {"name": "Ada"}


def test_completed_side_gets_nothing_that_the_scanner_wrote(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")

    scan = ada.scan(bo.shows(), contact=row_id("c"), event="secret", session="s1")
    ada.post("note.save", contact=row_id("c"), note=row_id("n"), base=None, text="secret words")
    ada.post("contact.set", contact=row_id("c"), field="name", value="secret name")
    sync_all(ada, bo)

    text = str(bo.rows)
    assert bo.all("contact")
    assert "secret" not in text
    assert scan["id"] not in text
    assert str(ada.account) not in text


def test_scan_without_sharing_back_gives_the_face_and_names_the_taker(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")

    ada.scan(bo.shows(), share=False)
    sync_all(ada, bo)

    assert sees(ada) == {**NOTHING, "they_give": True, "face": "Bo"}
    assert bo.all("contact") == {}
    assert bo.one("shared")["face"] == {"name": "Ada"}


def test_two_scans_make_one_contact_and_one_encounter_a_side(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")

    ada.scan(bo.shows())
    bo.scan(ada.shows())
    sync_all(ada, bo)

    for one in (ada, bo):
        assert one.one("contact")["mutual"]
        assert one.one("encounter")
        assert one.one("scan")["encounter"] == one.one_id("encounter")
    (scan,) = bo.all("scan").values()
    assert bo.one("alias")["to"] == scan["contact"]  # the id its scan made it under


@pytest.mark.parametrize(
    ("made_after", "brought_after", "verdict"),
    [
        (timedelta(minutes=9), timedelta(minutes=9), "good"),
        (timedelta(minutes=12), timedelta(minutes=12), "asks"),  # a photograph
        (timedelta(0), timedelta(days=13), "good"),
        (timedelta(0), timedelta(days=15), "asks"),
    ],
)
def test_scan_is_judged_by_when_it_was_made(
    phone: MakePhone,
    pass_time: PassTime,
    made_after: timedelta,
    brought_after: timedelta,
    verdict: str,
) -> None:
    ada, bo = phone("ada"), phone("bo")
    raw = bo.shows()
    pass_time(made_after)
    ada.scan(raw)
    pass_time(brought_after - made_after)

    sync_all(ada, bo)

    assert ada.one("scan")["verdict"] == verdict
    assert len(bo.all("ask")) == (verdict == "asks")


def test_time_told_falsely_buys_no_more_than_standing_there(
    phone: MakePhone, pass_time: PassTime
) -> None:
    ada, bo = phone("ada"), phone("bo")
    raw, then = bo.shows(), ada.clock()
    pass_time(timedelta(days=20))

    ada.scan(raw, at=then)
    ada.sync()

    assert ada.one("scan")["verdict"] == "asks"


def test_five_people_may_use_one_minute_of_a_code(phone: MakePhone) -> None:
    bo = phone("bo")
    raw, others = bo.shows(), [phone(name) for name in ("ada", "cy", "di", "ed", "fay", "gil")]

    for other in (*others, others[0]):
        other.scan(raw)
        other.sync()

    verdicts = [[scan["verdict"] for scan in other.all("scan").values()] for other in others]
    assert verdicts == [["good", "good"], ["good"], ["good"], ["good"], ["good"], ["asks"]]


@pytest.mark.parametrize("changed", ["tag", "step", "fields"])
def test_forged_code_is_not_verified(phone: MakePhone, changed: str) -> None:
    ada, bo = phone("ada"), phone("bo")
    code = codes.parse_code(bo.shows(), hosts={"127.0.0.1:8000"})
    assert isinstance(code, codes.LiveCode)
    step = code.step + (changed == "step")
    tag = bytes(8) if changed == "tag" else code.tag
    static = codes.card_static({"name": "Eve"}) if changed == "fields" else code.static
    forged = bytes([1]) + code.key_id + step.to_bytes(4, "big") + tag + static

    ada.scan(f"{HOST}/c/#{to_base41(forged)}")
    sync_all(ada, bo)

    assert ada.one("scan")["verdict"] == "not-verified"
    assert ada.one("contact")["verified"] == "not-verified"
    assert "face" not in ada.one("contact")


def test_scan_of_somebody_without_an_account_waits_for_them(
    app: Flask, phone: MakePhone, pass_time: PassTime
) -> None:
    ada = phone("ada")
    bo = Phone(app.test_client(), "bo0", None, timedelta(days=-400))  # nobody yet
    raw = bo.shows()
    ada.scan(raw)
    pass_time(timedelta(minutes=5))
    ada.sync()
    assert (ada.one("scan")["verdict"], sees(ada)) == ("waits", NOTHING)

    pass_time(timedelta(days=6))
    bo.account = make_account("bo@example.org").id
    bo.post("card.set", field="name", value="Bo")
    sync_all(bo, ada)

    assert ada.one("scan")["verdict"] == "good"
    assert sees(ada) == MUTUAL_WITH_BO
    assert bo.one("contact")["mutual"]


def test_own_code_makes_a_contact_that_gives_nothing(phone: MakePhone) -> None:
    ada = phone("ada")

    ada.scan(ada.shows())
    ada.sync()

    assert (ada.one("scan")["verdict"], sees(ada)) == ("own", NOTHING)


def test_badge_only_asks(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")
    make_badge("bo@example.org")
    claim(bo)

    ada.scan(f"{HOST}/b/{TOKEN}")
    sync_all(ada, bo)

    assert ada.one("scan")["verdict"] == "asks"
    assert sees(ada) == {**NOTHING, "i_give": True, "face": "Bo in print"}
    assert ada.one("contact")["asked"] is not None
    assert bo.one("ask")["face"] == {"name": "Ada"}


def claim(phone: Phone) -> None:
    assert phone.account is not None
    with transaction():
        claim_attendees(account_id=phone.account, email=f"{phone.name[:-1]}@example.org")


def test_badge_scanned_without_sharing_tells_its_owner_nothing(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")
    make_badge("bo@example.org")
    claim(bo)
    cursor = bo.cursor

    ada.scan(f"{HOST}/b/{TOKEN}", share=False)
    sync_all(ada, bo)

    assert sees(ada) == {**NOTHING, "face": "Bo in print"}
    assert bo.cursor == cursor


def test_badge_scanned_before_its_owner_signed_in_asks_once_they_do(phone: MakePhone) -> None:
    ada = phone("ada")
    make_badge("bo@example.org")
    ada.scan(f"{HOST}/b/{TOKEN}")
    ada.sync()
    assert ada.one("scan")["verdict"] == "waits"
    assert ada.one("contact")["verified"] == "yes"

    bo = phone("bo")
    claim(bo)
    sync_all(ada, bo)

    assert ada.one("scan")["verdict"] == "asks"
    assert bo.one("ask")["face"] == {"name": "Ada"}


def test_unknown_and_revoked_badges_are_kept_and_ask_nobody(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")
    make_badge("bo@example.org")
    claim(bo)
    with transaction():
        db.session.get_one(Badge, TOKEN).revoked_at = now()

    ada.scan(f"{HOST}/b/{TOKEN}")
    ada.scan(f"{HOST}/b/{'Z' * 20}")
    sync_all(ada, bo)

    assert {scan["verdict"] for scan in ada.all("scan").values()} == {"not-verified"}
    assert bo.all("ask") == {}


def test_both_badges_of_one_person_lead_to_one_contact(phone: MakePhone) -> None:
    ada = phone("ada")
    make_badge("bo@example.org")
    make_badge("bo@example.org", token="B" * 20)
    ada.scan(f"{HOST}/b/{TOKEN}")
    ada.scan(f"{HOST}/b/{'B' * 20}")
    ada.sync()
    assert len(ada.all("contact")) == 2

    bo = phone("bo")
    claim(bo)
    ada.scan(bo.shows())
    ada.sync()

    assert sorted(ada.one("contact")["codes"]) == sorted([TOKEN, "B" * 20, bo.key])
    assert len(ada.all("encounter")) == 1
    assert {scan["contact"] for scan in ada.all("scan").values()} == {ada.one_id("contact")}


def test_typed_code_only_asks(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")
    typed = codes.typed_code(codes.key_id(bo.secret))

    ada.scan(f"{typed[:4]}-{typed[4:]}", how="typed")
    sync_all(ada, bo)

    assert ada.one("scan")["verdict"] == "asks"
    assert bo.one("ask")["face"] == {"name": "Ada"}


def ask_bo(phone: MakePhone) -> tuple[Phone, Phone]:
    ada, bo = phone("ada"), phone("bo")
    make_badge("bo@example.org")
    claim(bo)
    ada.scan(f"{HOST}/b/{TOKEN}", contact=row_id("bo at ada"))
    sync_all(ada, bo)
    return ada, bo


def test_accepted_ask_makes_both_contacts(phone: MakePhone) -> None:
    ada, bo = ask_bo(phone)
    ask = bo.one_id("ask")

    bo.post("share.give", about=ask)
    bo.post("note.save", contact=ask, note=row_id("n"), base=None, text="asked at the poster")
    sync_all(bo, ada)

    assert sees(ada) == MUTUAL_WITH_BO
    assert sees(bo)["face"] == "Ada"
    assert bo.all("ask") == {}
    assert bo.one("note")["contact"] == bo.one_id("contact")
    assert ada.one("contact")["asked"] is None


def test_declined_ask_looks_like_an_open_one_to_the_asker(phone: MakePhone) -> None:
    ada, bo = ask_bo(phone)
    before = dict(ada.rows)

    bo.post("share.decline", about=bo.one_id("ask"))
    sync_all(bo, ada)

    assert bo.all("ask") == {}
    assert ada.rows == before


def test_declined_ask_is_not_raised_again_for_a_month(
    phone: MakePhone, pass_time: PassTime
) -> None:
    ada, bo = ask_bo(phone)
    bo.post("share.decline", about=bo.one_id("ask"))
    bo.sync()

    ada.scan(f"{HOST}/b/{TOKEN}")
    sync_all(ada, bo)
    assert bo.all("ask") == {}

    pass_time(timedelta(days=31))
    ada.scan(f"{HOST}/b/{TOKEN}")
    sync_all(ada, bo)
    assert bo.one("ask")


def test_ask_expires_after_thirty_days(phone: MakePhone, pass_time: PassTime) -> None:
    _, bo = ask_bo(phone)
    pass_time(timedelta(days=31))

    bo.post("share.give", about=bo.one_id("ask"))
    bo.sync()

    (refusal,) = bo.problems.values()
    assert (refusal["type"], refusal["status"]) == ("/problems/unknown-ask", 404)


def test_unknown_ask_cannot_be_accepted(phone: MakePhone) -> None:
    bo = phone("bo")

    bo.post("share.give", about=row_id("nobody"))
    bo.sync()

    (refusal,) = bo.problems.values()
    assert refusal["type"] == "/problems/unknown-ask"


def test_ask_is_shown_only_while_the_askers_own_yes_stands(phone: MakePhone) -> None:
    ada, bo = ask_bo(phone)

    ada.post("share.withdraw", about=row_id("bo at ada"), met_by=[TOKEN])
    sync_all(ada, bo)

    assert bo.all("ask") == {}


def test_share_given_later_completes_the_swap(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")
    ada.scan(bo.shows(), share=False, contact=row_id("bo at ada"))
    sync_all(ada, bo)

    ada.post("share.give", about=row_id("bo at ada"))
    sync_all(ada, bo)

    assert sees(ada) == MUTUAL_WITH_BO
    assert bo.one("contact")["mutual"]
    scanned, shown = ada.one("encounter"), bo.one("encounter")
    assert shown["at"] == scanned["at"], "the shower has the meeting too, when it was"


def test_share_given_to_somebody_not_known_yet_holds_once_they_are(
    app: Flask, phone: MakePhone
) -> None:
    ada = phone("ada")
    bo = Phone(app.test_client(), "bo0", None)
    ada.scan(bo.shows(), share=False, contact=row_id("bo at ada"))
    ada.post("share.give", about=row_id("bo at ada"))
    ada.sync()
    assert ada.refused == []

    bo.account = make_account("bo@example.org").id
    sync_all(bo, ada)

    assert ada.one("contact")["mutual"]


def swap(phone: MakePhone) -> tuple[Phone, Phone]:
    ada, bo = phone("ada"), phone("bo")
    ada.scan(bo.shows(), contact=row_id("bo at ada"))
    sync_all(ada, bo)
    return ada, bo


def test_withdrawal_takes_the_copy_away_at_the_next_sync(phone: MakePhone) -> None:
    ada, bo = swap(phone)

    bo.post("share.withdraw", about=bo.one_id("contact"), met_by=[])
    sync_all(bo, ada)

    assert sees(ada) == {**NOTHING, "i_give": True}
    assert sees(bo) == {**NOTHING, "they_give": True, "face": "Ada"}
    assert bo.all("shared") == {}


def test_withdrawal_from_the_list_of_holders(phone: MakePhone) -> None:
    ada, bo = swap(phone)

    bo.post("share.withdraw", about=bo.one_id("shared"), met_by=[])
    sync_all(bo, ada)

    assert sees(ada) == {**NOTHING, "i_give": True}


def test_older_scan_that_comes_after_a_withdrawal_gives_nothing(
    phone: MakePhone, pass_time: PassTime
) -> None:
    ada, bo = swap(phone)
    ada.scan(bo.shows())  # under way for a while
    pass_time(timedelta(minutes=20))
    bo.post("share.withdraw", about=bo.one_id("contact"), met_by=[])
    bo.sync()

    ada.sync()
    assert sees(ada) == {**NOTHING, "i_give": True}

    pass_time(timedelta(minutes=20))
    ada.scan(bo.shows())  # shown again, after the withdrawal
    ada.sync()
    assert sees(ada) == MUTUAL_WITH_BO


def test_withdrawal_from_somebody_not_known_yet_holds_once_they_are(
    app: Flask, phone: MakePhone, pass_time: PassTime
) -> None:
    ada = phone("ada")
    bo = Phone(app.test_client(), "bo0", None)
    ada.scan(bo.shows(), contact=row_id("bo at ada"))
    ada.sync()
    pass_time(timedelta(minutes=1))
    ada.post("share.withdraw", about=row_id("bo at ada"), met_by=[bo.key])
    ada.sync()

    bo.account = make_account("bo@example.org").id
    sync_all(bo, ada)

    assert sees(ada)["i_give"] is False


def test_block_stops_both_directions_and_looks_like_a_withdrawal(
    phone: MakePhone, pass_time: PassTime
) -> None:
    ada, bo = swap(phone)

    bo.post("block.set", about=bo.one_id("contact"), met_by=[ada.key], value=True)
    sync_all(bo, ada)
    assert sees(ada) == NOTHING
    assert sees(bo) == NOTHING

    pass_time(timedelta(minutes=20))
    ada.scan(bo.shows())
    sync_all(ada, bo)
    assert sees(ada) == NOTHING
    assert bo.all("ask") == {}
    assert len(ada.all("scan")) == 2


def test_unblocking_restores_nothing_that_was_given(phone: MakePhone) -> None:
    ada, bo = swap(phone)
    bo.post("block.set", about=bo.one_id("contact"), met_by=[], value=True)
    bo.post("block.set", about=bo.one_id("contact"), met_by=[], value=False)

    sync_all(bo, ada)

    assert sees(ada) == {**NOTHING, "i_give": True}


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
