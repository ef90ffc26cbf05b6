from server.programme.importing.limited import inspect_programme_limited
from server.programme.importing.reading import columns_of, read_programme

from .samples import BERLIN, event_xml, schedule_xml

STRANGE = (
    b"Alpha;Beta;Gamma;Delta\n"
    b"Handover without fear;2026-06-09;11:00-11:45;Hall\n"
    b"Ward rounds;2026-06-09;12:00-12:45;Hall\n"
    b"A third one;2026-06-10;9:00-9:45;Annex\n"
)


def test_columns_that_are_not_recognised_are_shown_with_samples_and_a_guess() -> None:
    columns = columns_of(STRANGE)
    assert columns is not None
    assert columns.columns == (
        ("Alpha", ("Handover without fear", "Ward rounds", "A third one")),
        ("Beta", ("2026-06-09", "2026-06-10")),
        ("Gamma", ("11:00-11:45", "12:00-12:45", "9:00-9:45")),
        ("Delta", ("Hall", "Annex")),
    )
    assert columns.guess == {"title": "Alpha", "date": "Beta", "start_time": "Gamma"}
    assert [name for name, required in columns.fields if required] == ["title"]
    assert [name for name, _ in columns.fields][:4] == ["title", "start", "date", "start_time"]


def test_guess_reads_the_table_when_it_is_given_back() -> None:
    columns = columns_of(STRANGE)
    assert columns is not None
    programme = read_programme(STRANGE, zone=BERLIN, columns=columns.guess)
    assert [s.starts_at.strftime("%d %H:%M") for s in programme.sessions] == [
        "09 11:00",
        "09 12:00",
        "10 09:00",
    ]


def test_recognised_programme_has_nothing_to_map_unless_asked() -> None:
    table = b"Title,Start\nHandover,2026-06-09 11:00\n"
    assert columns_of(table) is None
    assert columns_of(schedule_xml(event_xml())) is None
    columns = columns_of(table, always=True)
    assert columns is not None
    assert columns.guess == {"title": "Title", "start": "Start"}


def test_what_is_no_table_has_no_columns() -> None:
    assert columns_of(b"Just words, and more\n") is None
    assert columns_of({"a.txt": b"words", "b.txt": b"more words"}) is None


def test_columns_are_looked_at_within_the_limits_of_the_child() -> None:
    assert inspect_programme_limited(STRANGE) == columns_of(STRANGE)
