from datetime import date

import pytest

from server.programme.importing.parsed import ParsedProgramme, ParsedSession, UnreadableError
from server.programme.importing.reading import read_programme

from .samples import BERLIN, calendar, one_event


def read(source: bytes, zone: str | None = BERLIN) -> ParsedProgramme:
    return read_programme(source, zone=zone, starts_on=date(2026, 6, 9), ends_on=date(2026, 6, 11))


def only(source: bytes, zone: str | None = BERLIN) -> ParsedSession:
    (session,) = read(source, zone).sessions
    return session


def starts(source: bytes, zone: str | None = BERLIN) -> list[str]:
    return [session.starts_at.isoformat() for session in read(source, zone).sessions]


def said(source: bytes) -> list[tuple[str, str]]:
    return [(oddity.where, oddity.message) for oddity in read(source).warnings]


def test_every_field_of_an_event_is_read() -> None:
    source = one_event(
        "DTSTART:20260609T090000Z",
        "DTEND:20260609T100000Z",
        "LOCATION:Hall\\, upper floor",
        "CATEGORIES:Residents,Other",
        "DESCRIPTION:First line\\nsecond\\n\\nHandover\\; and",
        "  after",
        "URL:https://example.org/1",
        'ATTENDEE;CN="Ada Testwell";ROLE=CHAIR:invalid:nomail',
        "ATTENDEE;CN=someone@example.org:mailto:someone@example.org",
        "ATTENDEE;CUTYPE=ROOM;CN=Hall:invalid:nomail",
        "CONFERENCE;VALUE=URI:https://meet.example.org/1",
        head=("X-WR-CALNAME:Expo 2026",),
    )
    programme = read(source)
    (session,) = programme.sessions
    assert (programme.format, programme.title, programme.timezone) == ("ics", "Expo 2026", BERLIN)
    assert session.starts_at.isoformat() == "2026-06-09T11:00:00+02:00"
    assert session.ends_at.isoformat() == "2026-06-09T12:00:00+02:00"
    assert (session.key, session.title) == ("1@example.org", "Opening")
    assert (session.rooms, session.track) == (("Hall, upper floor",), "Residents")
    assert session.description == [
        {"t": "p", "c": ["First line\nsecond"]},
        {"t": "p", "c": ["Handover; and after"]},
    ]
    assert [(p.name, p.role) for p in session.people] == [("Ada Testwell", "chair")]
    assert session.links == (("example.org", "https://example.org/1"),)
    assert session.online_link == "https://meet.example.org/1"
    assert programme.warnings == ()


def test_speakers_are_taken_from_the_first_line_of_a_description() -> None:
    session = only(
        one_event(
            "DTSTART:20260609T090000Z",
            "DURATION:PT1H",
            "DESCRIPTION:Speakers: Ada Testwell\\, Bo Sample and Cleo Mock\\nWords.",
        )
    )
    assert [person.name for person in session.people] == ["Ada Testwell", "Bo Sample", "Cleo Mock"]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("DTSTART:20260609T090000Z", "2026-06-09T11:00:00+02:00"),
        ("DTSTART:20260609T110000", "2026-06-09T11:00:00+02:00"),
        ("DTSTART;TZID=Europe/Berlin:20260609T110000", "2026-06-09T11:00:00+02:00"),
        ("DTSTART;TZID=America/New_York:20260609T050000", "2026-06-09T11:00:00+02:00"),
        ('DTSTART;TZID="W. Europe Standard Time":20260609T110000', "2026-06-09T11:00:00+02:00"),
        ("DTSTART;TZID=Eastern Standard Time:20260609T050000", "2026-06-09T11:00:00+02:00"),
        ("DTSTART;TZID=/mozilla.org/20070129_1/America/New_York:20260609T050000",
         "2026-06-09T11:00:00+02:00"),
        (("DTSTART;TZID=/freeassociation.sourceforge.net/Tzfile/America/Argentina/Buenos_Aires:"
         "20260609T060000"), "2026-06-09T11:00:00+02:00"),
        ("DTSTART;TZID=Middle Earth:20260609T110000", "2026-06-09T11:00:00+02:00"),
        ("DTSTART;VALUE=DATE:20260609", "2026-06-09T00:00:00+02:00"),
        ("DTSTART:2026-06-09 11:00:00+02:00", "2026-06-09T11:00:00+02:00"),
    ],
)  # fmt: skip
def test_start_is_told_by_the_venues_clock(start: str, expected: str) -> None:
    assert starts(one_event(start, "DURATION:PT1H")) == [expected]


def test_zone_defined_in_the_file_under_a_name_of_its_own_is_understood() -> None:
    zone = (
        "BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:DAYLIGHT", "DTSTART:19700329T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0300",
        "END:DAYLIGHT", "BEGIN:STANDARD", "DTSTART:19701025T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "TZOFFSETFROM:+0300", "TZOFFSETTO:+0200",
        "END:STANDARD", "END:VTIMEZONE",
    )  # fmt: skip
    source = one_event("DTSTART;TZID=Ours:20260609T120000", "DURATION:PT1H", head=zone)
    assert starts(source) == ["2026-06-09T11:00:00+02:00"]
    assert said(source) == []


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=YEARLY;BYMO\\NTH=10"])
def test_zone_whose_rule_is_out_of_hand_is_not_followed(rule: str) -> None:
    zone = (
        "BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:19700329T020000",
        f"RRULE:{rule}", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0300", "END:STANDARD",
        "END:VTIMEZONE",
    )  # fmt: skip
    source = one_event("DTSTART;TZID=Ours:20260609T110000", "DURATION:PT1H", head=zone)
    assert said(source) == [
        (
            "line 12, “Opening”",
            "The time zone “Ours” is unknown; times are taken as Europe/Berlin's.",
        )
    ]


def test_zone_of_the_file_is_used_when_the_event_has_none() -> None:
    told = one_event("DTSTART;TZID=Australia/Brisbane:20260609T110000", "DURATION:PT1H")
    named = one_event(
        "DTSTART:20260609T010000Z", "DURATION:PT1H", head=("X-WR-TIMEZONE:Australia/Brisbane",)
    )
    assert starts(told, None) == starts(named, None) == ["2026-06-09T11:00:00+10:00"]


def test_calendar_without_any_zone_asks_for_one() -> None:
    with pytest.raises(UnreadableError, match="does not name its time zone"):
        read(one_event("DTSTART:20260609T110000", "DURATION:PT1H"), None)


@pytest.mark.parametrize(
    ("lines", "ends", "message"),
    [
        (("DTSTART:20260609T090000Z", "DTEND:20260609T100000Z"), "12:00", None),
        (("DTSTART:20260609T090000Z", "DURATION:PT45M"), "11:45", None),
        (("DTSTART:20260609T090000Z",), "11:30", "It does not say when it ends"),
        (("DTSTART:20260609T090000Z", "DTEND:20260609T090000Z"), "11:30", "It has no length"),
        (
            ("DTSTART:20260609T090000Z", "DTEND:20260609T080000Z"),
            "11:30",
            "It ends before it starts",
        ),
        (
            ("DTSTART:20260609T090000Z", "DURATION:P999999999999W"),
            "11:30",
            "It does not say when it ends",
        ),
        (("DTSTART:20260609T090000Z", "DTEND:soon"), "11:30", "Its end cannot be read."),
    ],
)
def test_end_is_read_or_half_an_hour_assumed(
    lines: tuple[str, ...], ends: str, message: str | None
) -> None:
    source = one_event(*lines)
    assert only(source).ends_at.isoformat() == f"2026-06-09T{ends}:00+02:00"
    if message is None:
        assert said(source) == []
    else:
        assert said(source)[0][1].startswith(message)


def test_all_day_event_lasts_from_midnight_to_midnight() -> None:
    one = only(one_event("DTSTART;VALUE=DATE:20260609"))
    two = only(one_event("DTSTART;VALUE=DATE:20260609", "DTEND;VALUE=DATE:20260611"))
    assert one.ends_at.isoformat() == "2026-06-10T00:00:00+02:00"
    assert two.ends_at.isoformat() == "2026-06-11T00:00:00+02:00"


def test_cancelled_event_stays_and_is_marked() -> None:
    assert only(
        one_event("DTSTART:20260609T090000Z", "DTEND:20260609T100000Z", "STATUS:CANCELLED")
    ).cancelled
    assert only(
        one_event("DTSTART:20260609T090000Z", "DTEND:20260609T100000Z", head=("METHOD:CANCEL",))
    ).cancelled


def test_private_event_is_left_out_and_counted() -> None:
    seen = ("event", "UID:1", "DTSTART:20260609T090000Z", "DURATION:PT1H", "SUMMARY:Seen", "end")
    mine = ("event", "UID:2", "DTSTART:20260609T090000Z", "CLASS:PRIVATE", "SUMMARY:Mine", "end")
    programme = read(calendar(*seen, *mine))
    assert ([s.title for s in programme.sessions], programme.left_out) == (["Seen"], 1)


def test_repetitions_end_with_the_event_and_keep_the_time_of_day() -> None:
    source = one_event(
        "DTSTART;TZID=Europe/Berlin:20260325T080000", "DURATION:PT1H", "RRULE:FREQ=DAILY"
    )
    assert starts(source) == [f"2026-06-{day}T08:00:00+02:00" for day in ("09", "10", "11")]


def test_repetitions_count_from_their_first() -> None:
    source = one_event("DTSTART:20260608T080000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3")
    assert starts(source) == ["2026-06-09T08:00:00+02:00", "2026-06-10T08:00:00+02:00"]


def test_repetitions_leave_out_exceptions_and_take_in_additions_and_changes() -> None:
    source = calendar(
        "event", "UID:1", "SUMMARY:Coffee", "DTSTART:20260609T080000", "DURATION:PT30M",
        "RRULE:FREQ=DAILY;UNTIL=20260611T235959Z", "EXDATE:20260610T080000",
        "RDATE:20260610T090000", "end",
        "event", "UID:1", "SUMMARY:Late coffee", "RECURRENCE-ID:20260611T080000",
        "DTSTART:20260611T100000", "DURATION:PT30M", "end",
    )  # fmt: skip
    assert [(s.key, s.title, s.starts_at.isoformat()) for s in read(source).sessions] == [
        ("1@2026-06-09T08:00", "Coffee", "2026-06-09T08:00:00+02:00"),
        ("1@2026-06-10T09:00", "Coffee", "2026-06-10T09:00:00+02:00"),
        ("1@2026-06-11T08:00", "Late coffee", "2026-06-11T10:00:00+02:00"),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=0;BYDAY=MO",
        "FREQ=YEARLY;RSCALE=CHINESE",
        "FREQ=NEVER",
        "nonsense",
        "FREQ=DAILY;UNTIL=20250101T000000Z",
    ],
)
def test_rule_that_cannot_be_followed_keeps_the_first_and_says_so(rule: str) -> None:
    source = one_event("DTSTART:20260609T080000Z", "DURATION:PT1H", f"RRULE:{rule}")
    assert starts(source) == ["2026-06-09T10:00:00+02:00"]
    if "UNTIL" not in rule:
        assert "the first was kept" in said(source)[0][1]


def test_repetitions_outside_the_event_keep_the_first_and_say_so() -> None:
    source = one_event("DTSTART:20260101T080000Z", "DURATION:PT1H", "RRULE:FREQ=YEARLY")
    assert starts(source) == ["2026-01-01T09:00:00+01:00"]
    assert "within the event's dates" in said(source)[0][1]


def test_no_more_than_a_thousand_repetitions_are_kept() -> None:
    minutes = (f"T{hour:02}{minute:02}00" for hour in range(24) for minute in range(60))
    times = ",".join(f"20260609{minute}" for minute in minutes)
    source = one_event("DTSTART:20260609T080000", "DURATION:PT1M", f"RDATE:{times}")
    assert len(read(source).sessions) == 1000
    assert any("more than 1,000" in message for _, message in said(source))


def test_endless_repetition_without_known_dates_keeps_the_first() -> None:
    source = one_event("DTSTART:20260609T080000", "DURATION:PT1H", "RRULE:FREQ=DAILY")
    assert len(read_programme(source, zone=BERLIN).sessions) == 1


def test_broken_parts_cost_themselves_alone_and_are_named_by_line() -> None:
    source = calendar(
        "event", "UID:1", "SUMMARY:Whole", "DTSTART:20260609T090000Z", "DURATION:PT1H", "X", "end",
        "event", "UID:2", "SUMMARY:No start", "end",
        "event", "UID:3", "SUMMARY:Bad start", "DTSTART:yesterday", "end",
        "event", "UID:4", "SUMMARY:No end line", "DTSTART:20260609T100000Z", "DURATION:PT1H",
        "event", "UID:5", "SUMMARY:Last", "DTSTART:20260609T110000Z", "DURATION:PT1H", "end",
        "BEGIN:VTODO", "SUMMARY:Pay", "END:VTODO", "END:VNOTHING",
    )  # fmt: skip
    assert [s.title for s in read(source).sessions] == ["Whole", "No end line", "Last"]
    assert [where for where, _ in said(source)] == [
        "the whole file",
        "line 8",
        "line 19",
        "line 33",
        "line 10, “No start”",
        "line 14, “Bad start”",
        "line 30",
    ]


def test_uid_used_twice_keeps_both() -> None:
    source = calendar(
        *("event", "UID:1", "SUMMARY:A", "DTSTART:20260609T090000Z", "DURATION:PT1H", "end"),
        *("event", "UID:1", "SUMMARY:B", "DTSTART:20260609T090000Z", "DURATION:PT1H", "end"),
    )
    assert [s.key for s in read(source).sessions] == ["1/A", "1/B"]


def test_lines_are_folded_in_every_way_seen() -> None:
    source = (
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID\n :1\nSUM\r\n\tMARY:Ope\r\n ning\nDTSTART\n\n"
        b" ;VALUE=DATE\n :20260609\nEND:VEVENT\nEND:VCALENDAR"
    )
    assert (only(source).key, only(source).title) == ("1", "Opening")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (calendar(), "has no event"),
        (one_event(), "line 3, “Opening”: It has no start"),
        (
            one_event("DTSTART:20260609T090000Z")[:-40],
            "ends within the event that begins on line 3",
        ),
        (b"BEGIN:VCARD\nVERSION:4.0\nFN:Ada\nEND:VCARD\n", "iCalendar"),
    ],
)
def test_unreadable_calendar_is_refused_with_the_reason(source: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(source)


def placed(*places: str) -> bytes:
    events = [
        line
        for number, place in enumerate(places)
        for line in (
            *("event", f"UID:{number}@example.org", f"SUMMARY:Talk {number}"),
            *(f"DTSTART:20260609T{number + 9:02}0000", f"LOCATION:{place}", "end"),
        )
    ]
    return calendar(*events)


def test_address_that_all_places_end_with_is_no_part_of_the_rooms() -> None:
    address = "\\, Example Centre\\, Testville"
    rooms = ["Level 1 | Hall", "Level 1 | Aula", "Foyer"]
    programme = read(placed(*(f"{room}{address}" for room in rooms)))
    assert [session.rooms for session in programme.sessions] == [(room,) for room in rooms]


def test_places_without_a_common_address_are_kept_whole() -> None:
    programme = read(placed("Hall\\, Testville", "Aula\\, Testville", "Online"))
    assert [session.rooms for session in programme.sessions] == [
        ("Hall, Testville",),
        ("Aula, Testville",),
        ("Online",),
    ]


def test_bar_parts_rooms_where_each_is_a_room_elsewhere() -> None:
    programme = read(placed("Hall | Aula", "Hall", "Aula"))
    assert programme.sessions[0].rooms == ("Hall", "Aula")


def test_address_below_the_name_of_a_place_is_no_second_room() -> None:
    programme = read(
        placed("Example Centre\\n1 Main Street\\, Testville\\, TS 12345", "Hall\\nAula")
    )
    assert [s.rooms for s in programme.sessions] == [("Example Centre",), ("Hall", "Aula")]
