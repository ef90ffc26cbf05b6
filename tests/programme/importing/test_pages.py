"""Web pages given in place of a programme."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from server.programme.importing.parsed import UnreadableError
from server.programme.importing.reading import read_programme

BERLIN = ZoneInfo("Europe/Berlin")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=BERLIN)


EVENT = {
    "@type": "Event",
    "name": "Keynote",
    "startDate": "2026-06-09T09:00:00+02:00",
    "endDate": "2026-06-09T10:00:00+02:00",
    "location": {"@type": "Place", "name": "Aula"},
    "performer": [{"@type": "Person", "name": "Ada Testwell"}],
}


def page(*values: object) -> bytes:
    data = "".join(
        f"<script type='application/ld+json'>{json.dumps(value)}</script>" for value in values
    )
    return f"<!DOCTYPE html><html><head>{data}</head><body><h1>Expo</h1></body></html>".encode()


def test_a_web_page_that_says_its_programme_for_machines_is_read() -> None:
    whole = {"@type": "Event", "name": "Expo", "startDate": "2026-06-09", "subEvent": [EVENT]}
    programme = read_programme(
        page({"@type": "WebSite", "name": "Expo"}, whole), zone="Europe/Berlin"
    )

    [session] = programme.sessions
    assert (session.title, session.rooms) == ("Keynote", ("Aula",))
    assert (session.starts_at, session.ends_at) == (at(9, 9), at(9, 10))
    assert [person.name for person in session.people] == ["Ada Testwell"]


def test_a_web_page_without_is_refused_with_where_to_go() -> None:
    leading = b"<html><a href='https://example.org/schedule.xml'>Schedule</a></html>"

    with pytest.raises(UnreadableError) as refused:
        read_programme(leading, zone="Europe/Berlin")
    assert str(refused.value) == (
        "This is a web page without a programme that can be read. "
        "It leads to https://example.org/schedule.xml: give that instead."
    )
    with pytest.raises(UnreadableError, match="Look on it for a link to export the programme"):
        read_programme(b"<!doctype html><p>Expo</p>", zone="Europe/Berlin")


def test_damaged_data_in_a_page_and_deep_nesting_are_no_crash() -> None:
    damaged = b"<html><script type='application/ld+json'>{\"name\": </script></html>"
    deep = b"<html><script type='application/ld+json'>" + b"[" * 5000 + b"</script></html>"

    for content in (damaged, deep):
        with pytest.raises(UnreadableError, match="web page"):
            read_programme(content, zone="Europe/Berlin")
