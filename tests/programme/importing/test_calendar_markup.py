import json

import pytest

from server.programme.importing.parsed import ParsedProgramme, UnreadableError
from server.programme.importing.reading import read_programme

from .samples import BERLIN


def read(text: str, zone: str | None = BERLIN) -> ParsedProgramme:
    return read_programme(text.encode(), zone=zone)


def test_calendar_as_pentabarf_writes_it_in_xml_is_read() -> None:
    programme = read(
        "<?xml version='1.0'?><iCalendar xmlns:pentabarf='http://pentabarf.org'><vcalendar>"
        "<x-wr-calname>Symposium</x-wr-calname><vevent><uid>A@example.org</uid>"
        "<pentabarf:subtitle>In short</pentabarf:subtitle>"
        "<pentabarf:language-code>de</pentabarf:language-code>"
        "<dtstart>20260609T110000</dtstart><dtend>20260609T113000</dtend><duration>0:30</duration>"
        "<summary>Opening, and more</summary><category>Workshop</category>"
        "<location>Hall</location><attendee>Ada Testwell</attendee></vevent></vcalendar>"
        "</iCalendar>"
    )
    (session,) = programme.sessions
    assert (programme.format, programme.title) == ("xcal", "Symposium")
    assert session.starts_at.isoformat() == "2026-06-09T11:00:00+02:00"
    assert session.ends_at.isoformat() == "2026-06-09T11:30:00+02:00"
    assert (session.title, session.subtitle) == ("Opening, and more", "In short")
    assert (session.kind, session.rooms, session.language) == ("workshop", ("Hall",), "de")
    assert [person.name for person in session.people] == ["Ada Testwell"]


def test_calendar_in_xml_repeats_and_names_zones_as_the_standard_says() -> None:
    programme = read(
        "<icalendar xmlns='urn:ietf:params:xml:ns:icalendar-2.0'><vcalendar><components><vevent>"
        "<properties><uid><text>1</text></uid><summary><text>Hi</text></summary><dtstart>"
        "<parameters><tzid><text>US/Eastern</text></tzid></parameters>"
        "<date-time>2026-06-09T11:00:00</date-time></dtstart><duration><duration>PT1H</duration>"
        "</duration><rrule><recur><freq>DAILY</freq><count>2</count></recur></rrule></properties>"
        "</vevent></components></vcalendar></icalendar>"
    )
    assert [s.starts_at.isoformat() for s in programme.sessions] == [
        "2026-06-09T17:00:00+02:00",
        "2026-06-10T17:00:00+02:00",
    ]


def test_calendar_as_json_is_read() -> None:
    event = [
        ["uid", {}, "text", "1"],
        ["summary", {}, "text", "A, b"],
        ["dtstart", {"tzid": "Europe/Berlin"}, "date-time", "2026-06-09T11:00:00"],
        ["duration", {}, "duration", "PT1H"],
        ["rrule", {}, "recur", {"freq": "DAILY", "count": 2}],
    ]
    programme = read(json.dumps(["vcalendar", [], [["vevent", event, []]]]), None)
    assert [(s.title, s.starts_at.isoformat()) for s in programme.sessions] == [
        ("A, b", "2026-06-09T11:00:00+02:00"),
        ("A, b", "2026-06-10T11:00:00+02:00"),
    ]


def test_calendar_without_events_is_refused_with_what_it_has() -> None:
    with pytest.raises(UnreadableError, match=r"no event \(VEVENT\), only VTODO"):
        read("<icalendar><vcalendar><vtodo/></vcalendar></icalendar>")
