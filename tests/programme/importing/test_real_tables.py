"""Every real table that lies beside the project: counted by csv and openpyxl, times by eye."""

import csv
import html
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from server.programme.importing.mapping import table_columns
from server.programme.importing.opened import Opened
from server.programme.importing.parsed import ParsedProgramme, UnreadableError
from server.programme.importing.reading import read_programme
from tests.shared import SHARED

DATA = SHARED / "data"
DETROIT = "America/Detroit"

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="there is no folder of real programmes")


def read(name: str, zone: str, **known: object) -> ParsedProgramme:
    path = DATA / name
    source = (
        {file.name: file.read_bytes() for file in path.iterdir()}
        if path.is_dir()
        else path.read_bytes()
    )
    return read_programme(source, zone=zone, **known)  # type: ignore[arg-type]


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def times(programme: ParsedProgramme, *titles: str) -> list[tuple[str, str]]:
    return [
        (s.starts_at.strftime("%m-%d %H:%M"), s.ends_at.strftime("%m-%d %H:%M"))
        for title in titles
        for s in programme.sessions
        if s.title.startswith(title)
    ]


def messages(programme: ParsedProgramme) -> Iterator[str]:
    return (oddity.message for oddity in programme.warnings)


def test_camp99_has_weekdays_and_hours_alone() -> None:
    name = "csv-programme/camp99/camp99.csv"
    programme = read(name, "Europe/Berlin", starts_on=date(1999, 8, 6), ends_on=date(1999, 8, 8))
    days = {"Freitag": 6, "Samstag": 7, "Sonntag": 8}
    expected = sorted(
        (
            " ".join(row["title"].split()),
            datetime(1999, 8, days[row["day"]]) + timedelta(hours=int(row["start_hour"])),  # noqa: DTZ001
        )
        for row in rows(name)
    )
    found = sorted((s.title, s.starts_at.replace(tzinfo=None)) for s in programme.sessions)
    assert found == expected
    assert len(found) == 32
    assert times(
        programme,
        "How To Leave The Planet",
        "Biometric Insecurity",
        "Linux Security Summit",
        "Poetry Slam",
        "Eingeschränkt freie Berufswahl",
        "Chaos Communication Camp Reverse",
    ) == [
        ("08-06 12:00", "08-06 14:00"),
        ("08-07 00:00", "08-07 00:30"),
        ("08-07 00:00", "08-07 00:30"),
        ("08-08 00:00", "08-08 00:30"),
        ("08-08 12:00", "08-08 14:00"),
        ("08-08 18:00", "08-08 18:30"),
    ]
    assumed = "It does not say when it ends; 30 minutes were assumed."
    assert list(messages(programme)).count(assumed) == 1  # the last of each day, said once
    assert any("until the next in its room begins" in message for message in messages(programme))


def test_camp99_without_the_events_dates_is_refused_with_the_reason() -> None:
    with pytest.raises(UnreadableError, match="no readable date and time"):
        read("csv-programme/camp99/camp99.csv", "Europe/Berlin")


def test_events_of_ismir_2020_are_told_in_utc() -> None:
    name = "csv-programme/ismir2020/all-events-details.csv"
    programme = read(name, "America/Montreal")
    told = rows(name)
    assert len(programme.sessions) == len(told) == 93
    stamps = sorted(f"{row['Date (UTC)']} {row['Start time (UTC)']:0>5}" for row in told)
    found = sorted(
        (s.starts_at - (s.starts_at.utcoffset() or timedelta())).strftime("%Y-%m-%d %H:%M")
        for s in programme.sessions
    )
    assert found == stamps
    assert times(programme, "T1A:", "T1B:", "T5B:", "Opening Plenary A", "Opening Plenary B") == [
        ("10-11 07:00", "10-11 10:00"),
        ("10-11 15:00", "10-11 18:00"),
        ("10-12 04:00", "10-12 07:00"),
        ("10-12 08:00", "10-12 09:00"),
        ("10-12 20:30", "10-12 21:30"),
    ]
    assert "https://meet.example.org" not in repr(programme.sessions)


def test_folder_of_ismir_2020_is_its_events_and_names_what_it_passed_over() -> None:
    programme = read("csv-programme/ismir2020", "America/Montreal")
    assert len(programme.sessions) == 93
    passed = [o.where for o in programme.warnings if "passed over" in o.message]
    assert passed == ["ismir2020-papers.csv", "paper_schedule.csv"]


def test_papers_of_ismir_2020_say_neither_when_nor_where() -> None:
    name = "csv-programme/ismir2020/ismir2020-papers.csv"
    with pytest.raises(UnreadableError, match=r"“Paper Title”.*has titles, but nothing says when"):
        read(name, "UTC")
    programme = read(name, "UTC", format_name="posters")
    assert {p.poster.key for p in programme.posters} == {
        f"posters/{r['Paper ID']}" for r in rows(name)
    }
    first = next(p.poster for p in programme.posters if p.poster.key == "posters/5")
    assert [(p.name, p.institution) for p in first.people] == [
        ("Go Shibata", "Kyoto University"),
        ("Ryo Nishikimi", "Kyoto University"),
        ("Kazuyoshi Yoshii", "Kyoto University"),
    ]


def test_schedule_of_papers_of_ismir_2020_has_no_titles() -> None:
    with pytest.raises(UnreadableError, match="has no column for titles"):
        read("csv-programme/ismir2020/paper_schedule.csv", "UTC")


def test_table_of_penguicon_2016_ends_by_its_lengths_where_ends_are_slips() -> None:
    name = "csv-programme/penguicon2016-gsheet/sched.csv"
    programme = read(name, DETROIT)
    told = rows(name)

    def moment(row: dict[str, str], which: str) -> datetime:
        text = f"{row[f'{which} Date']} {row[f'{which} Time']}"
        return datetime.strptime(text, "%m/%d/%Y %H:%M")  # noqa: DTZ007 - the venue's

    slips = [row["Title"] for row in told if moment(row, "End") <= moment(row, "Start")]
    assert len(slips) == 4
    expected = sorted(
        (moment(row, "Start"), moment(row, "Start") + timedelta(minutes=50)
         if row["Title"] in slips else moment(row, "End"))
        for row in told
    )  # fmt: skip
    found = sorted(
        (s.starts_at.replace(tzinfo=None), s.ends_at.replace(tzinfo=None))
        for s in programme.sessions
    )
    assert found == expected
    assert len(found) == 421
    assert list(messages(programme)).count(
        "It does not end after it starts; how long it lasts was taken instead."
    ) == 4  # fmt: skip
    assert times(
        programme, "Kitchen Hacks 101", "Charity Raffle", "I know Kung Fu", "Preserving the Summer",
        "Intro to Python",
    ) == [
        ("04-30 13:00", "04-30 13:50"),
        ("04-29 16:00", "05-01 15:00"),
        ("04-29 16:00", "04-29 17:50"),
        ("05-01 12:00", "05-01 12:50"),
        ("04-30 12:00", "04-30 12:50"),
    ]  # fmt: skip


def test_calendar_table_of_penguicon_2019_is_read_whole() -> None:
    name = "csv-programme/penguicon2019-gcal/2019.penguicon.fullcalendar.csv"
    programme = read(name, DETROIT)
    assert len(programme.sessions) == len(rows(name)) == 398
    assert {r for s in programme.sessions for r in s.rooms} == {
        row["Location"].strip() for row in rows(name) if row["Location"].strip()
    }
    assert times(programme, "Dice Forge", "Azul", "Midnight Mayhem", "Penguin Hunt") == [
        ("05-03 12:00", "05-03 13:00"),
        ("05-04 13:00", "05-04 14:00"),
        ("05-03 13:00", "05-03 15:00"),
        ("05-05 00:00", "05-05 04:00"),
        ("05-05 00:00", "05-05 04:00"),
        ("05-05 00:00", "05-05 04:00"),
        ("05-03 16:00", "05-05 16:00"),
    ]
    assert len({s.key for s in programme.sessions}) == 398


def test_export_of_sched_keeps_the_nights_it_dates_rightly() -> None:
    name = "sched-csv/penguicon2019/sched.csv"
    programme = read(name, DETROIT)
    placed = [row for row in rows(name) if "TBA" not in row["event_start"]]
    people = {
        " ".join(html.unescape(part).split())
        for row in placed
        for part in row["speakers"].split(",")
    }
    assert len(programme.sessions) == len(placed) == 399
    told = {" ".join(row["name"].split()).removeprefix("CANCELED ") for row in placed}
    assert {s.title for s in programme.sessions} == told
    assert {s.key for s in programme.sessions if s.cancelled} == {"296", "62"}
    assert {p.name for s in programme.sessions for p in s.people} <= people | {
        part for name in people for part in name.split(" and ")
    } | {part for name in people for part in name.split(" & ")}  # fmt: skip
    assert times(programme, "Midnight Mayhem", "FOSS on Wheels", "Cross Stitch 201", "Azul") == [
        ("05-05 00:00", "05-05 04:00"),
        ("05-05 00:00", "05-05 04:00"),
        ("05-05 00:00", "05-05 04:00"),
        ("05-03 20:00", "05-03 21:00"),
        ("05-05 12:00", "05-05 14:00"),
        ("05-03 13:00", "05-03 15:00"),
    ]


def test_folder_of_ismir_2023_is_counted_by_session() -> None:
    folder = "miniconf/ismir2023"
    programme = read(folder, "Europe/Rome")
    calendar = json.loads((DATA / folder / "main_calendar.json").read_bytes())
    posters = [s for s in programme.sessions if s.kind == "poster"]
    counts = {page: len(rows(f"{folder}/{page}.csv")) for page in ("papers", "lbds", "music")}
    assert counts == {"papers": 103, "lbds": 48, "music": 6}
    assert len(programme.sessions) - len(posters) == len(calendar) == 39
    assert {s.key for s in posters} == {
        f"{page}/{row['uid']}" for page in counts for row in rows(f"{folder}/{page}.csv")
    }
    by_key = {s.key: s for s in programme.sessions}
    assert by_key["papers/64"].within == "Paper Session - 1@2023-11-06T10:30:00+01:00"
    assert by_key["papers/64"].board == "0"
    assert times(
        programme, "Exploring the Correspondence", "Registration", "Paper Session - 2",
        "Inclusion Panel", "Inclusion Meetup",
    )[:1] == [("11-06 10:30", "11-06 13:15")]  # fmt: skip
    assert times(programme, "Paper Session - 2", "Inclusion Panel", "Inclusion Meetup") == [
        ("11-06 14:30", "11-06 17:00"),
        ("11-06 17:30", "11-06 18:30"),
        ("11-06 18:30", "11-06 19:30"),
    ]


def test_events_of_ismir_2023_alone_are_a_table() -> None:
    name = "miniconf/ismir2023/events.csv"
    programme = read(name, "Europe/Rome")
    assert sorted(s.starts_at.strftime("%Y-%m-%d %H:%M") for s in programme.sessions) == sorted(
        f"{row['start_date']} {row['start_time'].strip():0>5}" for row in rows(name)
    )
    assert len(programme.sessions) == 39
    assert (
        times(programme, "T1(M)", "T2(M)", "T3(M)", "Inclusion Panel")[:3]
        == [("11-05 09:00", "11-05 13:00")] * 3
    )
    tutorial = next(s for s in programme.sessions if s.title.startswith("T1(M)"))
    assert ("Laura Bishop", "University of Oslo") in {
        (person.name, person.institution) for person in tutorial.people
    }


@pytest.mark.parametrize(("page", "count"), [("papers", 103), ("lbds", 48), ("music", 6)])
def test_lists_of_ismir_2023_alone_are_posters(page: str, count: int) -> None:
    name = f"miniconf/ismir2023/{page}.csv"
    programme = read(name, "Europe/Rome")
    assert len(programme.posters) == count == len(rows(name))
    assert {(p.poster.key, p.poster.board) for p in programme.posters} == {
        (f"posters/{row['uid']}", row["position"]) for row in rows(name)
    }


@pytest.mark.parametrize(
    "name",
    ["ismir2023/industry.csv", "iclr2020-sample/papers.csv", "iclr2020-sample/socials.csv",
     "iclr2020-sample/speakers.csv", "iclr2020-sample/workshops.csv"],
)  # fmt: skip
def test_tables_that_say_neither_time_nor_board_are_refused_with_their_columns(name: str) -> None:
    with pytest.raises(UnreadableError, match=r"has titles, but nothing says when they are"):
        read(f"miniconf/{name}", "UTC")


def test_folder_of_iclr_2020_reports_papers_that_no_session_shows() -> None:
    folder = "miniconf/iclr2020-sample"
    programme = read(folder, "UTC")
    calendar = json.loads((DATA / folder / "main_calendar.json").read_bytes())
    assert sorted(s.starts_at.isoformat() for s in programme.sessions) == sorted(
        entry["start"] for entry in calendar
    )
    assert programme.left_out == len(rows(f"{folder}/papers.csv")) == 687
    assert not any(row["session"].strip() for row in rows(f"{folder}/papers.csv"))
    assert times(
        programme, "Live Q&A: Mihaela", "Anticipating Risky", "Live Q&A: Michael",
        "The RL Social", "WiML Virtual Panel",
    ) == [
        ("04-29 11:00", "04-29 11:30"),
        ("04-28 23:00", "04-29 01:00"),
        ("04-29 16:00", "04-29 18:00"),
        ("04-30 19:00", "04-30 19:30"),
        ("04-29 18:00", "04-29 20:00"),
        ("04-30 16:00", "04-30 18:00"),
    ]  # fmt: skip


@pytest.mark.filterwarnings("ignore:Unknown extension")
def test_template_of_voc_has_formulas_and_people_below_a_spanning_heading() -> None:
    name = "xlsx/voc-csv2schedule-template/schedule-example.xlsx"
    sheet = load_workbook(DATA / name).worksheets[0]
    told = [row for row in sheet.iter_rows(min_row=3, values_only=True) if row[4]]
    programme = read(name, "Europe/Berlin")
    assert len(programme.sessions) == len(told) == 13
    assert {(s.key, s.starts_at.strftime("%d %H:%M"), s.rooms[0], len(s.people))
            for s in programme.sessions} == {
        (str(row[7]), f"{row[1]:%d} {row[3]:%H:%M}", row[0], sum(c is not None for c in row[9:14]))
        for row in told
    }  # fmt: skip
    panel = next(s for s in programme.sessions if s.key == "1012")
    assert [p.name for p in panel.people] == [
        "Dr. Elke Löffler", "Dr. Daniela Rothenhöfer", "Dr. Matthias Stürmer", "Manfred Klein",
    ]  # fmt: skip
    assert "Column C" not in repr(programme)


def test_posters_of_bernstein_are_in_their_session() -> None:
    folder = DATA / "posters/gca-bernstein"
    programme = read("posters/gca-bernstein", "Europe/Berlin")
    abstracts = json.loads((folder / "abstracts.json").read_bytes())
    posters = {s.title: s for s in programme.sessions if s.kind == "poster"}
    assert set(posters) == {" ".join(one["title"].split()) for one in abstracts}
    assert len(programme.sessions) == 11 + 3
    (session,) = [s for s in programme.sessions if s.kind == "poster-session"]
    assert {p.within for p in posters.values()} == {session.key}
    assert times(
        programme, "Poster Session I", "Welcome by Name A", "Opening Lecture", "Coffee Break",
        "Postdoc Meeting", "Distinguishing local",
    ) == [
        ("09-26 16:00", "09-26 19:30"),
        ("09-26 14:00", "09-26 14:05"),
        ("09-26 14:15", "09-26 15:00"),
        ("09-27 10:30", "09-27 11:00"),
        ("09-25 19:00", "09-25 19:30"),
        ("09-26 16:00", "09-26 19:30"),
    ]  # fmt: skip
    people = [person["name"] for person in abstracts[0]["authors"]]
    assert [p.name for p in posters[abstracts[0]["title"]].people] == people


@pytest.mark.parametrize("name", ["sample.csv", "sample.xlsx"])
def test_list_of_attendees_is_no_programme(name: str) -> None:
    path: Path = DATA / "attendees/acl2020-cognito" / name
    with pytest.raises(UnreadableError, match="has no column for titles"):
        read_programme(path.read_bytes(), zone="UTC")
    columns = table_columns(Opened(path.read_bytes()))
    assert columns is not None
    assert columns.columns[0] == ("last_name", ("a_last", "b_last"))
