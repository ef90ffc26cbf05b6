"""Deleting takes only what was seen, and what is captured later comes back."""

from tests.contacts.writing import CONTACT, texts, two_phones, write
from tests.phones import Json, MakePhone, Phone, row_id


def deletion(phone: Phone) -> Json:
    seen = {row: note["by"] for row, note in phone.all("note").items()}
    return phone.post(
        "contact.delete", contact=CONTACT, seen=seen | dict.fromkeys(phone.all("scan"), "")
    )


def test_deleted_contact_is_gone_with_all_that_was_seen(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")
    ada.scan(bo.shows(), contact=CONTACT)
    write(ada, "words")
    ada.sync()

    deletion(ada)
    ada.sync()

    kinds = {kind for kind, _ in ada.rows}
    assert kinds == {"me", "card", "shared"}


def test_delete_spares_what_it_had_not_seen(phone: MakePhone) -> None:
    ada, other = two_phones(phone)
    first = write(ada, "first")
    ada.sync()
    other.sync()
    write(other, "second", base=first)
    write(other, "third", note=row_id("third"))
    deletion(ada)

    other.sync()
    ada.sync()

    assert texts(ada) == {"second", "third"}
    assert ada.one_id("contact") == CONTACT


def test_capture_after_a_delete_brings_the_contact_back(phone: MakePhone) -> None:
    ada, other = two_phones(phone)
    bo = phone("bo")
    ada.scan(bo.shows(), contact=CONTACT)
    ada.sync()
    other.sync()
    deletion(ada)
    ada.sync()

    write(other, "captured offline meanwhile")
    other.sync()
    ada.sync()

    assert ada.one_id("contact") == CONTACT
    assert ada.one("contact")["mutual"]
    assert ada.all("scan") == {}


def test_scan_deleted_before_it_was_judged_gives_what_it_gave_unseen(phone: MakePhone) -> None:
    from tests.factories import make_account

    ada = phone("ada")
    bo = Phone(ada.http, "bo0", None)
    ada.scan(bo.shows(), contact=CONTACT)
    ada.sync()
    deletion(ada)
    ada.sync()
    assert ada.all("contact") == ada.all("scan") == {}

    bo.account = make_account("bo@example.org").id
    bo.sync()
    ada.sync()

    assert ada.all("scan") == {}
    assert bo.one("contact")["they_give"]
