from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from server.programme.calendar import CalendarEntry, Subscription, venue_words, write_calendar

STARTS_AT = datetime(2026, 6, 9, 7, 0, tzinfo=UTC)


def entry(title: str = "Opening", description: str = "", minutes: int = 60) -> CalendarEntry:
    return CalendarEntry(
        uid="sess-esc26.s1@example.org",
        sequence=0,
        modified_at=STARTS_AT,
        starts_at=STARTS_AT,
        ends_at=STARTS_AT + timedelta(minutes=minutes),
        title=title,
        description=description,
    )


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "commas, semicolons; back\\slashes \\n and\nline breaks",
        "long " * 40,
        "ö" * 200,
        "a" + "ö" * 200,
        "漢字" * 100,
        "👩‍🔬 " * 60,
        "quotes \" ' and : colons",
        "x" * 75,
        "BEGIN:VEVENT\nEND:VCALENDAR",
    ],
)
def test_text_is_read_back_as_it_was(text: str) -> None:
    body = write_calendar([entry(text, text)])

    (read,) = icalendar.Calendar.from_ical(body).walk("VEVENT")
    assert str(read["DESCRIPTION"]) == text
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    for line in body.split(b"\r\n"):
        line.decode()


def test_control_characters_and_bare_returns_do_not_reach_a_calendar() -> None:
    body = write_calendar([entry("one\rtwo\x00\x1b\x7f")])

    (read,) = icalendar.Calendar.from_ical(body).walk("VEVENT")
    assert str(read["SUMMARY"]) == "one\ntwo   "
    assert body.count(b"\r") == body.count(b"\r\n")


def test_session_without_length_has_no_end() -> None:
    (read,) = icalendar.Calendar.from_ical(write_calendar([entry(minutes=0)])).walk("VEVENT")

    assert "DTEND" not in read


def test_subscription_says_its_name_and_zone() -> None:
    body = write_calendar([], Subscription("Rooms, and; more", "Europe/Berlin"))

    lines = body.decode().split("\r\n")
    assert r"X-WR-CALNAME:Rooms\, and\; more" in lines
    assert r"NAME:Rooms\, and\; more" in lines
    assert "X-WR-TIMEZONE:Europe/Berlin" in lines


def test_venue_time_is_told_in_words_over_midnight_too() -> None:
    late = STARTS_AT.replace(hour=20)

    assert venue_words(STARTS_AT, late, "Asia/Tokyo") == (
        "16:00 to 10 June 05:00 venue time, Asia/Tokyo"
    )
    assert venue_words(STARTS_AT, late, "Europe/Berlin") == (
        "09:00 to 22:00 venue time, Europe/Berlin"
    )
