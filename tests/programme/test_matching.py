import random
from dataclasses import replace
from datetime import timedelta

import pytest

from server.programme.drafting import Draft, draft_listing
from server.programme.importing.parsed import ParsedPerson, ParsedProgramme, ParsedSession
from server.programme.listing import ListedSession, Listing
from tests.conftest import NOW
from tests.effort import effort
from tests.programme import edited as edits
from tests.programme.parsed import OPENING_AT, parsed_programme, parsed_session

EMPTY = Listing(rooms=[], tracks=[], people=[], sessions=[])
ADA = ParsedPerson("Ada Testwell", key="ada")
BEN = ParsedPerson("Ben Sampleson", key="ben")


def first(*sessions: ParsedSession) -> Draft:
    return draft_listing(EMPTY, parsed_programme(*sessions), made=(0, 0, 0, 0), now=NOW)


def again(before: Draft, parsed: ParsedProgramme) -> Draft:
    made = (before.sessions_made, before.rooms_made, before.tracks_made, before.people_made)
    return draft_listing(before.after, parsed, made=made, now=NOW)


def by_source(draft: Draft) -> dict[str, ListedSession]:
    return {row.source_key: row for row in draft.after.sessions if row.removed_at is None}


def recognised(old: list[ParsedSession], new: list[ParsedSession]) -> dict[str, str]:
    """Return by the new file's ids what the sessions were called in the old one."""
    before = first(*old)
    was = {row.id: row.source_key for row in before.after.sessions}
    after = by_source(again(before, parsed_programme(*new)))
    return {key: was[row.id] for key, row in after.items() if row.id in was}


@pytest.mark.parametrize("renumbered", [False, True], ids=["ids kept", "other ids"])
def test_what_organisers_do_between_two_exports_is_recognised(*, renumbered: bool) -> None:
    for seed in range(effort("HALLWAY_EDITED", short=60, full=3_000)):
        dice = random.Random(seed)  # noqa: S311 -- a test's dice
        sessions = edits.invented_programme(dice)
        wanted = dice.choices(edits.EDITS, k=dice.randrange(1, 7))
        state = edits.edited(dice, sessions, [edits.renumber, *wanted] if renumbered else wanted)
        before = first(*sessions)
        old = {row.source_key: row for row in before.after.sessions}

        draft = again(before, state.programme(dice))

        after = by_source(draft)
        told = f"seed {seed}: {[edit.__name__ for edit in wanted]}"
        for session, was in state.sessions:
            row = after[session.key]
            if was is None:
                assert row.id not in {known.id for known in old.values()}, told
            elif session.title != "Lunch":
                assert row.id == old[was].id, f"{told}: {session.title}"
        gone = {row.source_key for row in draft.after.sessions if row.removed_at is not None}
        assert gone == state.removed, told


KEYNOTE = parsed_session("k", "Keynote", rooms=("Aula",), people=(ADA,))
LATER = OPENING_AT + timedelta(hours=3)


def at(session: ParsedSession, hours: float, **facts: object) -> ParsedSession:
    by = timedelta(hours=hours)
    moved = replace(session, starts_at=session.starts_at + by, ends_at=session.ends_at + by)
    return replace(moved, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("new", "is_same"),
    [
        (replace(KEYNOTE, key="n", title="Opening keynote: ten years of wards"), True),
        (replace(KEYNOTE, key="n", title="Keynóte!"), True),
        (at(KEYNOTE, 30, key="n", rooms=("Annex",)), True),
        (replace(KEYNOTE, key="n", title="Something else", people=(BEN,)), False),
        (replace(KEYNOTE, title="Wholly new ideas on sleep", people=(BEN,)), False),
        (replace(KEYNOTE, people=(BEN,)), True),
        (replace(KEYNOTE, key="n", people=(BEN,)), True),
        (at(KEYNOTE, 30, key="n", people=(BEN,)), False),
        (at(KEYNOTE, 3, title="Sleep, wholly rethought"), True),
        (replace(KEYNOTE, key="n", title="Sleep, wholly rethought"), True),
        (at(KEYNOTE, 3, key="n", title="Sleep, wholly rethought"), False),
    ],
    ids=lambda value: value if isinstance(value, bool) else f"{value.key} {value.title}",
)
def test_keynote_is_recognised_or_is_not(new: ParsedSession, *, is_same: bool) -> None:
    other = parsed_session("o", "Closing words", starts_at=LATER, rooms=("Aula",))

    assert recognised([KEYNOTE, other], [new, other]) == (
        {new.key: "k", "o": "o"} if is_same else {"o": "o"}
    )


def test_parts_of_a_series_are_not_mistaken_for_each_other() -> None:
    parts = [
        at(parsed_session(f"old {n}", f"Workshop part {n}", people=(ADA,)), n) for n in (1, 2, 3)
    ]
    new = [replace(part, key=f"new {n}") for n, part in enumerate(parts, 1)]

    assert recognised(parts[:2], new[1:]) == {"new 2": "old 2"}


def test_talks_that_change_places_stay_themselves_though_their_ids_stay_put() -> None:
    one = parsed_session("1", "Handover without holes", people=(ADA,))
    other = at(parsed_session("2", "Night shifts, measured", people=(BEN,)), 2)
    rest = [at(parsed_session(f"r{n}", f"Rest {n}"), n) for n in range(8)]
    swapped = [
        replace(one, title=other.title, people=other.people),
        replace(other, title=one.title, people=one.people),
    ]

    found = recognised([one, other, *rest], [*swapped, *rest])

    assert (found["1"], found["2"]) == ("2", "1")


def test_lunches_stay_on_their_days_and_move_in_their_order() -> None:
    lunches = [at(parsed_session(f"{day}", "Lunch", kind="meal"), 24 * day) for day in range(3)]
    half = [at(row, 0.5 if n == 1 else 0, key=f"row {9 - n}") for n, row in enumerate(lunches)]
    shifted = [at(row, 24 * 7, key=f"row {9 - n}") for n, row in enumerate(lunches)]
    expected = {"row 9": "0", "row 8": "1", "row 7": "2"}

    assert recognised(lunches, half) == expected
    assert recognised(lunches, shifted[::-1]) == expected
    assert recognised(lunches, [half[0], half[2]]) == {"row 9": "0", "row 7": "2"}


def test_talks_of_one_title_are_told_apart_by_who_speaks() -> None:
    mine = parsed_session("1", "Keynote", people=(ADA,))
    yours = at(parsed_session("2", "Keynote", people=(BEN,)), 24)
    swapped = [at(mine, 24, key="x"), at(yours, -24, key="y")]

    assert recognised([mine, yours], swapped) == {"x": "1", "y": "2"}


def test_ids_that_count_lines_say_nothing() -> None:
    rows = [at(parsed_session(str(n), f"Talk {n} on {n * 7}"), n) for n in range(1, 7)]
    inserted = [parsed_session("1", "Welcome"), *rows]
    new = [replace(row, key=str(n)) for n, row in enumerate(inserted, 1)]

    assert recognised(rows, new) == {str(n + 1): str(n) for n in range(1, 7)}


def test_lines_that_were_pushed_down_do_not_pull_lunch_to_another_day() -> None:
    talks = [at(parsed_session(str(n), f"Talk {n} on {n * 7}"), n) for n in (10, 11, 12)]
    lunches = [at(parsed_session(str(n), "Lunch", kind="meal"), 24 * n) for n in range(3)]
    pushed = [replace(row, key=str(int(row.key) + 1)) for row in [*lunches, *talks]]

    found = recognised([*lunches, *talks], pushed)

    assert found == {row.key: str(int(row.key) - 1) for row in pushed}


def test_slot_with_an_alike_title_and_other_speakers_is_another_talk() -> None:
    old = parsed_session("a", "A case of a wandering wire", rooms=("Aula",), people=(ADA,))
    new = replace(old, key="b", title="A case of a wondering wire", people=(BEN,))

    assert recognised([old], [new]) == {}


def test_who_has_two_things_at_one_time_is_no_proof() -> None:
    chaired = parsed_session("a", "Morning of abstracts", people=(ADA,))
    talk = replace(chaired, key="b", title="Sleep in residents")
    other = replace(chaired, key="c", title="Zebra fish and noise")

    assert recognised([chaired, talk], [chaired, other]) == {"a": "a"}


def test_title_that_is_near_to_two_is_neither() -> None:
    old = [
        at(parsed_session(f"{n}", f"Reading tracings aloud: the {word}", people=(ADA,)), n)
        for n, word in enumerate(("trial", "train"))
    ]
    new = at(parsed_session("x", "Reading tracings aloud: the trail", people=(ADA,)), 9)

    assert recognised(old, [new]) == {}
    assert recognised(old[:1], [new]) == {"x": "0"}


def test_line_given_to_another_talk_is_another_talk() -> None:
    rows = [at(parsed_session(str(n), f"Talk {n} on {n * 7}"), n) for n in range(1, 7)]
    last = at(parsed_session("6", "Yoga at dawn"), 40)

    assert "6" not in recognised(rows, [*rows[:-1], last])


def test_board_given_to_another_poster_is_another_poster() -> None:
    poster = parsed_session("P1", "Ward audit of ferritin", kind="poster", board="P1")
    other = replace(poster, key="P2", board="P2", title="Sleep in residents", people=(ADA,))
    new = replace(other, title="Zebra fish and noise", people=(BEN,))

    assert recognised([poster, other], [poster, new]) == {"P1": "P1"}


def test_poster_of_the_same_authors_is_not_another_of_theirs() -> None:
    poster = parsed_session("a", "Ward audit of ferritin", kind="poster", board="P1", people=(ADA,))
    new = replace(poster, key="b", board="P2", title="Sleep in residents")

    assert recognised([poster], [new]) == {}


def test_renamed_room_keeps_its_key_and_its_sessions_rise_in_calendars() -> None:
    talks = [
        at(parsed_session(f"{n}", f"Talk {n} of wards", rooms=("Room A" if n < 3 else "Aula",)), n)
        for n in range(5)
    ]
    before = first(*talks)
    new = [replace(t, rooms=("Room A (1st floor)",)) if n < 3 else t for n, t in enumerate(talks)]

    draft = again(before, parsed_programme(*new))

    assert [(room.key, room.name) for room in draft.after.rooms] == [
        ("r2", "Aula"),
        ("r1", "Room A (1st floor)"),
    ]
    assert [by_source(draft)[f"{n}"].sequence for n in range(5)] == [1, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("new_rooms", "why"),
    [
        (("Studio", "Studio"), "another name altogether is a move"),
        (("Room A1", "Room A (1st floor)"), "some went elsewhere"),
        (("Room A", "Room A (1st floor)"), "the old one is still there"),
    ],
)
def test_room_is_not_renamed_where_that_is_not_certain(
    new_rooms: tuple[str, str], why: str
) -> None:
    talks = [at(parsed_session(f"{n}", f"Talk {n} of wards", rooms=("Room A",)), n) for n in (0, 1)]
    new = [replace(talk, rooms=(room,)) for talk, room in zip(talks, new_rooms, strict=True)]

    draft = again(first(*talks), parsed_programme(*new))

    assert {room.key: room.name for room in draft.after.rooms}["r1"] == "Room A", why


@pytest.mark.parametrize(
    ("old", "new", "is_same"),
    [
        ("José García", "Jose Garcia", True),
        ("Ada M. Testwell", "Ada Testwell", True),
        ("Dr. Ada Testwell", "Testwell, Ada", True),
        ("Ada Testwel", "Ada Testwell", True),
        ("Wei A. Zhang", "Wei B. Zhang", False),
        ("Ada Testwell", "Ben Sampleson", False),
    ],
)
def test_person_written_otherwise_is_the_same_person(old: str, new: str, *, is_same: bool) -> None:
    talk = parsed_session("a", "Handover without holes", people=(ParsedPerson(old, key="x"),))
    renamed = replace(talk, people=(ParsedPerson(new, key="other"),))

    draft = again(first(talk), parsed_programme(renamed))

    keys = {person.name: person.key for person in draft.after.people}
    assert keys[new] == ("p1" if is_same else "p2")


def test_ids_of_people_that_mean_others_in_the_newer_file_mean_nothing() -> None:
    people = (ParsedPerson("Ada Testwell", key="1"), ParsedPerson("Ben Sampleson", key="2"))
    talk = parsed_session("a", "Handover without holes", people=people)
    crossed = tuple(replace(person, key=str(3 - n)) for n, person in enumerate(people, 1))

    draft = again(first(talk), parsed_programme(replace(talk, people=crossed)))

    assert {person.name: person.key for person in draft.after.people} == {
        "Ada Testwell": "p1",
        "Ben Sampleson": "p2",
    }
