"""More real programmes, where they lie beside the project: counted a second way, times by hand."""

import json
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from server.programme.drafting import differing, draft_listing
from server.programme.importing.parsed import ParsedProgramme, UnreadableError
from server.programme.importing.reading import read_programme
from server.programme.listing import Listing
from tests.shared import SHARED

DATA = SHARED / "data"
NOW = datetime(2026, 6, 9, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="there is no folder of real programmes")


@cache
def read(name: str, zone: str | None) -> ParsedProgramme:
    path = DATA / name
    if path.is_file():
        return read_programme(path.read_bytes(), zone=zone)
    return read_programme({file.name: file.read_bytes() for file in path.iterdir()}, zone=zone)


def loaded(name: str) -> Any:  # noqa: ANN401 - a JSON value
    return json.loads((DATA / name).read_bytes())


# Five and more of each file, by eye from the file: title, start, end on the venue's clock.
CHOSEN = {
    ("open-event-json/FOSSASIASummit2015", None): [
        ("Welcome Developers in town at RedHat Office", "2015-03-12 14:00", "15:00"),
        ("Pre-Event Meetup: Singapore Steamboat followed by", "2015-03-12 19:00", "09:00"),
        ("Talks and Presentations on Open Source Tech", "2015-03-13 13:15", "16:30"),
        ("Workshops and Talks on Open Technologies in Five", "2015-03-14 09:00", "12:00"),
        ("After-Event Hacking, Coding, Relaxing at Hacker", "2015-03-15 17:00", "17:30"),
    ],
    ("open-event-json/FOSSASIASummit2017", None): [
        ("FOSSASIA Summit 2017 - Welcome", "2017-03-17 09:00", "09:10"),
        ("'K'oding with KDE", "2017-03-18 15:30", "15:54"),
        ("Attack of things", "2017-03-19 09:30", "09:55"),
        ("FOSSASIA Summit 2017 - Wrap Up", "2017-03-19 16:45", "17:15"),
    ],
    ("open-event-json/FOSSASIASummit2018", None): [
        ("FOSSASIA Summit 2018", "2018-03-22 13:00", "13:05"),
        ("Learn C from the trenches", "2018-03-24 13:00", "14:55"),
        ("The Fastest Path to Deep Learning", "2018-03-24 16:20", "17:00"),
        ("VideoLAN booth", "2018-03-25 00:00", "00:30"),
        ("Summit Closing Session", "2018-03-25 17:00", "17:20"),
    ],
    ("open-event-json/GoogleIO17", None): [
        ("Google Keynote", "2017-05-17 10:00", "11:30"),
        ("Fabric + Firebase: Building Momentum at Google", "2017-05-18 10:30", "11:30"),
        ("How to build robust mobile applications for the di", "2017-05-18 14:30", "15:30"),
        ("Android Wear UI development best practice", "2017-05-19 15:30", "16:30"),
    ],
    ("sessionize/global-azure-linz-2020/all.json", "Europe/Vienna"): [
        ("Stories of void", "2020-04-24 09:00", "09:50"),
        ("How to Do A Great Job When Working With (Data)", "2020-04-24 11:00", "11:50"),
        ("Azure Network deep dive", "2020-04-24 13:00", "13:50"),
        ("Containers and You: The Azure Edition", "2020-04-24 16:00", "16:50"),
    ],
    ("other-xml/europython2014/schedule.xml", "Europe/Berlin"): [
        ("Breakfast", "2014-07-21 09:30", "10:00"),
        ("One year of Snowden, what's next?", "2014-07-21 11:00", "11:45"),
        ("gevent: asynchronous I/O made easy", "2014-07-23 11:00", "11:45"),
        ("RISCy Business: Development of a RNAi design", "2014-07-24 10:00", "10:30"),
        ("Sprints", "2014-07-27 16:00", "17:30"),
    ],
    ("other-json/sojourner-fosdem2019/fosdem-2019.json", "Europe/Brussels"): [
        ("Welcome to FOSDEM 2019", "2019-02-02 09:30", "09:55"),
        ("Can Anyone Live in Full Software Freedom Today?", "2019-02-02 10:00", "10:50"),
    ],
    ("frab-json/voc-frab-camp2019/frab-camp2019.json", None): [
        ("Opening Ceremony", "2019-08-21 11:00", "11:30"),
        ("Achtung, Datenpannen!", "2019-08-22 23:00", "00:30"),
        ("Fangespielen mit IMSI-Catchern", "2019-08-22 18:00", "18:45"),
        ("Exposing Systems of Power and Injustice", "2019-08-23 14:00", "14:45"),
        ("Closing ceremony", "2019-08-25 18:00", "18:30"),
    ],
    ("frab-json/voc-pretalx-democon/pretalx-democon.json", None): [
        ("Focused 5thgeneration hardware", "2020-12-14 09:00", "09:30"),
        ("User-centric non-volatile moderator", "2020-12-15 09:00", "09:30"),
        ("Seamless real-time installation", "2020-12-16 15:00", "15:30"),
    ],
    ("ics/ismir2022/ISMIR_2022.ics", "Asia/Kolkata"): [
        ("#registration Registration", "2022-12-04 08:00", "09:00"),
        ("#social Performance by Dhaatu Puppet Show", "2022-12-05 17:30", "19:00"),
        ("#pos Paper Session - 4", "2022-12-06 13:30", "16:00"),
        ("#sat Indian Music Experience Satellite Workshop", "2022-12-09 10:00", "18:00"),
    ],
    ("ics/global-azure-linz-2020", "Europe/Vienna"): [
        ("Stories of void", "2020-04-24 09:00", "09:50"),
        ("Cosmos DB - Verwandlungskünstler", "2020-04-24 09:00", "09:50"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("name", "zone"), CHOSEN, ids=[Path(name).name for name, _ in CHOSEN])
def test_chosen_entries_are_when_the_venues_clock_says(name: str, zone: str | None) -> None:
    found = [
        (s.title, s.starts_at.strftime("%Y-%m-%d %H:%M"), s.ends_at.strftime("%H:%M"))
        for s in read(name, zone).sessions
    ]
    for title, start, end in CHOSEN[name, zone]:
        assert any(
            shown.startswith(title) and (begins, ends) == (start, end)
            for shown, begins, ends in found
        ), title


@pytest.mark.parametrize(
    ("year", "people"),
    # One id of the third stands for two people, one of whom has an id of her own.
    [("FOSSASIASummit2017", 184), ("FOSSASIASummit2018", 215), ("GoogleIO17", 172)],
)
def test_people_and_ends_of_open_event_are_those_of_its_files(year: str, people: int) -> None:
    programme = read(f"open-event-json/{year}", None)
    shown = {s.key: s for s in programme.sessions}
    listed = {str(s["id"]): s for s in loaded(f"open-event-json/{year}/sessions.json")}
    named = {
        " ".join(speaker["name"].split())
        for key in shown
        for speaker in listed[key]["speakers"]
        if speaker.get("name")
    }
    assert {p.name for s in programme.sessions for p in s.people} == named
    assert len({p.key for s in programme.sessions for p in s.people}) == people
    for key, session in shown.items():
        end = (listed[key].get("ends-at") or listed[key]["end_time"])[:19]
        start = (listed[key].get("starts-at") or listed[key]["start_time"])[:19]
        if end != start:
            assert session.ends_at.strftime("%Y-%m-%dT%H:%M:%S") == end


def test_europython_is_counted_and_timed_as_its_elements_are() -> None:
    name = "other-xml/europython2014/schedule.xml"
    programme = read(name, "Europe/Berlin")
    stated = [
        (day.get("date"), entry.findtext("start"), int(entry.findtext("duration")))
        for day in etree.parse(DATA / name).getroot().iterfind("day")
        for entry in day.iterfind("entry")
    ]
    shown = sorted(
        (
            s.starts_at.strftime("%Y-%m-%d"),
            s.starts_at.strftime("%H%M"),
            (s.ends_at - s.starts_at).total_seconds() / 60,
        )
        for s in programme.sessions
    )
    assert shown == sorted(stated)
    speakers = {e.get("id") for e in etree.parse(DATA / name).getroot().iterfind(".//speaker")}
    assert len({p.key for s in programme.sessions for p in s.people}) == len(speakers) == 117
    assert len({s.key for s in programme.sessions}) == 188


def test_list_of_sojourner_is_read_whole() -> None:
    name = "other-json/sojourner-fosdem2019/fosdem-2019.json"
    programme = read(name, "Europe/Brussels")
    events = loaded(name)["events"]
    assert [s.key for s in programme.sessions] == [event["id"] for event in events]
    assert [s.subtitle for s in programme.sessions] == [event.get("subtitle") for event in events]
    assert [len(s.links) for s in programme.sessions] == [len(event["links"]) for event in events]
    assert [[p.name for p in s.people] for s in programme.sessions] == [
        event["persons"] for event in events
    ]
    assert programme.warnings == ()


def test_folder_of_single_calendars_is_one_programme() -> None:
    folder = DATA / "ics/global-azure-linz-2020"
    programme = read("ics/global-azure-linz-2020", "Europe/Vienna")
    text = "".join(path.read_text() for path in folder.iterdir())
    assert len(programme.sessions) == 7 == text.count("BEGIN:VEVENT")
    # All seven have one UID.
    assert len({s.key for s in programme.sessions}) == 7
    assert len(set(re.findall(r"(?m)^UID:(.+?)\s*$", text))) == 1


def blocks_of(name: str) -> list[str]:
    text = (DATA / f"indico-json/docs-http-api/{name}.rst").read_text()
    return re.findall(r"(?m)^    \{\n(?:    .*\n|\n)*", text)


def test_answers_of_indico_are_read_or_refused_with_what_to_ask_for() -> None:
    alone, contributions, sessions = blocks_of("event")
    with pytest.raises(UnreadableError, match="detail=sessions or detail=contributions"):
        read_programme(alone.encode())
    expected = [
        ("d1c1", "2011-06-23T08:00:00+02:00", 20),
        ("d1c2", "2011-06-23T08:20:00+02:00", 20),
        ("d2c1", "2011-06-24T12:00:00+02:00", 120),
        ("d2s1c1", "2011-06-24T14:00:00+02:00", 20),
    ]
    for block in (contributions, sessions):
        programme = read_programme(block.encode())
        assert (programme.title, programme.timezone) == ("Export Test", "Europe/Zurich")
        assert [
            (s.title, s.starts_at.isoformat(), (s.ends_at - s.starts_at).seconds // 60)
            for s in programme.sessions
        ] == expected
    # The documentation forgets the last brace.
    timetable = read_programme(f"{blocks_of('timetable')[0].rstrip()}\n}}}}}}".encode()[:-1])
    assert [(s.title, s.rooms, s.starts_at.isoformat()) for s in timetable.sessions] == [
        ("Contrib 1", ("160-1-009",), "2013-04-29T16:00:00+02:00")
    ]


AGAIN = [
    *CHOSEN,
    ("frab-xml/31c3/schedule.xml", "Europe/Berlin"),
    ("ics/lca2020/linux_conf_au_2020.ics", "Australia/Brisbane"),
    ("ics/kielux2020/kielux_2020.ics", "Europe/Berlin"),
    ("ics/iclr2020-google/basic.ics", None),
    ("posters/gca-bernstein/schedule.json", "Europe/Berlin"),
]


@pytest.mark.parametrize(("name", "zone"), AGAIN, ids=[Path(name).name for name, _ in AGAIN])
def test_second_import_changes_nothing(name: str, zone: str | None) -> None:
    parsed = read(name, zone)
    nothing = Listing(rooms=[], tracks=[], people=[], sessions=[])
    first = draft_listing(nothing, parsed, made=(0, 0, 0, 0), now=NOW)
    made = (first.sessions_made, first.rooms_made, first.tracks_made, first.people_made)
    again = draft_listing(first.after, parsed, made=made, now=NOW)
    before = {session.id: session for session in first.after.sessions}
    assert [s.id for s in again.after.sessions if s.id not in before] == []
    assert [
        s.title for s in again.after.sessions if s.removed_at or differing(before[s.id], s)
    ] == []
    assert again.after.people == first.after.people
    assert again.after.rooms == first.after.rooms
