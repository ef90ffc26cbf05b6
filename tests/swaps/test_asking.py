"""Table d of the protocol: badges and typed codes ask, and what becomes of an ask."""

from datetime import timedelta

from server.core.clock import now
from server.core.db import db, transaction
from server.swaps import codes
from server.swaps.models import Badge
from tests.phones import HOST, MakePhone, row_id
from tests.swaps.meetings import (
    MUTUAL_WITH_BO,
    NOTHING,
    TOKEN,
    PassTime,
    ask_bo,
    claim,
    make_badge,
    sees,
    sync_all,
)


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


def test_many_typed_codes_are_kept_but_ask_nobody(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")
    for _ in range(30):
        ada.scan("0000-0000", how="typed")
    typed = codes.typed_code(codes.key_id(bo.secret))
    last = ada.scan(f"{typed[:4]}-{typed[4:]}", how="typed")
    sync_all(ada, bo)

    assert len(ada.all("scan")) == 31
    assert ada.all("scan")[last["id"]]["verdict"] == "not-verified"
    assert bo.all("ask") == {}


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
