import json
import re
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from server.followups.catalogue import catalogue_for, compile_catalogue
from server.followups.lint import findings
from server.followups.rendering import NeedsInput, Rendered, render
from server.followups.states import TYPES, Event, fold
from server.followups.timing import (
    Span,
    Week,
    after_quiet,
    local_moment,
    nudge_on,
    plan,
    touch_on,
)
from tests.followups import vectors
from tests.shared import shared_file

CATALOGUE = catalogue_for("en")
HOLE = re.compile(r"  |\{|\}| [.,;:!?]|,,|\.\.|,\.|\(\)|\bNone\b|^Dear ?,", re.MULTILINE)


def test_the_shared_vectors_are_what_the_rules_make_today() -> None:
    kept = json.loads(vectors.PATH.read_text())

    assert json.loads(json.dumps(vectors.build())) == kept


@pytest.mark.parametrize("template_id", CATALOGUE.templates)
def test_no_subset_of_its_variables_leaves_a_hole_in_a_message(template_id: str) -> None:
    template = CATALOGUE.templates[template_id]
    for present, result in vectors.sweep(CATALOGUE, template_id):
        if isinstance(result, NeedsInput):
            assert result.missing, present
            assert not {each.name for each in result.missing} & present
            continue
        text = f"{result.subject or 'Subject'}\n\n{result.body}"
        assert not HOLE.search(text), text
        assert all(line == line.strip() for line in text.split("\n"))
        assert not [
            found
            for found in findings(
                CATALOGUE,
                subject=result.subject,
                body=result.body,
                characters=template.characters,
                has_attachment=True,
            )
            if found.blocks
        ]


def test_what_is_asked_for_completes_the_message() -> None:
    for template_id in CATALOGUE.templates:
        for present, result in vectors.sweep(CATALOGUE, template_id):
            if isinstance(result, Rendered):
                continue
            known = present | {each.name for each in result.missing}
            values = vectors.ALWAYS | {name: vectors.sample(name) for name in known}
            assert isinstance(render(CATALOGUE, template_id, values), Rendered), (
                template_id,
                known,
            )


def test_a_draft_with_a_name_alone_is_complete_and_generic() -> None:
    assert render(CATALOGUE, "thanks_week", vectors.ALWAYS) == Rendered(
        subject="Good to meet you",
        body=(
            "Dear Elin Vasstrand,\n\nThank you for your time.\n\nI hope we stay in touch.\n\n"
            "Best wishes,\nMira Solberg\nResident, Fernhill"
        ),
        generic=True,
    )


def test_what_somebody_typed_is_never_read_as_a_template() -> None:
    values = vectors.ALWAYS | {
        "n.topic_np": "{g.signature} {{7*7}} {% x %}",
        "x.event": "{x.event}",
    }

    result = render(CATALOGUE, "thanks_week", values)

    assert isinstance(result, Rendered)
    assert "I enjoyed our talk about {g.signature} {{7*7}} {% x %}." in result.body
    assert result.subject == "Good to meet you at {x.event}"


def test_no_value_brings_a_line_into_a_subject() -> None:
    values = vectors.ALWAYS | {"x.event": "ESC\r\nBcc: evil@example.org\u2028x"}

    result = render(CATALOGUE, "thanks_week", values)

    assert isinstance(result, Rendered)
    assert result.subject == "Good to meet you at ESC Bcc: evil@example.org x"


def test_a_value_that_ends_a_sentence_is_not_given_a_second_stop() -> None:
    values = vectors.ALWAYS | {"x.event": "Acme Inc."}

    result = render(CATALOGUE, "thanks_week", values)

    assert isinstance(result, Rendered)
    assert "Thank you for your time at Acme Inc.\n" in result.body


def test_a_missing_question_is_asked_for_by_name_and_shown_in_its_place() -> None:
    values = vectors.ALWAYS | {"n.appreciate_np": "your trial", "n.question1_q": "Who decides?"}

    result = render(CATALOGUE, "mentor_request", values)

    assert isinstance(result, NeedsInput)
    assert [(each.name, each.field.label, each.field.max) for each in result.missing] == [
        ("n.question2_q", "Your second question", 160)
    ]
    assert result.paragraphs[4] == (
        "1. Who decides?\n2. ",
        next(slot for slot in result.paragraphs[4] if not isinstance(slot, str)),
    )


def test_a_catalogue_with_an_unknown_variable_is_refused_by_its_name() -> None:
    source = json.loads((vectors.PATH.parents[2] / "templates/followups/en.json").read_text())
    source["templates"][0]["subject"] = ["Hello {n.nobody_knows}"]

    with pytest.raises(ValueError, match=r"n\.nobody_knows"):
        compile_catalogue(json.dumps(source).encode())


def events(*types: str) -> list[Event]:
    return [Event(str(place), each) for place, each in enumerate(types)]


@pytest.mark.parametrize(
    ("types", "state"),
    [
        ((), "planned"),
        (("edited", "approved"), "approved"),
        (("approved", "edited"), "edited"),
        (("approved", "reopened"), "edited"),
        (("cancelled", "reopened"), "planned"),
        (("edited", "cancelled", "reopened"), "edited"),
        (("approved", "handed_off", "edited", "cancelled"), "handed_off"),
        (("sent", "handed_off", "reopened"), "sent"),
        (("replied", "sent"), "replied"),
    ],
)
def test_what_happened_outranks_what_was_done_to_the_text(
    types: tuple[str, ...], state: str
) -> None:
    assert fold(events(*types)).state == state


def test_not_sent_undoes_the_hand_off_it_names_wherever_it_arrives() -> None:
    approved, handed, undone = (
        Event("a", "approved"),
        Event("h", "handed_off"),
        Event("n", "not_sent", names="h"),
    )

    assert fold([approved, handed, undone]).state == "approved"
    assert fold([approved, undone, handed]).state == "approved"
    assert fold([approved, handed, Event("h2", "handed_off"), undone]).hand_off == "h2"


def test_a_repeated_event_counts_where_it_first_arrived() -> None:
    first, second = Event("1", "edited"), Event("2", "cancelled")

    assert fold([first, second, first]).state == "cancelled"


def test_facts_hold_in_every_order() -> None:
    facts = {"handed_off": 1, "sent": 2, "replied": 3}
    for first in TYPES:
        for second in facts:
            forwards, backwards = fold(events(first, second)), fold(events(second, first))
            assert facts.get(forwards.state) == facts.get(backwards.state)


def given_vectors() -> dict[str, Any]:
    path = shared_file("design/followups/due-vectors.json")
    if path is None:
        pytest.skip("the given vectors are not here")
    vectors_given: dict[str, Any] = json.loads(path.read_text())
    return vectors_given


def test_every_given_plan_holds_to_the_minute() -> None:
    for case in given_vectors()["plan"]:
        person, event, expected = case["person"], case["event"], case["expect"]
        week = Week(
            person["zone"],
            time.fromisoformat(person["hour"]),
            person["working_days"],
            [date.fromisoformat(day) for day in person["holidays"]],
        )
        planned = plan(
            captured_at=datetime.fromisoformat(case["captured_at"]),
            week=week,
            event=event
            and Span(
                event["zone"],
                date.fromisoformat(event["starts_on"]),
                date.fromisoformat(event["ends_on"]),
            ),
            promise=case["promise"],
            hot=case["hot"],
        )
        zone = ZoneInfo(week.zone)
        assert {
            "anchor_on": planned.anchor_on.isoformat(),
            **{
                name: getattr(planned, name).astimezone(zone).isoformat()
                for name in ("ready_at", "remind_at", "due_at", "overdue_after")
            },
        } == expected, case["name"]


def test_every_given_quiet_hour_gap_nudge_and_touch_holds() -> None:
    given = given_vectors()
    week = Week("Europe/Berlin")
    for case in given["quiet"]:
        begins, ends = map(time.fromisoformat, case["quiet"])
        at = datetime.fromisoformat(case["at"])
        expected = datetime.fromisoformat(case["expect"])
        assert after_quiet(at, case["zone"], (begins, ends)) == expected
    for case in given["gap"]:
        day, hour = date.fromisoformat(case["date"]), time.fromisoformat(case["time"])
        expected = datetime.fromisoformat(case["expect"])
        assert local_moment(day, hour, case["zone"]) == expected
    for case in given["nudge"]:
        sent_at = datetime.fromisoformat(case["sent_at"])
        assert nudge_on(week, sent_at, case["number"]).isoformat() == case["expect_on"]
    for case in given["keep_in_touch"]:
        touched = date.fromisoformat(case["last_touch_on"])
        got = touch_on(week, touched, case["every_days"], case["spread"])
        assert got.isoformat() == case["expect_on"]


def test_nothing_is_late_before_it_is_due_at_a_congress_of_two_weeks() -> None:
    planned = plan(
        captured_at=datetime.fromisoformat("2026-06-01T09:00:00+00:00"),
        week=Week("Europe/Berlin"),
        event=Span("Europe/Berlin", date(2026, 6, 1), date(2026, 6, 14)),
    )

    assert planned.due_at == datetime.fromisoformat("2026-06-15T09:00:00+02:00")
    assert planned.overdue_after == datetime.fromisoformat("2026-06-15T23:59:00+02:00")
