from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from server.core.clock import now
from server.core.db import db
from tests.followups.conftest import DUE, Writer
from tests.outbox.sink import Sink

Tick = Callable[[], int]
WaitUntil = Callable[[datetime], None]
A_MOMENT = timedelta(seconds=1)


def text_of(sink: Sink) -> str:
    (mail,) = sink.mails
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_on_the_due_morning_one_mail_holds_each_draft_with_its_link(
    mira: Writer, sink: Sink, tick: Tick, wait_until: WaitUntil
) -> None:
    elin = mira.meets("Elin Vasstrand", topic="discharge checklists", place="at the poster wall")
    noor = mira.meets("Noor Haddad", intent="meeting")
    mira.sync()
    wait_until(DUE - A_MOMENT)
    tick()
    assert sink.mails == []

    wait_until(DUE)
    tick()

    (mail,) = sink.mails
    assert mail["To"] == "mira@example.org"
    assert mail["From"] == "Hallway <hallway@hallway.example>"
    assert mail["Subject"] == "Follow up today: Elin Vasstrand, Noor Haddad"
    text = text_of(sink)
    assert f"https://hallway.example/#/follow-up/{mira.message(elin)}\n" in text
    assert f"https://hallway.example/#/follow-up/{mira.message(noor, intent='meeting')}\n" in text
    assert (
        "Good to meet you at Example\n\nDear Elin Vasstrand,\n\n"
        "Thank you for your time on 10 June at the poster wall.\n\n"
        "I enjoyed our talk about discharge checklists.\n\n"
        "I hope we stay in touch.\n\n"
        "Best wishes,\nMira Solberg\nResident, Fernhill Hospital\n"
    ) in text
    assert "Still needed: Two or three times that suit you." in text


def test_a_digest_goes_out_once_a_day_across_restarts(
    app: Flask, mira: Writer, sink: Sink, tick: Tick, wait_until: WaitUntil
) -> None:
    mira.meets("Elin Vasstrand")
    mira.sync()
    for moment in (DUE, DUE + timedelta(minutes=20), DUE + timedelta(hours=9)):
        wait_until(moment)
        app.extensions["digests_planned"] = None  # as after a restart
        tick()

    assert len(sink.mails) == 1


def test_what_falls_due_after_a_digest_is_in_the_next_days(
    mira: Writer, sink: Sink, tick: Tick, wait_until: WaitUntil
) -> None:
    mira.meets("Elin Vasstrand", promise="the slides")  # within two working days: on the 15th
    mira.meets("Noor Haddad")
    mira.sync()
    wait_until(DUE - timedelta(days=3))
    tick()
    wait_until(DUE)
    tick()

    assert [mail["Subject"] for mail in sink.mails] == [
        "Follow up today: Elin Vasstrand",
        "Follow up today: Noor Haddad",
    ]


@pytest.mark.parametrize(
    "settled",
    [
        {"triage": "let_go"},
        {"triage": "kept"},
        {"no_follow_up": True},
    ],
)
def test_nobody_is_reminded_of_whom_they_let_be(
    settled: dict[str, object], mira: Writer, sink: Sink, tick: Tick, wait_until: WaitUntil
) -> None:
    elin = mira.meets("Elin Vasstrand")
    for field, value in settled.items():
        mira.says(elin, field, value)
    mira.sync()
    wait_until(DUE)
    tick()

    assert sink.mails == []


@pytest.mark.parametrize("happened", ["sent", "handed_off", "cancelled", "replied"])
def test_nobody_is_reminded_of_what_is_written(
    happened: str, mira: Writer, sink: Sink, tick: Tick, wait_until: WaitUntil
) -> None:
    mira.tells(mira.meets("Elin Vasstrand"), happened)
    mira.sync()
    wait_until(DUE)
    tick()

    assert sink.mails == []


def test_what_was_written_between_planning_and_sending_is_left_out(
    mira: Writer, sink: Sink, tick: Tick, wait_until: WaitUntil
) -> None:
    elin, _ = mira.meets("Elin Vasstrand"), mira.meets("Noor Haddad")
    mira.sync()
    sink.faults["RCPT"] = "451 later"
    wait_until(DUE)
    tick()
    mira.tells(elin, "sent")
    mira.sync()
    sink.faults.clear()
    wait_until(DUE + timedelta(minutes=2))
    tick()

    (mail,) = sink.mails
    assert mail["Subject"] == "Follow up today: Noor Haddad"


def test_what_somebody_edited_is_mailed_as_they_left_it(
    mira: Writer, sink: Sink, tick: Tick, wait_until: WaitUntil
) -> None:
    elin = mira.meets("Elin Vasstrand")
    mira.tells(elin, "edited", subject="The ward", body="Dear Elin,\n\n{n.topic_np} & <b>.")
    mira.sync()
    wait_until(DUE)
    tick()

    assert "The ward\n\nDear Elin,\n\n{n.topic_np} & <b>.\n" in text_of(sink)


def test_the_clock_of_the_zone_that_the_phone_is_in_rings(
    mira: Writer, sink: Sink, tick: Tick, wait_until: WaitUntil
) -> None:
    mira.meets("Elin Vasstrand")
    mira.sync()
    mira.says(mira.meets("Noor Haddad"), "triage", "kept")
    mira.outbox[-1]["zone"] = "America/New_York"
    mira.sync()
    wait_until(DUE)
    tick()
    assert sink.mails == []

    wait_until(DUE + timedelta(hours=6))
    tick()
    assert len(sink.mails) == 1


def test_a_zone_that_nobody_knows_stops_nobodys_digest(
    mira: Writer, sink: Sink, tick: Tick, wait_until: WaitUntil
) -> None:
    mira.meets("Elin Vasstrand")
    for entry in mira.outbox:
        entry["zone"] = "Atlantis/Poseidonis"
    mira.sync()
    wait_until(DUE)
    tick()

    assert len(sink.mails) == 1


def test_a_deleted_contact_takes_its_message_along(mira: Writer) -> None:
    elin = mira.meets("Elin Vasstrand")
    mira.tells(elin, "edited", body="Dear Elin, thank you.")
    mira.sync()
    mira.post("contact.delete", contact=elin, seen={})
    mira.sync()

    assert mira.all("message") == {}


def test_planning_takes_as_many_statements_for_many_people_as_for_one(
    mira: Writer, sink: Sink, tick: Tick, wait_until: WaitUntil
) -> None:
    del sink
    from server.followups.draft_services import owed

    counted: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: counted.append(args[2]))
    mira.meets("Elin Vasstrand")
    mira.sync()
    wait_until(DUE)
    counts = []
    for more in range(2):
        for number in range(more * 20):
            mira.meets(f"Person {number}")
        mira.sync()
        counted.clear()
        owed(now=now())
        counts.append(len(counted))
    del tick

    assert counts[0] == counts[1]
