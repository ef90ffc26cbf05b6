from datetime import timedelta

from server.core.db import db, transaction
from server.programme.models import Event
from tests.factories import make_event, make_session
from tests.phones import MakePhone


def test_plan_made_on_one_phone_is_read_on_the_other(phone: MakePhone) -> None:
    make_session(make_event("esc26"))
    first, second = phone("ann"), phone("ann", 1)
    first.post("event.join", event="esc26")
    first.post("agenda.set", event="esc26", session="s1", value="going")
    first.post("visit.add", event="esc26", session="s1")
    first.sync()

    second.sync()

    assert second.all("event").keys() == {"esc26"}
    assert second.all("agenda") == {
        "esc26/s1": {"event": "esc26", "session": "s1", "value": "going", "version": 1}
    }
    assert second.all("visit").keys() == {"esc26/s1"}
    second.post("agenda.set", event="esc26", session="s1", value=None)
    second.sync()
    first.sync()
    assert first.all("agenda") == {}


def test_plan_that_cannot_be_is_refused_and_the_rest_stands(phone: MakePhone) -> None:
    make_session(make_event("esc26"))
    ann = phone("ann")
    wrong = [
        ann.post("agenda.set", event="esc26", session="s9", value="going"),
        ann.post("agenda.set", event="nowhere", session="s1", value="going"),
        ann.post("agenda.set", event="esc26", session="s1", value="perhaps"),
        ann.post("visit.add", event="esc26"),
    ]
    ann.post("agenda.set", event="esc26", session="s1", value="interested")

    ann.sync()

    assert [ann.problems[entry["id"]]["type"] for entry in wrong] == [
        "/problems/unknown-session",
        "/problems/unknown-event",
        "/problems/invalid-request",
        "/problems/invalid-request",
    ]
    assert [ann.problems[entry["id"]]["errors"] for entry in wrong[2:]] == [
        [{"pointer": "#/value", "detail": "Must be one of: going, interested."}],
        [{"pointer": "#/session", "detail": "Missing data for required field."}],
    ]
    assert ann.one("agenda")["value"] == "interested"


def test_visit_is_kept_from_when_it_was_made(phone: MakePhone) -> None:
    make_session(make_event("esc26"))
    ann = phone("ann")
    ann.post("visit.add", at=ann.clock() - timedelta(hours=3), event="esc26", session="s1")

    ann.sync()

    assert ann.one("visit")["at"].startswith("2026-06-10T09:00:")


def test_visit_is_taken_back_and_counts_anew_later(phone: MakePhone) -> None:
    make_session(make_event("esc26"))
    first, second = phone("ann"), phone("ann", 1)
    first.post("visit.add", at=first.clock() - timedelta(hours=3), event="esc26", session="s1")
    first.sync()
    second.sync()
    second.post("visit.remove", event="esc26", session="s1")
    second.post("visit.remove", event="esc26", session="s1")
    second.sync()

    first.sync()

    assert first.all("visit") == {}
    first.post("visit.add", at=first.clock() - timedelta(hours=1), event="esc26", session="s1")
    first.sync()
    assert first.one("visit")["at"].startswith("2026-06-10T11:00:")


def test_mark_to_come_back_is_on_every_phone_until_it_is_taken_off(phone: MakePhone) -> None:
    make_session(make_event("esc26"))
    first, second = phone("ann"), phone("ann", 1)
    first.post("revisit.set", event="esc26", session="s1", value=True)
    first.post("revisit.set", event="esc26", session="s1", value=True)
    first.sync()
    second.sync()
    assert second.all("revisit") == {"esc26/s1": {"event": "esc26", "session": "s1"}}

    second.post("revisit.set", event="esc26", session="s1", value=False)
    second.sync()
    first.sync()

    assert first.all("revisit") == {}


def test_marks_on_what_never_was_are_refused(phone: MakePhone) -> None:
    make_session(make_event("esc26"))
    ann = phone("ann")
    wrong = [
        ann.post("visit.remove", event="esc26", session="s9"),
        ann.post("revisit.set", event="nowhere", session="s1", value=True),
        ann.post("revisit.set", event="esc26", session="s1", value=None),
    ]

    ann.sync()

    assert [ann.problems[entry["id"]]["type"] for entry in wrong] == [
        "/problems/unknown-session",
        "/problems/unknown-event",
        "/problems/invalid-request",
    ]


def at_version(version: int, event: Event) -> None:
    with transaction():
        db.session.merge(event).version = version


def test_what_was_seen_of_the_changes_is_seen_on_every_phone(phone: MakePhone) -> None:
    at_version(7, make_event("esc26"))
    first, second = phone("ann"), phone("ann", 1)
    first.post("changes.seen", event="esc26", version=5)
    first.sync()
    second.sync()
    assert second.all("changes_seen") == {"esc26": {"version": 5}}

    second.post("changes.seen", event="esc26", version=4)
    second.post("changes.seen", event="esc26", version=99)
    second.sync()
    first.sync()

    assert first.all("changes_seen") == {"esc26": {"version": 7}}


def test_changes_of_what_is_not_there_are_not_seen(phone: MakePhone) -> None:
    make_event("esc26")
    ann = phone("ann")
    wrong = [
        ann.post("changes.seen", event="nowhere", version=1),
        ann.post("changes.seen", event="esc26", version=-1),
        ann.post("changes.seen", event="esc26"),
    ]

    ann.sync()

    assert [ann.problems[entry["id"]]["type"] for entry in wrong] == [
        "/problems/unknown-event",
        "/problems/invalid-request",
        "/problems/invalid-request",
    ]


def test_plan_remembers_the_programme_it_was_made_in(phone: MakePhone) -> None:
    event = make_event("esc26")
    for key in ("s1", "s2", "s3"):
        make_session(event, key)
    at_version(7, event)
    ann = phone("ann")
    ann.post("agenda.set", event="esc26", session="s1", value="going", version=5)
    ann.post("agenda.set", event="esc26", session="s1", value="interested", version=6)
    ann.post("agenda.set", event="esc26", session="s2", value="going")
    ann.post("agenda.set", event="esc26", session="s3", value="going", version=99)

    ann.sync()

    assert {row: found["version"] for row, found in ann.all("agenda").items()} == {
        "esc26/s1": 5,
        "esc26/s2": 7,
        "esc26/s3": 7,
    }
    ann.post("agenda.set", event="esc26", session="s1", value=None, version=7)
    ann.post("agenda.set", event="esc26", session="s1", value="going", version=7)
    ann.sync()
    assert ann.all("agenda")["esc26/s1"]["version"] == 7
