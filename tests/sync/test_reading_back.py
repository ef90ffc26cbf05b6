"""Table b of the protocol: the feed that phones read back."""

from unittest.mock import patch

from server.sync import services as door
from tests.phones import MakePhone, row_id
from tests.sync.batches import CONTACT, answer


def test_feed_is_read_in_pages_and_ends(phone: MakePhone) -> None:
    ada = phone("ada")
    for n in range(10):
        ada.post("note.save", contact=CONTACT, note=row_id("n", n), base=None, text=str(n))
    ada.sync()

    with patch.object(door, "CHANGES_PER_ANSWER", 4):
        pages = [answer(ada, cursor=0)]
        while pages[-1]["more"]:
            pages.append(answer(ada, cursor=pages[-1]["cursor"]))

    seqs = [change["seq"] for page in pages for change in page["changes"]]
    assert seqs == sorted(set(seqs))
    assert [len(page["changes"]) for page in pages] == [4, 4, 4, 1]  # me, card, contact, 10 notes


def test_row_that_changed_twice_is_read_once(phone: MakePhone) -> None:
    ada = phone("ada")
    for value in (True, False):
        ada.post("contact.set", contact=CONTACT, field="hot", value=value)
    ada.sync()

    changes = answer(ada, cursor=0)["changes"]

    contacts = [change for change in changes if change["kind"] == "contact"]
    assert [change["hot"] for change in contacts] == [False]


def test_snapshot_after_eviction_equals_what_the_phone_had(phone: MakePhone) -> None:
    ada, bo = phone("ada"), phone("bo")
    ada.scan(bo.shows())
    ada.sync()

    assert phone("ada", 1).rows == ada.rows


def test_statements_of_a_snapshot_do_not_grow_with_it(phone: MakePhone) -> None:
    from tests.statements import statements

    ada = phone("ada")
    with statements() as few:
        answer(ada, cursor=0)
    for person in ("bo", "cy", "di"):
        ada.scan(phone(person).shows())
        ada.sync()
    with statements() as before:
        answer(ada, cursor=0)
    for person in ("ed", "fay", "gil", "hal"):
        ada.scan(phone(person).shows())
        ada.sync()
    with statements() as after:
        answer(ada, cursor=0)

    assert len(after) == len(before)
    assert len(few) < len(before)
