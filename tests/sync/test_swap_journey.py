from datetime import timedelta

from tests.sync.conftest import MakePhone


def test_one_scan_makes_a_mutual_contact_on_both_sides(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo", skew=timedelta(days=3650))

    ada.scan(bo.shows())
    ada.sync()
    bo.sync()

    assert ada.one("scan")["verdict"] == "good"
    assert ada.one("contact")["mutual"]
    assert ada.one("contact")["face"] == {"name": "Bo"}
    assert ada.one("contact")["card"] == {"name": "Bo", "email": "bo@example.org"}
    assert bo.one("contact")["mutual"]
    assert bo.one("contact")["card"] == {"name": "Ada", "email": "ada@example.org"}
    assert bo.one("encounter")["contact"] == bo.one_id("contact")
    assert bo.one("shared")["face"] == {"name": "Ada"}
