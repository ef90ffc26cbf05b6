"""Mutated programmes: whatever they are, reading ends, and a refusal is the only way it fails."""

import io
import json
import random
import zipfile
from datetime import date, time

import pytest

from server.programme.importing.parsed import UnreadableError
from server.programme.importing.reading import read_programme
from tests.effort import FULL, effort

from .books import ods, xlsx
from .samples import BERLIN, calendar, event_json, event_xml, schedule_json, schedule_xml

PIECES = (
    b"<", b">", b'"', b"\0", b"\xff", b"9" * 12, b"-1", b":", b";", b"=", b"{", b"}", b"[", b"]",
    b",", b"null", b"true", b"1e400", b"\r\n", b" ", b"&amp;", b"&#0;", b"0001-01-01T00:00:00",
    b"9999-12-31T23:59:59+14:00", b"<p>", b"**", b"FREQ=WEEKLY", b"\xe2\x80\xae", b"TZID=", b"\\",
)  # fmt: skip
PERSONS = "<person id='3'>Ada Testwell</person><person>Bo Sample</person>"
ZONE = (
    "BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:19701025T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "TZOFFSETFROM:+0300", "TZOFFSETTO:+0200",
    "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip
SEEDS = {
    "frab-xml": schedule_xml(
        event_xml(persons=PERSONS, abstract="&lt;p&gt;A &lt;b&gt;b&lt;/b&gt;&lt;/p&gt;"),
        event_xml(attributes="id='2' guid='g-1'", date="", start="00:30", description="* a\n* b"),
        conference="<time_zone_name>Europe/Berlin</time_zone_name><day_change>06:00</day_change>",
    ),
    "frab-json": schedule_json(
        event_json(persons=[{"id": 1, "public_name": "Ada"}], links=[{"url": "https://a.example"}]),
        event_json(state="draft", duration=None, date=None),
        time_zone_name="UTC",
    ),
    "sessionize": json.dumps(
        {
            "sessions": [{"id": "7", "title": "A", "startsAt": "2026-06-09T11:00:00", "roomId": 3,
                          "speakers": ["s"], "categoryItems": [1], "questionAnswers": []}],
            "speakers": [{"id": "s", "fullName": "Ada"}],
            "categories": [{"id": 1, "title": "Track", "items": [{"id": 1, "name": "B"}]}],
            "rooms": [{"id": 3, "name": "Hall"}],
        }
    ).encode(),
    "open-event": json.dumps(
        [{"id": 4, "title": "A", "starts-at": "2026-06-09T11:00:00+02:00", "state": "accepted",
          "microlocation": {"name": "Hall"}, "speakers": [{"id": 1, "name": "Ada"}]}]
    ).encode(),
    "json": json.dumps(
        {"name": "C", "rooms": [{"id": 7, "name": {"en": "Hall", "de": "Saal"}}],
         "days": [{"date": "2026-06-09", "sessions": [
             {"id": 1, "title": "A", "start": "11:00", "end": "12:00", "room": 7,
              "speakers": [{"name": "Ada"}], "abstract": "$\\alpha$ of \\textbf{b}"},
             {"id": 2, "name": "B", "startDate": 1780995600, "duration": "PT45M",
              "location": {"name": "Aula"}, "performer": "Bo, Cy"}]}]}
    ).encode(),
    "xcal": b"<iCalendar><vcalendar><vevent><uid>1</uid><summary>A</summary>"
    b"<dtstart>20260609T110000</dtstart><duration>0:30</duration><attendee>Ada</attendee>"
    b"<rrule><recur><freq>DAILY</freq><count>3</count></recur></rrule></vevent></vcalendar>"
    b"</iCalendar>",
    "xml": b"<plan><room name='Hall'><session id='1'><title>A</title><day>2026-06-09</day>"
    b"<start>11:00</start><end>11:45</end><speaker>Ada</speaker></session></room></plan>",
    "indico": json.dumps(
        {"_type": "HTTPAPIResult", "results": [{"title": "Expo", "timezone": "Europe/Zurich",
         "contributions": [{"id": "1", "title": "A", "duration": 20, "speakers": [{"name": "B"}],
          "startDate": {"date": "2026-06-09", "time": "08:20:00", "tz": "Europe/Zurich"}}]}]}
    ).encode(),
    "miniconf": json.dumps(
        [{"title": "A", "start": "2026-06-09T11:00:00+02:00", "end": "2026-06-09T12:00:00+02:00",
          "calendarId": "pos", "link": "papers.html?session=1", "location": None}]
    ).encode(),
    "sched-csv": b"event_key,active,name,event_start,event_end,speakers\n"
    b'7,Y,"A, b",2026-06-09 10:00:00,2026-06-09 11:00:00,"Ada, Bo"\n8,N,C,TBA,TBA,\n',
    "csv": b"Title;Date;Start time;End time;Authors\nA;9.6.2026;11:00;11:45;Ada (Uni)|Bo\n",
    "ics": calendar(
        "event", "UID:1", "SUMMARY:Coffee", "DTSTART;TZID=Ours:20260609T080000", "DURATION:PT30M",
        "RRULE:FREQ=DAILY;COUNT=9;BYDAY=MO,TU", "EXDATE:20260610T080000", "DESCRIPTION:a\\, b\\n",
        "RDATE;VALUE=PERIOD:20260610T090000Z/PT1H", 'ATTENDEE;CN="A";ROLE=CHAIR:x', "end",
        "event", "UID:1", "RECURRENCE-ID:20260616T080000", "DTSTART;VALUE=DATE:20260611", "end",
        head=ZONE,
    ),
}  # fmt: skip


DAY = date(2026, 6, 9)
SHEETS = {
    "9 June": (
        ("Expo",), ("Time", "Aula", "Lab 2"), ("9:00-9:30", "One\nAda Testwell", "Two"),
        ("9:30-10:00", "Three", None),
    ),
    "List": (
        ("Title", "Date", "Start", "Duration", "Board", "Speaker 1", "Speaker 2"),
        ("A", DAY, time(11), 45, None, "Ada", "Bo"),
        ("B", 46183, 0.5, "0:30", "P1", None, None), ("C", "Tue", "9 am", "1 h", "P2", "x", "y"),
    ),
}  # fmt: skip
BOOKS = {"xlsx": xlsx(SHEETS), "ods": ods(SHEETS)}
GRID = (
    b'Tuesday 9 June,,\nTime,Room 1,Room 2\n9:00,One,Two\n10:30-11:00,"Three\nAda Testwell",\n'
    b"24:30,Four,Four\n"
)
POSTERS = b"Board|Title|Authors|Session|Date|Time\nP1|A|Ada (Uni); Bo|I|9.6.|9-10\n2|B|Cleo|2||\n"

pytestmark = pytest.mark.fuzz
ROUNDS = effort("HALLWAY_ROUNDS", short=300, full=10_000)


def mutated(seed: bytes, chance: random.Random) -> bytes:
    content = bytearray(seed)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(content) + 1)
        match chance.randrange(5):
            case 0:
                content[at : at + chance.randint(0, 20)] = chance.choice(PIECES)
            case 1:
                content[at:at] = chance.choice(PIECES)
            case 2:
                start = chance.randrange(len(content) + 1)
                content[at:at] = content[start : start + chance.randint(0, 200)]
            case 3:
                del content[at : at + chance.randint(1, 60)]
            case _:
                content[at : at + 1] = bytes([chance.randrange(256)])
    return bytes(content)


def parts_mutated(book: bytes, chance: random.Random) -> bytes:
    """Return a workbook with one of its parts mutated, packed again so that it can be opened."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name in parts if name.endswith(".xml")])
    parts[name] = mutated(parts[name], chance)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return file.getvalue()


@pytest.mark.parametrize("kind", BOOKS)
def test_mutated_workbook_is_read_or_refused(kind: str) -> None:
    chance = random.Random(kind)  # noqa: S311 - the same inputs every time
    assert read_programme(BOOKS[kind], zone=BERLIN, starts_on=DAY, ends_on=DAY).format == kind
    for number in range(ROUNDS // 2 if FULL else 60):
        content = (parts_mutated if number % 4 else mutated)(BOOKS[kind], chance)
        try:
            read_programme(content, zone=BERLIN, starts_on=DAY, ends_on=DAY)
        except UnreadableError:
            continue
        except BaseException as error:
            raise AssertionError(f"input {number}: {content!r}") from error


@pytest.mark.parametrize("content", [GRID, POSTERS], ids=["grid", "posters"])
def test_mutated_grid_or_list_of_posters_is_read_or_refused(content: bytes) -> None:
    chance = random.Random(content)  # noqa: S311 - the same inputs every time
    for number in range(ROUNDS if FULL else 100):
        bent = mutated(content, chance)
        try:
            read_programme(bent, zone=BERLIN, starts_on=DAY, ends_on=DAY)
        except UnreadableError:
            continue
        except Exception as error:
            raise AssertionError(f"input {number}: {bent!r}") from error


@pytest.mark.parametrize("name", SEEDS)
def test_mutated_programme_is_read_or_refused(name: str) -> None:
    chance = random.Random(name)  # noqa: S311 - the same inputs every time
    assert read_programme(SEEDS[name], zone=BERLIN).format == name
    for number in range(ROUNDS):
        content = mutated(SEEDS[name], chance)
        try:
            read_programme(content, zone=BERLIN)
        except UnreadableError:
            continue
        except Exception as error:
            raise AssertionError(f"input {number}: {content!r}") from error
