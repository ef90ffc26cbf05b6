"""Real programmes, where they lie beside the project: counted a second way, and times by hand."""

import csv
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from server.programme.importing.parsed import ParsedProgramme, UnreadableError
from server.programme.importing.reading import read_programme
from tests.shared import SHARED

from .samples import BERLIN

DATA = SHARED / "data"

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="there is no folder of real programmes")


def read(name: str, zone: str | None = BERLIN) -> ParsedProgramme:
    return read_programme((DATA / name).read_bytes(), zone=zone)


def counted(programme: ParsedProgramme) -> dict[str, int]:
    return {
        "sessions": len(programme.sessions),
        "people": len({person.key for s in programme.sessions for person in s.people}),
        "rooms": len({room for s in programme.sessions for room in s.rooms}),
        "days": len({s.starts_at.date() for s in programme.sessions}),
    }


def times(programme: ParsedProgramme, *titles: str) -> list[tuple[str, str]]:
    """Return start and end, as the venue's clocks show them, of the sessions so titled."""
    shown = "%Y-%m-%d %H:%M"
    return [
        (s.starts_at.strftime(shown), s.ends_at.strftime(shown))
        for title in titles
        for s in programme.sessions
        if s.title == title
    ]


def elements(name: str, path: str) -> list[Any]:
    return list(etree.parse(DATA / name).getroot().iterfind(path))


def values(name: str, path: str) -> set[str]:
    return {" ".join((element.text or "").split()) for element in elements(name, path)}


def test_36c3_is_read_whole_though_ids_are_used_twice() -> None:
    name = "frab-xml/36c3/36c3_merged.xml"
    programme = read(name)
    assert counted(programme) == {
        "sessions": len(elements(name, ".//event")),
        "people": len(values(name, ".//person")),
        "rooms": len(values(name, ".//event/room")),
        "days": len({date[:10] for date in values(name, ".//event/date")}),
    }
    assert counted(programme) == {"sessions": 1351, "people": 878, "rooms": 92, "days": 5}
    assert len({session.key for session in programme.sessions}) == 1351
    assert len([s for s in programme.sessions if s.title.startswith("Löten für Einsteiger")]) >= 2
    twice = [o for o in programme.warnings if "both were kept" in o.message]
    shared = [o for o in programme.warnings if "used by another entry" in o.message]
    assert [oddity.where.split(",")[0] for oddity in twice] == [
        "line 4774",
        "line 14163",
        "line 26058",
    ]
    assert len(shared) == 13


def test_36c3_is_told_by_the_venues_clock() -> None:
    programme = read("frab-xml/36c3/36c3_merged.xml")
    assert programme.sessions[0].starts_at.isoformat().endswith("+01:00")
    assert times(
        programme,
        "Opening Ceremony",
        "Hacker Jeopardy",
        "Doktor Ogen presents Deep Space Night",
        "Learn To Solder",
        "Build and fly your own rockets in Kerbal Space Program",
    ) == [
        ("2019-12-27 11:00", "2019-12-27 11:30"),
        ("2019-12-28 00:50", "2019-12-28 02:50"),
        ("2019-12-28 00:00", "2019-12-28 02:00"),
        ("2019-12-27 17:00", "2019-12-27 23:59"),
        ("2019-12-28 11:00", "2019-12-28 23:59"),
        ("2019-12-29 11:00", "2019-12-29 23:59"),
        ("2019-12-30 11:00", "2019-12-30 16:59"),
        ("2019-12-29 12:45", "2019-12-29 13:15"),
    ]


def test_every_entry_of_36c3_starts_when_its_date_says() -> None:
    name = "frab-xml/36c3/36c3_merged.xml"
    stated = sorted(element.text for element in elements(name, ".//event/date"))
    assert sorted(s.starts_at.isoformat() for s in read(name).sessions) == stated


def test_fosdem_2021_is_read_whole_though_it_has_neither_dates_nor_zone() -> None:
    name = "frab-xml/fosdem2021/fosdem_2021.xml"
    programme = read(name, "Europe/Brussels")
    assert counted(programme) == {
        "sessions": len(elements(name, ".//event")),
        "people": len({person.get("id") for person in elements(name, ".//person")}),
        "rooms": len(values(name, ".//event/room")),
        "days": 2,
    }
    assert counted(programme) == {"sessions": 773, "people": 684, "rooms": 106, "days": 2}
    assert programme.warnings == ()
    assert times(
        programme,
        "Welcome to FOSDEM 2021",
        "Empowering the school of the future",
        "The Virtual FOSDEM Infodesk (Saturday)",
        "The Virtual FOSDEM Infodesk (Sunday)",
        "Welcome to the stand for KDE Community",
    ) == [
        ("2021-02-06 09:00", "2021-02-06 09:25"),
        ("2021-02-06 10:00", "2021-02-06 10:30"),
        ("2021-02-06 09:00", "2021-02-06 18:00"),
        ("2021-02-07 09:00", "2021-02-07 18:00"),
        ("2021-02-06 09:30", "2021-02-06 11:35"),
    ]
    with pytest.raises(UnreadableError, match="does not name its time zone"):
        read(name, None)


def test_31c3_is_read_whole_with_its_sessions_after_midnight() -> None:
    name = "frab-xml/31c3/schedule.xml"
    programme = read(name)
    assert counted(programme) == {
        "sessions": len(elements(name, ".//event")),
        "people": len({person.get("id") for person in elements(name, ".//person")}),
        "rooms": len(values(name, ".//event/room")),
        "days": len({date[:10] for date in values(name, ".//event/date")}),
    }
    assert counted(programme) == {"sessions": 138, "people": 198, "rooms": 4, "days": 4}
    assert programme.warnings == ()
    assert times(
        programme,
        "31C3 Opening Event",
        "31C3 Keynote",
        "Citizenfour",
        "Fnord News Show",
        "Googlequiz – 2015er Edition",  # noqa: RUF001 - as the file has it
    ) == [
        ("2014-12-27 11:00", "2014-12-27 11:30"),
        ("2014-12-27 11:30", "2014-12-27 12:30"),
        ("2014-12-28 00:00", "2014-12-28 02:15"),
        ("2014-12-29 00:15", "2014-12-29 01:45"),
        ("2014-12-30 00:15", "2014-12-30 02:15"),
    ]


def events_of(name: str) -> list[dict[str, Any]]:
    conference = json.loads((DATA / name).read_bytes())["schedule"]["conference"]
    return [event for day in conference["days"] for room in day["rooms"].values() for event in room]


@pytest.mark.parametrize(
    ("name", "zone", "expected"),
    [
        ("voc-frab-camp2019/frab-camp2019.json", "Europe/Berlin", (79, 90, 2, 5)),
        ("voc-invalid-example/invalid-example.json", "Europe/Zurich", (1, 1, 1, 1)),
        ("voc-pretalx-democon/pretalx-democon.json", "UTC", (36, 27, 2, 3)),
    ],
)
def test_schedules_in_json_are_read_whole_by_the_clock_they_print(
    name: str, zone: str, expected: tuple[int, ...]
) -> None:
    name = f"frab-json/{name}"
    programme = read(name, None)
    events = events_of(name)
    assert programme.timezone == zone
    assert (
        tuple(counted(programme).values())
        == expected
        == (
            len(events),
            len({person["id"] for event in events for person in event["persons"]}),
            len({event["room"] for event in events}),
            len({event["date"][:10] for event in events}),
        )
    )
    assert {(s.key, s.starts_at.strftime("%Y-%m-%dT%H:%M")) for s in programme.sessions} == {
        (event["guid"], event["date"][:16]) for event in events
    }


def test_offsets_that_contradict_the_zone_of_democon_are_reported_once() -> None:
    programme = read("frab-json/voc-pretalx-democon/pretalx-democon.json", None)
    assert [(oddity.where, oddity.message) for oddity in programme.warnings] == [
        (
            "entry 25 “Focused 5thgeneration hardware” and 35 more",
            "Offsets are not those of UTC; the time of day was kept.",
        )
    ]
    told_in_berlin = read("frab-json/voc-pretalx-democon/pretalx-democon.json")
    assert told_in_berlin.sessions[0].starts_at.isoformat() == "2020-12-14T09:00:00+01:00"


CALENDARS = {
    "ics/iclr2020-google/basic.ics": ("Etc/UTC", 56),
    "ics/ismir2022/ISMIR_2022.ics": ("Asia/Kolkata", 42),
    "ics/kielux2020/kielux_2020.ics": ("Europe/Berlin", 24),
    "ics/lca2020/linux_conf_au_2020.ics": ("Australia/Brisbane", 262),
}


@pytest.mark.parametrize("name", CALENDARS)
def test_calendars_are_read_whole(name: str) -> None:
    zone, sessions = CALENDARS[name]
    text = re.sub(r"\r?\n ", "", (DATA / name).read_text())
    programme = read(name, zone)
    assert len(programme.sessions) == sessions == text.count("BEGIN:VEVENT")
    places = set(re.findall(r"(?m)^LOCATION:((?!https?://|.*\.html).+)$", text))
    assert {room for s in programme.sessions for room in s.rooms} == {
        place for place in places if place != r"Arena\, Room 8\, Room 5\, Room 6\, Room 7"
    }
    stated = sorted(re.findall(r"(?m)^DTSTART[^:]*:(\d{8}T\d{4})", text))
    if "000Z" not in text.partition("DTEND")[0]:
        shown = sorted(s.starts_at.strftime("%Y%m%dT%H%M") for s in programme.sessions)
        assert shown == [start for start in stated if len(start) == 13][-sessions:]
    assert programme.warnings == () or name.startswith("ics/ismir2022")


def test_calendars_are_told_by_the_venues_clock() -> None:
    lca = read("ics/lca2020/linux_conf_au_2020.ics", None)
    assert lca.timezone == "Australia/Brisbane"
    assert times(lca, "Conference Opening", "Wednesday Welcome", "Friday Welcome") == [
        ("2020-01-13 09:00", "2020-01-13 10:10"),
        ("2020-01-15 09:00", "2020-01-15 09:10"),
        ("2020-01-17 09:00", "2020-01-17 09:10"),
    ]
    kielux = read("ics/kielux2020/kielux_2020.ics")
    assert times(kielux, "Xen - ist das nicht tot?") == [("2020-09-18 14:00", "2020-09-18 15:00")]
    iclr = read("ics/iclr2020-google/basic.ics", None)
    assert iclr.timezone == "Africa/Nairobi"
    assert times(iclr, "QueerInAI Social")[0] == ("2020-04-27 21:00", "2020-04-27 23:00")
    linz = read("ics/global-azure-linz-2020/iot-powerbi.ics", "Europe/Vienna")
    assert [s.starts_at.isoformat() for s in linz.sessions] == ["2020-04-24T09:00:00+02:00"]


def test_speakers_of_calendars_are_people() -> None:
    lca = read("ics/lca2020/linux_conf_au_2020.ics")
    text = re.sub(r"\r?\n ", "", (DATA / "ics/lca2020/linux_conf_au_2020.ics").read_text())
    said = re.findall(r"(?m)^DESCRIPTION:Speaker: (.+?)(?:\\n|$)", text)
    assert {p.name for s in lca.sessions for p in s.people} == {" ".join(n.split()) for n in said}


@pytest.mark.parametrize(
    "path", sorted((DATA / "ics-torture").rglob("*.*")), ids=lambda path: path.name
)
def test_tortured_calendar_is_read_or_refused(path: Path) -> None:
    try:
        programme = read_programme(path.read_bytes(), zone=BERLIN)
    except UnreadableError as refusal:
        assert re.search(r"\w.*\.$", str(refusal))  # noqa: PT017 - either outcome is right
        return
    assert programme.sessions
    assert all(session.starts_at < session.ends_at for session in programme.sessions)


@pytest.mark.parametrize(
    ("name", "starts"),
    [
        ("calendars/issue_313_globally_unique_tzid.ics", ["14:00", "20:00", "19:00"]),
        ("calendars/america_new_york_forward_reference.ics", ["14:00"]),
        (
            "calendars/issue_722_timezone_transition_ambiguity.ics",
            ["21:00", "00:00", "00:00", "21:00"],
        ),
        ("calendars/issue_466_respect_unique_timezone.ics", ["20:00"]),
        ("calendars/timezone_rdate.ics", ["10:00"]),
    ],
)
def test_zones_of_tortured_calendars_are_understood(name: str, starts: list[str]) -> None:
    programme = read(f"ics-torture/collective-icalendar/{name}")
    assert sorted(s.starts_at.strftime("%H:%M") for s in programme.sessions) == sorted(starts)


def test_repetitions_of_a_tortured_calendar_leave_out_its_exceptions() -> None:
    name = "event_with_recurrence_exdates_on_different_lines.ics"
    programme = read(f"ics-torture/collective-icalendar/events/{name}")
    days = "03-27 04-24 05-08 05-15 05-22 06-05 06-12 06-19 06-26 07-03"
    assert [s.starts_at.strftime("%m-%d %H") for s in programme.sessions] == [
        f"{day} 10" for day in days.split()
    ]


def test_sessionize_of_linz_is_read_whole() -> None:
    name = "sessionize/global-azure-linz-2020/all.json"
    sessions = json.loads((DATA / name).read_bytes())["sessions"]
    programme = read(name, "Europe/Vienna")
    assert counted(programme) == {
        "sessions": len(sessions),
        "people": len({speaker for session in sessions for speaker in session["speakers"]}),
        "rooms": len({session["roomId"] for session in sessions if session["roomId"]}),
        "days": 1,
    }
    shown = {(s.key, s.starts_at.strftime("%Y-%m-%dT%H:%M:%S")) for s in programme.sessions}
    assert shown == {(session["id"], session["startsAt"]) for session in sessions}


@pytest.mark.parametrize(
    ("year", "sessions", "left_out"),
    [
        ("FOSSASIASummit2015", 18, 0),
        ("FOSSASIASummit2017", 214, 0),
        ("FOSSASIASummit2018", 234, 137),
        ("GoogleIO17", 268, 0),
    ],
)
def test_folders_of_open_event_are_read_whole(year: str, sessions: int, left_out: int) -> None:
    folder = DATA / "open-event-json" / year
    programme = read_programme({path.name: path.read_bytes() for path in folder.iterdir()})
    listed = json.loads((folder / "sessions.json").read_bytes())
    shown = [s for s in listed if s.get("state") not in {"rejected", "draft", "pending"}]
    assert (len(programme.sessions), programme.left_out) == (sessions, left_out)
    assert (len(shown), len(listed) - len(shown)) == (sessions, left_out)
    assert {s.key: s.starts_at.strftime("%Y-%m-%dT%H:%M:%S") for s in programme.sessions} == {
        str(s["id"]): (s.get("starts-at") or s["start_time"])[:19] for s in shown
    }
    assert {room for s in programme.sessions for room in s.rooms} == {
        " ".join(s["microlocation"]["name"].split()) for s in shown if s["microlocation"]
    }


def test_export_of_sched_of_penguicon_is_read_whole() -> None:
    name = "sched-csv/penguicon2019/sched.csv"
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    programme = read(name, "America/Detroit")
    placed = [row for row in rows if "TBA" not in row["event_start"]]
    assert (len(rows), len(placed), programme.left_out) == (401, 399, 2)
    assert {s.key: s.starts_at.strftime("%Y-%m-%d %H:%M:%S") for s in programme.sessions} == {
        row["event_key"]: row["event_start"] for row in placed
    }
    assert {s.key: s.ends_at.strftime("%Y-%m-%d %H:%M:%S") for s in programme.sessions} == {
        row["event_key"]: row["event_end"] for row in placed
    }
    assert {room for s in programme.sessions for room in s.rooms} == {
        row["venue"].strip() for row in placed if row["venue"]
    }


@pytest.mark.parametrize(
    ("name", "sessions"),
    [
        ("penguicon2016-gsheet/sched.csv", 421),
        ("penguicon2019-gcal/2019.penguicon.fullcalendar.csv", 398),
    ],
)
def test_tables_of_penguicon_are_read_whole(name: str, sessions: int) -> None:
    with (DATA / "csv-programme" / name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    stated = [
        datetime.strptime(f"{row['Start Date']} {row['Start Time']}", "%m/%d/%Y %H:%M")  # noqa: DTZ007
        for row in rows
    ]
    programme = read(f"csv-programme/{name}", "America/Detroit")
    assert len(programme.sessions) == sessions == len(rows)
    assert [s.starts_at.replace(tzinfo=None) for s in programme.sessions] == sorted(stated)


def test_folder_of_ismir_2023_has_its_papers_as_posters() -> None:
    folder = DATA / "miniconf/ismir2023"
    programme = read_programme(
        {path.name: path.read_bytes() for path in folder.iterdir()}, zone="Europe/Rome"
    )
    posters = [s for s in programme.sessions if s.kind == "poster"]
    assert (len(programme.sessions), len(posters)) == (39 + 157, 103 + 48 + 6)
    by_key = {s.key: s for s in programme.sessions}
    assert all(s.within and by_key[s.within].kind == "poster-session" for s in posters)
    assert all(s.starts_at == by_key[s.within or ""].starts_at for s in posters)
    melodies = by_key["papers/64"]
    assert melodies.title.startswith("Exploring the Correspondence of Melodic Contour")


def test_schedule_of_europython_is_read_whole() -> None:
    name = "other-xml/europython2014/schedule.xml"
    programme = read(name)
    assert len(programme.sessions) == 188 == len(elements(name, ".//entry"))
    assert programme.sessions[0].rooms == ("C01", "B05/B06", "B07/B08", "B09", "A08")
    assert times(programme, "One year of Snowden, what's next?") == [
        ("2014-07-21 11:00", "2014-07-21 11:45")
    ]
