"""No order of entries changes a programme, and no part of a file is imported for the whole."""

import json
import random
from dataclasses import replace
from typing import Any

import pytest

from server.programme.importing.parsed import ParsedProgramme, ParsedSession, UnreadableError
from server.programme.importing.reading import read_programme

from .samples import BERLIN, calendar, event_json, event_xml, schedule_json, schedule_xml

PERSON = "<person id='{}'>{}</person>"
XML_EVENTS = [
    event_xml(
        attributes="id='1' guid='g'", title="First", persons=PERSON.format(0, "Ada Testwell")
    ),
    event_xml(attributes="id='2' guid='g'", title="Second", persons=PERSON.format(0, "Bo Example")),
    event_xml(attributes="id='2' guid='g'", title="Third", date="", start="00:30"),
    event_xml(attributes="id='4'", title="Late", date="", start="22:00"),
    event_xml(attributes="id='5'", title="Lunch", date="", start="12:00"),
    event_xml(attributes="", title="Same"),
    event_xml(attributes="", title="Same", room="Aula"),
]
JSON_EVENTS = [
    event_json(id=1, guid="g", title="First", persons=[{"id": 1, "public_name": "Ada"}]),
    event_json(id=2, guid="g", title="Second", persons=[{"id": 1, "public_name": "Bo"}]),
    event_json(id=3, guid="h", title="Night", date=None, start="01:00"),
    event_json(id=4, guid="i", title="Day", date=None, start="14:00"),
    event_json(id=4, guid="i", title="Day", date=None, start="14:00"),
]
ICS_EVENTS = [
    ("event", "UID:1", "SUMMARY:A", "DTSTART:20260609T090000Z", "DURATION:PT1H", "end"),
    ("event", "UID:1", "SUMMARY:B", "DTSTART:20260609T090000Z", "DURATION:PT1H", "end"),
    ("event", "UID:2", "SEQUENCE:1", "SUMMARY:C", "DTSTART:20260609T100000Z", "end"),
    ("event", "UID:2", "SEQUENCE:3", "SUMMARY:C", "DTSTART:20260609T120000Z", "end"),
    ("event", "UID:3", "SUMMARY:D", "RRULE:FREQ=DAILY;COUNT=3", "DTSTART:20260609T130000Z", "end"),
    ("event", "UID:3", "SUMMARY:D", "RECURRENCE-ID:20260610T130000Z",
     "DTSTART:20260610T150000Z", "DURATION:PT1H", "end"),
]  # fmt: skip


def everything(programme: ParsedProgramme) -> list[ParsedSession]:
    return sorted((replace(s, links=()) for s in programme.sessions), key=lambda s: s.key)


def xml(events: list[str]) -> bytes:
    return schedule_xml(*events)


def frab(events: list[Any]) -> bytes:
    return schedule_json(*events)


def ics(events: list[Any]) -> bytes:
    return calendar(*(line for event in events for line in event))


@pytest.mark.parametrize(
    ("events", "source"),
    [(XML_EVENTS, xml), (JSON_EVENTS, frab), (ICS_EVENTS, ics)],
    ids=["xml", "json", "ics"],
)
def test_order_of_entries_changes_nothing(events: list[Any], source: Any) -> None:  # noqa: ANN401 - a function
    first = read_programme(source(events), zone=BERLIN)
    chance = random.Random(1)  # noqa: S311 - the same orders every time
    for _ in range(10):
        shuffled = chance.sample(events, len(events))
        again = read_programme(source(shuffled), zone=BERLIN)
        assert everything(again) == everything(first)
        assert again.left_out == first.left_out


def test_two_talks_of_one_id_are_never_one_and_each_keeps_its_own_key() -> None:
    both = read_programme(xml(XML_EVENTS[:2]), zone=BERLIN)
    turned = read_programme(xml(XML_EVENTS[1::-1]), zone=BERLIN)
    keys = {"g/1": "First", "g/2": "Second"}
    assert {s.key: s.title for s in both.sessions} == keys
    assert {s.key: s.title for s in turned.sessions} == keys


def test_session_before_its_day_begins_is_of_the_night_that_ends_it() -> None:
    day = {
        "date": "2026-06-09", "day_start": "2026-06-09T04:00:00+02:00",
        "day_end": "2026-06-10T03:59:00+02:00",
        "rooms": {"Hall": [event_json(date="2026-06-09T01:30:00+02:00", start="01:30"),
                           event_json(guid="g-2", id=2, date="2026-06-10T01:30:00+02:00",
                                      start="01:30")]},
    }  # fmt: skip
    source = json.dumps({"schedule": {"conference": {"days": [day]}}}).encode()
    programme = read_programme(source, zone=BERLIN)
    assert [s.starts_at.isoformat() for s in programme.sessions] == [
        "2026-06-10T01:30:00+02:00"
    ] * 2
    assert [o.message for o in programme.warnings] == [
        "It is before its day begins; it was put after the midnight that ends it."
    ]


@pytest.mark.parametrize(
    "source", [xml(XML_EVENTS), frab(JSON_EVENTS), ics(ICS_EVENTS)], ids=["xml", "json", "ics"]
)
def test_file_that_is_cut_off_is_never_imported_in_part(source: bytes) -> None:
    assert read_programme(source, zone=BERLIN).sessions
    for end in range(1, len(source.rstrip()), 7):
        with pytest.raises(UnreadableError):
            read_programme(source[:end], zone=BERLIN)
