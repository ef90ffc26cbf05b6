from datetime import timedelta

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
        "esc26/s1": {"event": "esc26", "session": "s1", "value": "going"}
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
