"""Small invented programmes in each format, built so that a test can bend one thing at a time."""

import json
from typing import Any

BERLIN = "Europe/Berlin"


def event_xml(*, attributes: str = "id='1' guid='g-1'", **fields: str) -> str:
    """Return an event of a schedule.xml; a field named here replaces the usual one."""
    usual = {
        "date": "2026-06-09T11:00:00+02:00",
        "start": "11:00",
        "duration": "00:30",
        "room": "Hall",
        "title": "Opening",
    }
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in (usual | fields).items())
    return f"<event {attributes}>{inner}</event>"


def schedule_xml(*events: str, conference: str = "", day: str = "date='2026-06-09'") -> bytes:
    """Return a schedule.xml of one day and one room."""
    return (
        f"<schedule><conference><title>Expo</title>{conference}</conference>\n"
        f"<day index='1' {day}><room name='Hall'>\n"
        + "\n".join(events)
        + "</room></day></schedule>"
    ).encode()


def event_json(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON values
    """Return an event of a schedule.json; a field named here replaces the usual one."""
    return {
        "id": 1,
        "guid": "g-1",
        "date": "2026-06-09T11:00:00+02:00",
        "start": "11:00",
        "duration": "00:30",
        "room": "Hall",
        "title": "Opening",
    } | fields


def schedule_json(*events: Any, **conference: Any) -> bytes:  # noqa: ANN401 - JSON values
    """Return a schedule.json, version 1, of one day and one room."""
    days = [{"index": 1, "date": "2026-06-09", "rooms": {"Hall": list(events)}}]
    return json.dumps(
        {"schedule": {"conference": {"title": "Expo", "days": days} | conference}}
    ).encode()


def calendar(*lines: str, head: tuple[str, ...] = ()) -> bytes:
    """Return a calendar of the given lines; "event" and "end" stand for BEGIN and END of one."""
    named = {"event": "BEGIN:VEVENT", "end": "END:VEVENT"}
    body = [named.get(line, line) for line in lines]
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", *head, *body, "END:VCALENDAR", ""]
    ).encode()


def one_event(*lines: str, head: tuple[str, ...] = ()) -> bytes:
    """Return a calendar with one event called Opening, of the given further lines."""
    return calendar("event", "UID:1@example.org", "SUMMARY:Opening", *lines, "end", head=head)
