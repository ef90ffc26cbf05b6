"""Table c of the protocol for notes about sessions: words are never lost, and never doubled."""

import pytest

from server.programme.models import Session
from tests.factories import make_event, make_session
from tests.phones import Json, MakePhone, Phone, row_id
from tests.sync.batches import answer

NOTE = row_id("session note")


@pytest.fixture(autouse=True)
def session(app: object) -> Session:
    del app
    return make_session(make_event("esc26"))


def write(phone: Phone, text: str, base: str | None = None, note: str = NOTE) -> Json:
    return phone.post(
        "session_note.save", event="esc26", session="s1", note=note, base=base, text=text
    )


def texts(phone: Phone) -> list[str]:
    return sorted(row["text"] for row in phone.all("session_note").values())


def test_note_is_read_on_the_other_phone_whole(phone: MakePhone) -> None:
    first, second = phone("ann"), phone("ann", 1)
    entry = write(first, "ask about\nferritin 🧪")
    first.sync()

    second.sync()

    row = second.one("session_note")
    assert second.one_id("session_note") == NOTE
    assert row.pop("at").startswith("2026-06-10T12:0")
    assert row == {
        "event": "esc26",
        "session": "s1",
        "text": "ask about\nferritin 🧪",
        "by": entry["id"],
    }


def test_note_that_goes_on_replaces_what_it_was_made_from(phone: MakePhone) -> None:
    ann = phone("ann")
    start = write(ann, "ask")
    write(ann, "ask about ferritin", base=start["id"])

    ann.sync()

    assert texts(ann) == ["ask about ferritin"]


def test_text_changed_on_two_phones_stays_in_two_versions(phone: MakePhone) -> None:
    first, second = phone("ann"), phone("ann", 1)
    start = write(first, "ask")
    first.sync()
    second.sync()
    write(first, "ask about ferritin", base=start["id"])
    late = write(second, "ask for slides", base=start["id"])
    first.sync()
    second.sync()
    first.sync()

    assert texts(first) == texts(second) == ["ask about ferritin", "ask for slides"]
    assert set(first.all("session_note")) == {NOTE, late["id"]}


def test_two_notes_begun_apart_both_stay(phone: MakePhone) -> None:
    first, second = phone("ann"), phone("ann", 1)
    write(first, "from the train")
    write(second, "from the hall", note=row_id("other note"))
    first.sync()
    second.sync()
    first.sync()

    assert texts(first) == ["from the hall", "from the train"]


def test_text_whose_successor_came_first_is_dropped(phone: MakePhone) -> None:
    ann = phone("ann")
    start = write(ann, "ask")
    ann.outbox.clear()
    write(ann, "ask about ferritin", base=start["id"])
    ann.sync()
    ann.outbox.append(start)

    ann.sync()

    assert texts(ann) == ["ask about ferritin"]


def test_repeated_note_changes_nothing(phone: MakePhone) -> None:
    ann = phone("ann")
    entry = write(ann, "ask")
    ann.sync()

    again = answer(ann, entry)

    assert [result["status"] for result in again["results"]] == ["done"]
    assert again["changes"] == []
    assert texts(ann) == ["ask"]


def test_emptied_note_stays_as_what_it_became(phone: MakePhone) -> None:
    ann = phone("ann")
    start = write(ann, "ask")
    write(ann, "", base=start["id"])

    ann.sync()

    assert texts(ann) == [""]


def test_note_is_its_owners_alone_and_bounded(phone: MakePhone) -> None:
    ann, bo = phone("ann"), phone("bo")
    write(ann, "mine")
    ann.sync()
    write(bo, "theirs")
    long = write(bo, "x" * 10_001, note=row_id("long"))
    bo.sync()

    assert (texts(ann), texts(bo)) == (["mine"], ["theirs"])
    assert bo.problems[long["id"]]["errors"] == [
        {"pointer": "#/text", "detail": "Longer than maximum length 10000."}
    ]
