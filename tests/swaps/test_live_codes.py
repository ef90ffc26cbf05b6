"""Table d of the protocol: what showing and scanning a card code gives."""

from datetime import timedelta

import pytest
from flask import Flask

from server.swaps import codes
from server.swaps.packing import to_base41
from tests.factories import make_account
from tests.phones import HOST, MakePhone, Phone, row_id
from tests.swaps.meetings import MUTUAL_WITH_BO, NOTHING, PassTime, sees, sync_all


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
