"""Programmes that print when things start, and not when they end."""

import json
import random

from server.programme.importing.parsed import ParsedProgramme
from server.programme.importing.reading import read_programme

from .samples import BERLIN

NEXT = "It does not say when it ends; it was taken to last until the next in its room begins."
ASSUMED = "It does not say when it ends; 30 minutes were assumed."


def entry(title: str, start: str, room: str = "", end: str = "") -> dict[str, str]:
    said = {"title": title, "start": f"2026-06-{start}:00+02:00", "room": room}
    return said | ({"end": f"2026-06-{end}:00+02:00"} if end else {})


def read(*entries: dict[str, str]) -> ParsedProgramme:
    return read_programme(json.dumps({"sessions": entries}).encode(), zone=BERLIN)


def ends(programme: ParsedProgramme) -> dict[str, str]:
    return {session.title: f"{session.ends_at:%d %H:%M}" for session in programme.sessions}


OPEN = (
    entry("Opening", "09T09:00", "Hall"),
    entry("Handover", "09T09:45", "Hall"),
    entry("Elsewhere", "09T09:30", "Aula"),
    entry("Coffee break", "09T11:00"),
    entry("Afternoon", "09T14:30", "Hall"),
    entry("Night", "09T23:30", "Hall"),
    entry("Later that night", "10T00:15", "Hall"),
    entry("Next morning", "10T08:00", "Hall"),
)


def test_without_ends_a_session_lasts_until_the_next_in_its_room() -> None:
    assert ends(read(*OPEN)) == {
        "Opening": "09 09:45",
        "Handover": "09 11:00",  # a break of no room is everybody's
        "Elsewhere": "09 11:00",
        "Coffee break": "09 11:30",
        "Afternoon": "09 15:00",  # the next is hours away
        "Night": "10 00:15",
        "Later that night": "10 00:45",  # the morning is another day
        "Next morning": "10 08:30",
    }


def test_missing_ends_of_most_of_a_file_are_said_once_each_way() -> None:
    said = [oddity.message for oddity in read(*OPEN).warnings]
    assert said == [NEXT, ASSUMED]


def test_order_of_entries_makes_no_difference_to_their_ends() -> None:
    expected = ends(read(*OPEN))
    for seed in range(5):
        assert ends(read(*random.Random(seed).sample(OPEN, len(OPEN)))) == expected  # noqa: S311


def test_one_missing_end_among_many_says_nothing_about_the_next() -> None:
    programme = read(
        entry("Opening", "09T09:00", "Hall", "09T09:30"),
        entry("Handover", "09T09:45", "Hall"),
        entry("Closing", "09T11:00", "Hall", "09T12:00"),
    )
    assert ends(programme)["Handover"] == "09 10:15"
    (oddity,) = programme.warnings
    assert (oddity.where, oddity.message) == ("sessions[1], entry “Handover”", ASSUMED)


def test_parallel_sessions_of_a_room_do_not_end_each_other() -> None:
    programme = read(
        entry("One", "09T09:00", "Hall"),
        entry("Two", "09T09:00", "Hall"),
        entry("Three", "09T10:00", "Hall"),
    )
    assert ends(programme) == {"One": "09 10:00", "Two": "09 10:00", "Three": "09 10:30"}
