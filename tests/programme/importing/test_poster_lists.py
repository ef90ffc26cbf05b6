"""Lists of posters in a folder beside their programme, in a sheet of it, and alone."""

import csv
import io
import json

import pytest

from server.programme.importing.parsed import ParsedProgramme, ParsedSession, UnreadableError
from server.programme.listing import board_order

from .books import read, xlsx
from .samples import event_xml, schedule_xml

PROGRAMME = (
    ("Id", "Title", "Date", "Start", "End", "Room", "Description"),
    ("7", "Opening", "2026-06-09", "9:00", "10:00", "Aula", ""),
    ("8", "Poster session I", "2026-06-09", "12:00", "13:00", "Foyer", "Boards 1 to 40."),
    ("9", "Poster session II", "2026-06-10", "12:00", "13:00", "Foyer", "Boards 41 to 80."),
)
POSTERS = (
    ("Board", "Title", "Authors", "Abstract"),
    ("10", "Airway drills", "Cleo Mock (Example University)", "Words."),
    ("2", "Sepsis bundles", "Ada Testwell; Bo Sample", "Words."),
    ("41", "Night shifts", "Dag Mock", "Words."),
)


def table(rows: tuple[tuple[str, ...], ...]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerows(rows)
    return file.getvalue().encode()


def posters(programme: ParsedProgramme) -> dict[str, ParsedSession]:
    return {s.title: s for s in programme.sessions if s.kind == "poster"}


@pytest.mark.parametrize("form", ["folder", "sheets"])
def test_list_beside_a_programme_goes_into_its_sessions_by_their_boards(form: str) -> None:
    source = (
        {"programme.csv": table(PROGRAMME), "posters.csv": table(POSTERS)}
        if form == "folder"
        else xlsx({"Programme": PROGRAMME, "Posters": POSTERS})
    )
    programme = read(source)
    found = posters(programme)
    assert {title: (p.within, p.board) for title, p in found.items()} == {
        "Airway drills": ("8", "10"),
        "Sepsis bundles": ("8", "2"),
        "Night shifts": ("9", "41"),
    }
    assert found["Night shifts"].starts_at.isoformat() == "2026-06-10T12:00:00+02:00"
    assert found["Night shifts"].rooms == ("Foyer",)
    assert [p.name for p in found["Sepsis bundles"].people] == ["Ada Testwell", "Bo Sample"]
    assert sorted((p.board for p in found.values()), key=board_order) == ["2", "10", "41"]


def test_list_goes_into_a_programme_of_another_format_too() -> None:
    files = {
        "schedule.xml": schedule_xml(event_xml(title="Poster hour", type="poster session")),
        "list.csv": table(POSTERS),
    }
    programme = read(files)
    assert programme.format == "frab-xml"
    assert {p.within for p in posters(programme).values()} == {"g-1"}


@pytest.mark.parametrize(
    ("column", "value", "within"),
    [
        ("Session", "Poster session II", "9"),
        ("Session", "poster session ii", "9"),
        ("Session", "II", "9"),
        ("Session", "2", "9"),
        ("Poster session", "9", "9"),
        ("Date", "10 June", "9"),
        ("Time", "2026-06-10 12:30", "9"),
    ],
)
def test_session_is_found_by_name_number_id_day_or_time(
    column: str, value: str, within: str
) -> None:
    rows = (("Board", "Title", "Authors", column), ("X1", "Sepsis", "Ada Testwell", value))
    programme = read({"a.csv": table(PROGRAMME), "posters.csv": table(rows)})
    assert posters(programme)["Sepsis"].within == within


def test_poster_of_no_session_gets_one_of_the_name_it_says() -> None:
    rows = (
        ("Board", "Title", "Session", "Date", "Start", "End", "Room"),
        ("1", "Sepsis", "E-posters", "2026-06-11", "9:00", "9:20", "Lounge"),
        ("2", "Airway", "E-posters", "2026-06-11", "9:20", "9:40", "Lounge"),
    )
    programme = read({"a.csv": table(PROGRAMME), "posters.csv": table(rows)})
    made = next(s for s in programme.sessions if s.title == "E-posters")
    assert (made.kind, made.rooms) == ("poster-session", ("Lounge",))
    assert (made.starts_at.isoformat()[11:16], made.ends_at.isoformat()[11:16]) == (
        "09:00",
        "09:40",
    )
    assert posters(programme)["Airway"].starts_at.isoformat() == "2026-06-11T09:20:00+02:00"
    assert any("“E-posters” was made" in oddity.message for oddity in programme.warnings)


def test_list_alone_is_kept_as_one_and_states_hold_for_it() -> None:
    rows = (*POSTERS, ("3", "Withdrawn one", "Eda Mock", "Words."))
    text = table(tuple((*row, "Status" if n == 0 else "withdrawn" if n == 4 else "")
                       for n, row in enumerate(rows)))  # fmt: skip
    programme = read(text)
    assert (programme.sessions, programme.left_out) == ((), 1)
    assert [poster.poster.board for poster in programme.posters] == ["10", "41", "2"]


def test_papers_without_boards_are_posters_only_when_asked() -> None:
    rows = (("Paper ID", "Paper Title", "Authors"), ("5", "Sepsis", "Ada Testwell"))
    with pytest.raises(UnreadableError, match="import it as a list of posters"):
        read(table(rows))
    programme = read(table(rows), format_name="posters")
    assert [p.poster.key for p in programme.posters] == ["posters/5"]


def test_same_programme_twice_in_a_folder_is_refused() -> None:
    with pytest.raises(UnreadableError, match=r"2 programmes \(a.csv, b.csv\)"):
        read({"a.csv": table(PROGRAMME), "b.csv": table(PROGRAMME)})


def test_tables_of_a_day_each_are_one_programme_and_what_is_none_is_named() -> None:
    day = (("Title", "Start", "End"), ("Knots", "9:00", "10:00"))
    files = {
        "Tuesday.csv": table(day),
        "Wednesday.csv": table((day[0], ("Splints", "9:00", "10:00"))),
        "helpers.csv": b"Name;Telephone\nAda;1\nBo;2\n",
    }
    programme = read(files)
    assert [(s.title, s.starts_at.day) for s in programme.sessions] == [
        ("Knots", 9),
        ("Splints", 10),
    ]
    assert [o.where for o in programme.warnings] == ["helpers.csv"]


def test_abstracts_as_json_go_into_the_poster_session() -> None:
    abstracts = [
        {
            "id": 1, "title": "Sepsis", "abstract": "Words.", "state": "accepted",
            "session": "Poster", "authors": [{"name": "Ada Testwell", "epithet": "1,2"}],
            "affiliations": [{"index": "1", "address": "A"}, {"index": "2", "address": "B"}],
        },
        {"id": 2, "title": "Said", "abstract": "Words.", "session": "Talk", "authors": []},
    ]  # fmt: skip
    source = {"a.csv": table(PROGRAMME[:3]), "abstracts.json": json.dumps(abstracts).encode()}
    programme = read(source)
    (poster,) = posters(programme).values()
    assert (poster.within, poster.people[0].institution) == ("8", "A; B")
    assert programme.left_out == 1


def test_what_many_posters_share_is_their_session_and_no_board() -> None:
    rows = (
        ("poster", "session", "number", "title", "authors"),
        *(
            ("Poster 1" if n < 5 else "Poster 2", "Oral", str(n), f"Title {n}", "Ada Testwell")
            for n in range(9)
        ),
    )
    found = posters(read({"a.csv": table(PROGRAMME), "papers.csv": table(rows)}))
    assert [found[f"Title {n}"].within for n in (0, 8)] == ["8", "9"]
    assert found["Title 0"].board is None


def test_programme_of_mostly_posters_is_a_programme_all_the_same() -> None:
    rows = (
        ("Title", "Type", "Date", "Start", "End", "Room", "Board"),
        ("Knots", "talk", "2026-06-10", "09:00", "09:45", "Aula", ""),
        ("Poster session one", "poster session", "2026-06-10", "09:00", "11:00", "Hall", ""),
        ("Sepsis", "poster", "2026-06-10", "09:00", "11:00", "Hall", "P-10"),
        ("Sleep", "poster", "2026-06-10", "09:00", "11:00", "Hall", "P-2"),
        ("Lists", "poster", "2026-06-10", "09:00", "11:00", "Hall", "P-11"),
    )
    programme = read({"a.csv": table(rows)})
    assert sorted((s.title, s.kind, s.board) for s in programme.sessions) == [
        ("Knots", "talk", None),
        ("Lists", "poster", "P-11"),
        ("Poster session one", "poster-session", None),
        ("Sepsis", "poster", "P-10"),
        ("Sleep", "poster", "P-2"),
    ]
