"""Favourites from other systems, found in an invented programme and in a real one."""

from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import orjson
import pytest
from openpyxl import Workbook

from server.programme.importing.favourite_matching import find_favourites
from server.programme.importing.favourite_report import Found, KnownSession
from server.programme.importing.parsed import UnreadableError
from server.programme.importing.reading import read_programme
from tests.shared import shared_file

ZONE = "Europe/Berlin"
NINE = datetime(2026, 6, 9, 9, 0, tzinfo=ZoneInfo(ZONE))
TALK = "https://talks.example.org/expo/talk"
KNOWN = [
    KnownSession("s1", "guid-0001-aaaa", "Handover without holes", NINE, (f"{TALK}/ABC2DE/",)),
    KnownSession("s2", "guid-0002-bbbb", "Night shifts, measured", NINE, (f"{TALK}/FGH3IJ/",)),
    KnownSession("s3", "4711", "Coffee", NINE + timedelta(hours=1)),
    KnownSession("s4", "4712", "Coffee", NINE + timedelta(hours=6)),
    KnownSession("s5", "4713", "Écrire un poster en huit semaines", NINE + timedelta(hours=2)),
    KnownSession("s6", "4714", "Left long ago", NINE + timedelta(hours=2), gone=True),
    KnownSession("s7", "4715", "Mentors and how to find them", NINE + timedelta(hours=3)),
    KnownSession("s8", "4716", "Mentors and how to lose them", NINE + timedelta(hours=4)),
]


def found(content: str | bytes, known: list[KnownSession] = KNOWN) -> list[Found]:
    raw = content.encode() if isinstance(content, str) else content
    return list(find_favourites(raw, zone=ZONE, slug="expo26", known=known).entries)


def one(content: str) -> tuple[str, str, tuple[str, ...]]:
    (entry,) = found(content)
    return entry.state, entry.by, entry.sessions


@pytest.mark.parametrize(
    ("line", "state", "by", "sessions"),
    [
        ("Handover without holes", "matched", "title", ("s1",)),
        ("  - [x] handover WITHOUT holes", "matched", "title", ("s1",)),
        ("3. Handover without holes (Aula)", "matched", "title", ("s1",)),
        ("Ecrire un poster en huit semaines", "matched", "title", ("s5",)),
        (
            "09:00 Handover without holes | Aula | Ada Testwell",
            "matched",
            "title and time",
            ("s1",),
        ),
        ("Handover without hole", "matched", "near title", ("s1",)),
        ("GUID-0002-BBBB", "matched", "id", ("s2",)),
        ("4711", "matched", "id", ("s3",)),
        ("ABC2DE", "matched", "id", ("s1",)),
        (f"{TALK}/FGH3IJ/", "matched", "id", ("s2",)),
        (f"Night shifts {TALK}/FGH3IJ", "matched", "id", ("s2",)),
        ("https://hallway.example.org/#/programme/expo26/s5", "matched", "id", ("s5",)),
        ("https://hallway.example.org/e/expo26/sessions/s7.ics", "matched", "id", ("s7",)),
        ("Coffee", "uncertain", "", ("s3", "s4")),
        ("2026-06-09 15:00 Coffee", "matched", "title and time", ("s4",)),
        ("2026-13-45 10:00 Coffee", "matched", "title and time", ("s3",)),
        ("Tue 10:00 - 10:30 Coffee", "matched", "title and time", ("s3",)),
        ("Mentors and how to choose them", "uncertain", "", ("s8", "s7")),
        ("Night shift, measured", "matched", "near title", ("s2",)),
        ("Handover without holes 2", "uncertain", "", ("s1",)),
        ("Left long ago", "gone", "title", ("s6",)),
        ("Something else entirely", "missing", "", ()),
        (f"Underwater basket weaving for llamas {TALK}/ABC2DE/", "uncertain", "", ("s1",)),
    ],
)
def test_line_is_found_by_what_it_says(
    line: str, state: str, by: str, sessions: tuple[str, ...]
) -> None:
    assert one(line) == (state, by, sessions)


def test_every_line_is_reported_with_its_place() -> None:
    entries = found("Handover without holes\n\nNo such thing at all\n4711\n")

    assert [(entry.where, entry.state) for entry in entries] == [
        ("line 1", "matched"), ("line 3", "missing"), ("line 4", "matched"),
    ]  # fmt: skip
    assert entries[1].words == "No such thing at all"


@pytest.mark.parametrize(
    "value",
    [
        ["4711", "4715"],
        [4711, 4715],
        {"favourites": [{"id": 4711}, {"id": 4715}]},
        {"version": 2, "talk_ids": [4711, 4715]},
        {"stars": {"4711": True, "4715": True, "4716": False}},
        {"talks": [{"id": 4711, "title": "Coffee"}, {"code": "4715", "title": "Mentors"}]},
        {
            "schedule": {
                "days": [
                    {"rooms": {"Aula": [
                        {"id": 4711, "title": "Coffee", "start": "10:00", "favorite": True},
                        {"id": 4712, "title": "Coffee", "start": "15:00", "favorite": False},
                        {"id": 4715, "title": "Mentors", "start": "12:00", "favorite": True},
                    ]}}
                ]
            }
        },
    ],
)  # fmt: skip
def test_json_of_any_shape_gives_its_ids(value: object) -> None:
    entries = found(orjson.dumps(value))

    assert [(entry.state, entry.sessions) for entry in entries] == [
        ("matched", ("s3",)), ("matched", ("s7",)),
    ]  # fmt: skip


def test_table_is_read_by_its_columns_and_only_what_is_starred() -> None:
    table = (
        "Title;Start;Favourite\n"
        "Coffee;2026-06-09 15:00;yes\n"
        "Night shifts, measured;2026-06-09 09:00;no\n"
        "Handover without holes;2026-06-09 09:00;x\n"
    )

    assert [entry.sessions for entry in found(table)] == [("s4",), ("s1",)]


def test_workbook_is_read_by_columns_in_another_language() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Titel", "Datum", "Startzeit", "Gemerkt"])
    sheet.append(["Coffee", "2026-06-09", "15:00", "x"])
    sheet.append(["Night shifts, measured", "2026-06-09", "09:00", ""])
    saved = BytesIO()
    book.save(saved)

    assert [(one.state, one.sessions) for one in found(saved.getvalue())] == [("matched", ("s4",))]


def test_calendar_names_sessions_by_its_own_uid_title_and_time() -> None:
    lines = """
BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:sess-expo26.s5.abc123@hallway.example.org
DTSTART:20260609T090000Z
SUMMARY:Renamed since
END:VEVENT
BEGIN:VEVENT
UID:1@x
DTSTART:20260609T130000Z
SUMMARY:Coffee
END:VEVENT
BEGIN:VEVENT
UID:pretalx-expo-ABC2DE@talks.example.org
DTSTART:20260609T070000Z
SUMMARY:Handover (moved)
END:VEVENT
END:VCALENDAR
"""
    calendar = lines.lstrip().replace("\n", "\r\n")

    entries = found(calendar)

    assert [(entry.state, entry.sessions) for entry in entries] == [
        ("matched", ("s1",)), ("uncertain", ("s5",)), ("matched", ("s4",)),
    ]  # fmt: skip


def test_programme_instead_of_a_choice_is_said() -> None:
    known = [KnownSession(f"s{n}", f"id{n}", f"Talk number {n}", NINE) for n in range(1, 31)]
    all_of_it = "\n".join(session.title for session in known)

    whole = find_favourites(all_of_it.encode(), zone=ZONE, slug="expo26", known=known)
    half = find_favourites(all_of_it[:200].encode(), zone=ZONE, slug="expo26", known=known)

    assert (whole.whole, half.whole) == (True, False)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\n \n-\n", "No session is named"),
        (b"[]", "No session is named"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"word\n" * 1001, "1,000"),
        (b"x" * 1_000_001, "1 MB"),
        (b'{"a": ', "JSON"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(content: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        found(content)


@pytest.fixture(scope="module")
def congress() -> list[KnownSession]:
    path = shared_file("data/frab-xml/36c3/36c3_merged.xml")
    if path is None:
        pytest.skip("real programmes are not on this machine")
    programme = read_programme(path.read_bytes(), zone=ZONE)
    return [
        KnownSession(
            f"s{number}",
            session.key,
            session.title,
            session.starts_at,
            tuple(address for _, address in session.links),
        )
        for number, session in enumerate(programme.sessions, 1)
    ]


SCHEDULE = "https://fahrplan.events.ccc.de/congress/2019/Fahrplan/events"
# What somebody kept of a real congress, by hand and with slips; and what must come of it.
CHOICE = (
    ("Modernizing Wikipedia", "matched", "title", "c25397e4"),
    ("warum die card10 kein medizinprodukt ist?", "matched", "title", "d274ccf9"),
    (
        "From Managerial Feudalism to the Revolt of the Caring Class",
        *("matched", "near title", "8ad18f3f"),
    ),
    ("2019-12-29 17:00 A/V Angel Meeting", "matched", "title and time", "a9513da7"),
    (f"{SCHEDULE}/11241.html", "matched", "id", "8ad18f3f"),
    ("https://c3lt.de/36c3/talk/HMTLJX/", "matched", "id", "c8769772"),
    ("10950", "matched", "id", "d274ccf9"),
    ("N7AUBH", "matched", "id", "b87c698c"),
    ("- DLF: Studio 9 (Sendezentrum)", "matched", "title", "94fc8b94"),
    ("Tripod", "uncertain", "", None),
    ("A talk that never was given there", "missing", "", None),
)  # fmt: skip


def test_choice_of_a_real_congress_is_found(congress: list[KnownSession]) -> None:
    entries = found("\n".join(line for line, *_ in CHOICE), congress)

    source = {session.key: session.source_key[:8] for session in congress}
    assert [
        (entry.state, entry.by, source[entry.sessions[0]] if entry.state == "matched" else None)
        for entry in entries
    ] == [(state, by, guid) for _, state, by, guid in CHOICE]


@pytest.mark.parametrize("shape", ["table", "calendar", "ids"])
def test_fifty_of_a_real_congress_are_found_whatever_they_come_as(
    congress: list[KnownSession], shape: str
) -> None:
    chosen = congress[7 :: len(congress) // 50][:50]
    utc = [f"{one.starts_at.astimezone(ZoneInfo('UTC')):%Y%m%dT%H%M%SZ}" for one in chosen]
    content = {
        "table": "Session Title,Start\n"
        + "".join(
            '"' + one.title.replace('"', '""') + f'",{one.starts_at:%Y-%m-%d %H:%M}\n'
            for one in chosen
        ),
        "calendar": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
        + "".join(
            f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTART:{start}\r\nSUMMARY:"
            + one.title.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
            + "\r\nEND:VEVENT\r\n"
            for number, (one, start) in enumerate(zip(chosen, utc, strict=True))
        )
        + "END:VCALENDAR\r\n",
        "ids": orjson.dumps([one.source_key for one in chosen]).decode(),
    }[shape]

    entries = found(content, congress)

    assert {entry.sessions[0] for entry in entries if entry.state == "matched"} == {
        one.key for one in chosen
    }
