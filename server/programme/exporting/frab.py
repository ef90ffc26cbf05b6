"""The schedule formats of frab, pentabarf and pretalx: `schedule.json` and `schedule.xml`."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from typing import Any

import orjson

from server.programme.exporting.markup import marked_up
from server.programme.exporting.programme import Item, Part, Programme

JSON_TYPE = "application/json"
XML_TYPE = "application/xml; charset=utf-8"
# By this name our own import knows what it wrote: see its frab readers.
GENERATOR = "Hallway"
CANCELLED = "Cancelled: "
ONLINE = "Online"
MOST_HOURS = 100
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def frab_json(programme: Programme) -> bytes:
    """Return version 1 of `schedule.json`."""
    event = programme.event
    days = list(programme.days())
    return orjson.dumps(
        {
            "generator": {"name": GENERATOR},
            "schedule": {
                "version": str(programme.version),
                "base_url": f"{programme.base_url}/",
                "conference": {
                    "acronym": event["slug"],
                    "title": event["name"],
                    "start": event["starts_on"],
                    "end": event["ends_on"],
                    "daysCount": len(days),
                    "timeslot_duration": "00:05",
                    "time_zone_name": event["timezone"],
                    "rooms": [
                        {"name": name, "guid": str(programme.guid_of(f"rooms/{name}"))}
                        for name in programme.rooms
                    ],
                    "tracks": [{"name": name} for name in programme.tracks],
                    "days": [
                        _day(programme, number, day, items)
                        for number, (day, items) in enumerate(days, 1)
                    ],
                },
            },
        }
    )


def _day(programme: Programme, number: int, day: date, items: list[Item]) -> dict[str, Any]:
    return {
        "index": number,
        "date": day.isoformat(),
        "day_start": min(item.starts_at for item in items).isoformat(),
        "day_end": max(item.ends_at for item in items).isoformat(),
        "rooms": {
            room: [_entry(programme, item) for item in inside] for room, inside in _by_room(items)
        },
    }


def _by_room(items: list[Item]) -> Iterator[tuple[str, list[Item]]]:
    rooms: dict[str, list[Item]] = {}
    for item in items:
        rooms.setdefault(item.rooms[0] if item.rooms else "", []).append(item)
    yield from rooms.items()


def _entry(programme: Programme, item: Item) -> dict[str, Any]:
    return {
        "id": item.number,
        "guid": str(programme.guid_of(item.key)),
        "logo": None,
        "date": item.starts_at.isoformat(),
        "start": f"{item.starts_at:%H:%M}",
        "end": item.ends_at.isoformat(),
        "duration": _hours(item.duration),
        "room": item.rooms[0] if item.rooms else "",
        "slug": _slug(programme, item),
        "url": programme.address_of(item),
        "title": _title(item),
        "subtitle": item.subtitle,
        "track": item.track or None,
        "type": item.kind,
        "language": item.language or None,
        "abstract": marked_up(item.abstract_text),
        "description": marked_up(item.description_text),
        "recording_license": "",
        "do_not_record": False,
        "persons": [_person(part) for part in item.people],
        "links": [{"title": title, "url": address} for title, address in _links(item)],
        "attachments": [],
    }


def _person(part: Part) -> dict[str, Any]:
    said = {
        "id": part.number,
        "public_name": part.name,
        "role": part.role if part.role != "speaker" else "",
        "affiliation": part.institution,
        "biography": marked_up(part.biography),
    }
    return {name: value for name, value in said.items() if value}


def _links(item: Item) -> list[tuple[str, str]]:
    """Return an item's links; the format has no other place for taking part from afar."""
    online = [(ONLINE, item.online_link)] if item.online_link else []
    return [*item.links, *online]


def frab_xml(programme: Programme) -> bytes:
    """Return `schedule.xml`."""
    event = programme.event
    days = list(programme.days())
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<schedule>",
        f'<generator name="{GENERATOR}"/>',
        _element("version", str(programme.version)),
        "<conference>",
        _element("title", event["name"]),
        _element("acronym", event["slug"]),
        _element("start", event["starts_on"]),
        _element("end", event["ends_on"]),
        _element("days", str(len(days))),
        _element("timeslot_duration", "00:05"),
        _element("base_url", f"{programme.base_url}/"),
        _element("time_zone_name", event["timezone"]),
        "</conference>",
    ]
    for number, (day, items) in enumerate(days, 1):
        lines += _xml_day(programme, number, day, items)
    lines.append("</schedule>\n")
    return "\n".join(lines).encode()


def _xml_day(programme: Programme, number: int, day: date, items: list[Item]) -> Iterator[str]:
    start = min(item.starts_at for item in items).isoformat()
    end = max(item.ends_at for item in items).isoformat()
    yield f'<day index="{number}" date="{day.isoformat()}" start="{start}" end="{end}">'
    for room, inside in _by_room(items):
        yield f'<room name="{_safe(room)}">'
        for item in inside:
            yield from _xml_entry(programme, item, room)
        yield "</room>"
    yield "</day>"


def _xml_entry(programme: Programme, item: Item, room: str) -> Iterator[str]:
    yield f'<event guid="{programme.guid_of(item.key)}" id="{item.number}">'
    for name, text in (
        ("room", room),
        ("title", _title(item)),
        ("subtitle", item.subtitle),
        ("type", item.kind),
        ("date", item.starts_at.isoformat()),
        ("start", f"{item.starts_at:%H:%M}"),
        ("duration", _days_and_hours(item.duration)),
        ("abstract", marked_up(item.abstract_text)),
        ("slug", _slug(programme, item)),
        ("track", item.track),
        ("language", item.language),
        ("description", marked_up(item.description_text)),
        ("url", programme.address_of(item)),
    ):
        yield _element(name, text)
    yield "<persons>"
    for part in item.people:
        yield f'<person id="{part.number}">{_safe(part.name)}</person>'
    yield "</persons>"
    yield "<links>"
    for title, address in _links(item):
        yield f'<link href="{_safe(address)}">{_safe(title)}</link>'
    yield "</links></event>"


def _title(item: Item) -> str:
    return f"{CANCELLED}{item.title}" if item.cancelled else item.title


def _slug(programme: Programme, item: Item) -> str:
    return f"{programme.event['slug'].replace('-', '_')}-{item.key:0>4}"


def _hours(duration: timedelta) -> str:
    minutes = max(0, int(duration.total_seconds() // 60))
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _days_and_hours(duration: timedelta) -> str:
    """Return a duration as the schema of the XML wants it: days apart where hours are too many."""
    minutes = max(0, int(duration.total_seconds() // 60))
    if minutes < MOST_HOURS * 60:
        return _hours(duration)
    return f"{minutes // 1440}:{minutes // 60 % 24:02}:{minutes % 60:02}"


def _element(name: str, text: str) -> str:
    return f"<{name}>{_safe(text)}</{name}>"


def _safe(text: str) -> str:
    return escape(_NOT_XML.sub("", text))
