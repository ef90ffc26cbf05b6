"""Table d of the protocol: giving later, taking back, blocking."""

from datetime import timedelta

from flask import Flask

from tests.factories import make_account
from tests.phones import MakePhone, Phone, row_id
from tests.swaps.meetings import MUTUAL_WITH_BO, NOTHING, PassTime, sees, swap, sync_all


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
