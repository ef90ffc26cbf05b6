"""JSON whose members have names that nobody knows: its user says what they hold."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from server.programme.importing.reading import columns_of, read_programme

ROWS = [
    {"was": "Opening", "wenn": "9.6.2026 09:00", "wer": [{"name": "Ada Testwell"}, "Bo Sampleson"]},
    {"was": "Closing", "wenn": "9.6.2026 17:30", "wo": {"name": "Aula"}},
]


def test_the_longest_list_shows_its_members() -> None:
    columns = columns_of(json.dumps({"meta": [{"a": 1}], "zeilen": ROWS}).encode())

    assert columns is not None
    assert columns.columns == (
        ("was", ("Opening", "Closing")),
        ("wenn", ("9.6.2026 09:00", "9.6.2026 17:30")),
        ("wer", ("Ada Testwell; Bo Sampleson",)),
        ("wo", ("Aula",)),
    )


def test_mapped_members_are_read_and_oddities_name_the_entry() -> None:
    programme = read_programme(
        json.dumps(ROWS).encode(),
        zone="Europe/Berlin",
        columns={"title": "was", "start": "wenn", "speakers": "wer", "room": "wo"},
    )

    first, last = programme.sessions
    assert first.starts_at == datetime(2026, 6, 9, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert [person.name for person in first.people] == ["Ada Testwell", "Bo Sampleson"]
    assert last.rooms == ("Aula",)
    assert [oddity.where for oddity in programme.warnings] == ["entry “Opening” and 1 more"]


def test_json_without_a_list_of_objects_has_nothing_to_map() -> None:
    assert columns_of(b'{"name": "Expo", "days": [1, 2]}') is None
