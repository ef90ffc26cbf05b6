from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from server.core.clock import now
from server.core.db import db, transaction
from server.programme.documents import apply_delta, canonical_sha256, delta_between
from server.programme.errors import ProgrammeMovedError, ProgrammeRefusedError, UnknownEventError
from server.programme.import_services import apply_import, plan_import
from server.programme.importing.parsed import ParsedProgramme, ParsedSession
from server.programme.models import Event, ProgrammeVersion, Session
from tests.factories import make_event
from tests.programme.parsed import (
    OPENING_AT,
    parsed_programme,
    parsed_session,
    small_programme,
)

pytestmark = pytest.mark.usefixtures("app")


def import_programme(parsed: ParsedProgramme, slug: str = "esc26") -> dict[str, Any]:
    plan = plan_import(slug=slug, parsed=parsed, now=now())
    with transaction():
        apply_import(plan=plan, now=now())
    return plan.report


def latest_version() -> ProgrammeVersion:
    number = select(Event.version).scalar_subquery()
    return db.session.scalars(
        select(ProgrammeVersion).where(ProgrammeVersion.number == number)
    ).one()


def index(version: int) -> dict[str, Any]:
    found = db.session.scalars(
        select(ProgrammeVersion).where(ProgrammeVersion.number == version)
    ).one()
    document: dict[str, Any] = orjson.loads(found.plain)
    return document


def sessions() -> dict[str, Session]:
    return {session.key: session for session in db.session.scalars(select(Session))}


def changed(parsed: ParsedProgramme, key: str, **fields: Any) -> ParsedProgramme:  # noqa: ANN401 -- fields
    return replace(
        parsed,
        sessions=tuple(
            replace(session, **fields) if session.key == key else session
            for session in parsed.sessions
        ),
    )


def without(parsed: ParsedProgramme, key: str) -> ParsedProgramme:
    return replace(
        parsed, sessions=tuple(session for session in parsed.sessions if session.key != key)
    )


def test_first_import_reports_what_attendees_will_see() -> None:
    make_event("esc26")

    assert import_programme(small_programme()) == {
        "format": "example",
        "event": "esc26",
        "sessions": 5,
        "posters": 2,
        "speakers": 2,
        "rooms": 2,
        "days": 2,
        "added": 5,
        "changed": 0,
        "removed": 0,
        "unchanged": 0,
        "warnings": [],
        "changes": [],
        "renamed": [],
    }


def test_index_has_what_a_list_needs_in_the_order_it_is_shown() -> None:
    make_event("esc26")
    import_programme(small_programme())

    assert index(2) == {
        "version": 2,
        "event": {
            "slug": "esc26",
            "name": "Example Symposium 2026",
            "short_name": "Example",
            "timezone": "Europe/Berlin",
            "starts_on": "2026-06-09",
            "ends_on": "2026-06-11",
            "place": "Example Hall, Berlin",
            "walk_minutes": 5,
        },
        "rooms": [{"id": "r1", "name": "Main Hall"}, {"id": "r2", "name": "Foyer"}],
        "tracks": [{"id": "t1", "name": "Plenary"}],
        "people": [
            {"id": "p1", "name": "Ada Example", "institution": "Example University"},
            {"id": "p2", "name": "Ben Sample"},
        ],
        "sessions": [
            {
                "id": "s1",
                "title": "Opening",
                "kind": "talk",
                "start": "2026-06-09T09:00+02:00",
                "end": "2026-06-09T10:00+02:00",
                "rooms": ["r1"],
                "track": "t1",
                "people": ["p1"],
            },
            {
                "id": "s2",
                "title": "Posters",
                "kind": "poster-session",
                "start": "2026-06-09T11:00+02:00",
                "end": "2026-06-09T12:00+02:00",
                "rooms": ["r2"],
                "people": ["p1"],
            },
            {
                "id": "s4",
                "title": "Second poster",
                "kind": "poster",
                "start": "2026-06-09T11:00+02:00",
                "end": "2026-06-09T12:00+02:00",
                "people": ["p2"],
                "board": "P2",
                "within": "s2",
            },
            {
                "id": "s3",
                "title": "Tenth poster",
                "kind": "poster",
                "start": "2026-06-09T11:00+02:00",
                "end": "2026-06-09T12:00+02:00",
                "people": ["p2"],
                "board": "P10",
                "within": "s2",
            },
            {
                "id": "s5",
                "title": "Workshop",
                "kind": "workshop",
                "start": "2026-06-10T09:00+02:00",
                "end": "2026-06-10T10:00+02:00",
                "language": "en",
                "cancelled": True,
            },
        ],
    }


def test_second_import_of_the_same_file_changes_nothing() -> None:
    make_event("esc26")
    import_programme(small_programme())
    before = {key: (row.id, row.sequence, row.modified_at) for key, row in sessions().items()}

    report = import_programme(small_programme())

    assert (report["added"], report["changed"], report["removed"]) == (0, 0, 0)
    assert report["unchanged"] == 5
    assert latest_version().number == 2
    assert before == {
        key: (row.id, row.sequence, row.modified_at) for key, row in sessions().items()
    }


def test_plan_alone_writes_nothing() -> None:
    make_event("esc26")

    plan_import(slug="esc26", parsed=small_programme(), now=now())
    db.session.commit()

    assert sessions() == {}
    assert latest_version().number == 1


def test_moved_session_keeps_its_key_and_rises_in_calendars() -> None:
    make_event("esc26")
    import_programme(small_programme())

    report = import_programme(changed(small_programme(), "a", rooms=("Small Hall",)))

    assert (report["changed"], report["unchanged"]) == (1, 4)
    assert sessions()["s1"].sequence == 1
    assert [room.name for room in sessions()["s1"].rooms] == ["Small Hall"]
    assert index(3)["rooms"] == [
        {"id": "r3", "name": "Small Hall"},
        {"id": "r2", "name": "Foyer"},
    ]


def test_new_text_changes_a_session_without_moving_it() -> None:
    make_event("esc26")
    import_programme(small_programme())

    report = import_programme(changed(small_programme(), "a", abstract=[]))

    assert report["changed"] == 1
    assert sessions()["s1"].sequence == 0


def test_session_that_left_stays_marked_and_its_key_is_not_given_again() -> None:
    make_event("esc26")
    import_programme(small_programme())
    more = without(small_programme(), "d")
    added = parsed_session("e", "Late news", starts_at=OPENING_AT + timedelta(days=2))

    report = import_programme(replace(more, sessions=(*more.sessions, added)))

    assert (report["added"], report["removed"], report["sessions"]) == (1, 1, 5)
    gone = sessions()["s5"]
    assert (gone.removed_at, gone.sequence) == (gone.modified_at, 1)
    assert sessions()["s6"].title == "Late news"
    assert [row["id"] for row in index(3)["sessions"]] == ["s1", "s2", "s4", "s3", "s6", "s5"]
    assert index(3)["sessions"][-1] == {
        "id": "s5",
        "title": "Workshop",
        "kind": "workshop",
        "start": "2026-06-10T09:00+02:00",
        "end": "2026-06-10T10:00+02:00",
        "removed": True,
    }
    assert list(latest_version().days) == ["2026-06-09", "2026-06-11"]


def test_session_that_comes_back_is_the_one_it_was() -> None:
    make_event("esc26")
    import_programme(small_programme())
    import_programme(without(small_programme(), "d"))

    report = import_programme(small_programme())

    assert report["added"] == 1
    assert (sessions()["s5"].removed_at, sessions()["s5"].sequence) == (None, 2)


def other_ids(*sessions: ParsedSession) -> ParsedProgramme:
    return parsed_programme(*(replace(row, key=f"line {n}") for n, row in enumerate(sessions)))


def test_sessions_are_recognised_by_title_and_time_where_ids_are_lines() -> None:
    make_event("esc26")
    first = parsed_session("-", "First")
    second = parsed_session("-", "Second", starts_at=OPENING_AT + timedelta(hours=2))
    import_programme(other_ids(first, second))

    report = import_programme(other_ids(parsed_session("-", "Welcome"), first, second))

    assert (report["added"], report["changed"], report["removed"]) == (1, 0, 0)
    assert {row.title: key for key, row in sessions().items()} == {
        "First": "s1",
        "Second": "s2",
        "Welcome": "s3",
    }


def test_sessions_of_one_title_and_time_are_told_apart_by_their_rooms() -> None:
    make_event("esc26")
    one = parsed_session("-", "Break", rooms=("Foyer",))
    other = parsed_session("-", "Break", rooms=("Aula",))
    import_programme(parsed_programme(replace(one, key="1"), replace(other, key="2")))

    report = import_programme(parsed_programme(replace(other, key="3"), replace(one, key="4")))

    assert (report["added"], report["changed"], report["removed"]) == (0, 0, 0)
    assert [room.name for room in sessions()["s1"].rooms] == ["Foyer"]


def test_session_with_a_new_id_and_a_new_time_is_recognised_by_its_title() -> None:
    make_event("esc26")
    import_programme(parsed_programme(parsed_session("old id", "Keynote")))

    later = parsed_session("new id", "Keynote", starts_at=OPENING_AT + timedelta(hours=3))
    report = import_programme(parsed_programme(later))

    assert (report["added"], report["changed"]) == (0, 1)


def test_title_alone_does_not_bring_back_a_session_that_left() -> None:
    make_event("esc26")
    keynote = parsed_session("old id", "Keynote")
    other = parsed_session("a", "Closing")
    import_programme(parsed_programme(keynote, other))
    import_programme(parsed_programme(other))

    later = parsed_session("new id", "Keynote", starts_at=OPENING_AT + timedelta(hours=3))
    import_programme(parsed_programme(other, later))

    assert sessions()["s1"].removed_at is not None
    assert sessions()["s3"].title == "Keynote"


def test_poster_is_within_a_session_never_within_a_poster() -> None:
    make_event("esc26")
    import_programme(
        parsed_programme(
            parsed_session("poster", "Poster", kind="poster", within="hall"),
            parsed_session("part", "Part of it", kind="poster", within="poster"),
            parsed_session("itself", "Itself", kind="poster", within="itself"),
            parsed_session("lost", "Lost", kind="poster", within="nowhere"),
            parsed_session("hall", "Hall", kind="poster-session"),
        )
    )

    within = {row["title"]: row.get("within") for row in index(2)["sessions"]}
    assert within == {
        "Poster": "s5",
        "Part of it": None,
        "Itself": None,
        "Lost": None,
        "Hall": None,
    }


def test_renamed_session_is_recognised_by_its_id() -> None:
    make_event("esc26")
    import_programme(small_programme())

    report = import_programme(
        changed(small_programme(), "a", title="Welcome", starts_at=OPENING_AT.replace(hour=8))
    )

    assert (report["changed"], sessions()["s1"].title) == (1, "Welcome")


def test_delta_turns_the_old_index_into_the_new_one() -> None:
    make_event("esc26")
    import_programme(small_programme())
    import_programme(changed(without(small_programme(), "d"), "a", rooms=("Small Hall",)))

    old, new = index(2), index(3)
    delta = delta_between(old, new)

    assert delta["put"] == {
        "rooms": [{"id": "r3", "name": "Small Hall"}],
        "sessions": [new["sessions"][0], new["sessions"][-1]],
    }
    assert delta["remove"] == {"rooms": ["r1"]}
    patched = apply_delta(old, delta)
    assert canonical_sha256(patched) == delta["sha256"] == latest_version().sha256


def test_unchanged_day_keeps_the_address_of_its_details() -> None:
    make_event("esc26")
    import_programme(small_programme())
    before = latest_version().days

    import_programme(changed(small_programme(), "a", abstract=[]))

    after = latest_version().days
    assert before.keys() == after.keys() == {"2026-06-09", "2026-06-10"}
    assert before["2026-06-10"] == after["2026-06-10"]
    assert before["2026-06-09"] != after["2026-06-09"]


def test_import_planned_on_an_older_programme_is_refused_whole() -> None:
    make_event("esc26")
    plan = plan_import(slug="esc26", parsed=small_programme(), now=now())
    import_programme(parsed_programme(parsed_session()))

    with pytest.raises(ProgrammeMovedError), transaction():
        apply_import(plan=plan, now=now())

    assert list(sessions()) == ["s1"]


def test_programme_without_entries_is_refused() -> None:
    make_event("esc26")

    with pytest.raises(ProgrammeRefusedError, match="nothing was imported"):
        plan_import(slug="esc26", parsed=parsed_programme(), now=now())


def test_import_into_an_unknown_event_is_refused() -> None:
    with pytest.raises(UnknownEventError):
        plan_import(slug="nowhere", parsed=small_programme(), now=now())


def test_entries_outside_the_event_are_kept_and_reported() -> None:
    make_event("esc26")
    late = parsed_session(starts_at=OPENING_AT + timedelta(days=30))

    assert import_programme(parsed_programme(late))["warnings"] == [
        {
            "where": "s1 'Opening'",
            "message": "1 of 1 entries start outside the event's dates, 2026-06-09 to 2026-06-11; "
            "they were kept.",
        }
    ]


def test_places_of_a_session_are_told_to_phones_and_tables() -> None:
    make_event("esc26")
    import_programme(
        parsed_programme(parsed_session("a", capacity=40, full=True), parsed_session("b", "Talk"))
    )

    known, other = index(2)["sessions"]
    assert (known["capacity"], known["full"]) == (40, True)
    assert not {"capacity", "full"} & other.keys()
    assert [(row.capacity, row.full) for row in sessions().values()] == [(40, True), (None, False)]
