"""JSON of no format of its own: entries are found by what their members are called.

Calendars of events (schema.org and Google's), WordCamp's and other sites' programmes, apps' own
files: they differ in where things are, and hardly in what they are called.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any

from .entries import Day, Entry, EntryReading, place_of
from .gathering import Gathering
from .json_fields import field_of, plain_members, stamp_of
from .json_people import people_of
from .json_values import Json, list_of, object_of, worded
from .json_walk import TABLE_OF, Found, Walk, walked
from .languages import spoken_of
from .opened import Opened
from .parsed import Assumptions, ParsedProgramme, UnreadableError
from .times import clock_of, day_of, moment_of, venue_clock, zone_of
from .words import language_of, line_of, link_of, title_of

NAME = "json"
TITLE = "JSON whose entries have a title and a start"

ZONES = ("timezone", "time_zone", "time_zone_name", "tz", "timezone_name", "zone")
STATES = {"eventcancelled": "cancelled", "eventcanceled": "cancelled"}
# Longer than a day in minutes: then seconds are meant.
DAY_MINUTES = 1440
MINUTES_OF_HOUR = 60
# What a place of schema.org is called that is no room.
VIRTUAL = {"VirtualLocation"}


def recognises(opened: Opened) -> bool:
    """Whether this is JSON with at least one entry that says when it is."""
    return opened.is_json and bool(_walk(opened).entries)


def read(opened: Opened, assumed: Assumptions) -> ParsedProgramme:
    """Return the programme; raises `UnreadableError` if there is none."""
    return programme_of(opened, assumed, opened.json, NAME)


def with_tables(alone: Opened, folder: Opened) -> Opened:
    """Return a file with the people and rooms that it refers to, from files of its folder."""
    beside = {}
    for stem in sorted({PurePosixPath(path).stem.casefold() for path in folder.files}):
        if stem in TABLE_OF:
            with suppress(UnreadableError):  # the programme can be read without it
                beside[stem] = folder.json_file(stem)
    own = alone.json if isinstance(alone.json, dict) else {"entries": alone.json}
    whole = Opened(json.dumps({**beside, **own}).encode())
    whole.oddities += alone.oddities
    return whole


def _walk(opened: Opened) -> Walk:
    return walked(opened.json)


def programme_of(
    opened: Opened,
    assumed: Assumptions,
    whole: Any,  # noqa: ANN401 - a JSON value is any of them
    name: str,
) -> ParsedProgramme:
    """Return the programme that *whole* holds, under the format *name*."""
    walk = walked(whole)
    if not walk.entries:
        raise UnreadableError(unknown(whole, walk))
    top = plain_members(_top(whole))
    gathering = Gathering(opened, assumed)
    clock = venue_clock(assumed, _zone(top, walk))
    gathering.language = language_of(field_of(top, "language"))
    reading = EntryReading(gathering, clock, seconds=False)
    for found in walk.entries:
        reading.take(_entry(found, walk))
    days = (field_of(top, "start"), field_of(top, "end"))
    starts_on, ends_on = (day_of(stamp_of(day)) for day in days)
    return gathering.programme(
        name,
        clock,
        title=title_of(worded(field_of(top, "title"))),
        starts_on=starts_on,
        ends_on=ends_on,
    )


def unknown(whole: Any, walk: Walk | None = None) -> str:  # noqa: ANN401 - a JSON value is any of them
    """Return what was found in JSON that is no programme, and what would be understood."""
    walk = walk or walked(whole)
    found = [f"{count:,} in “{name[:40]}”" for name, count in list(walk.lists.items())[:4]]
    if isinstance(whole, dict):
        names = "”, “".join(str(name)[:40] for name in list(whole)[:6])
        what = f"an object with “{names}”" if names else "an empty object"
    else:
        what = f"a list of {len(list_of(whole)):,}"
    lists = f", objects: {', '.join(found)}" if found else ""
    return (
        f"The JSON holds no entry with a title and a start (it is {what}{lists}). Understood are"
        " frab and pretalx schedules, Sessionize, Open Event, Indico, MiniConf, calendars as JSON,"
        " and lists whose entries have members like “title” and “start”."
    )


def _top(whole: Any) -> Json:  # noqa: ANN401 - a JSON value is any of them
    """Return the object that speaks of the whole event."""
    top = object_of(whole)
    for name in ("conference", "event", "schedule", "meta", "info"):
        inner = top.get(name)
        if isinstance(inner, dict):
            return {**top, **inner}
    graph = list_of(top.get("@graph")) or list_of(whole)
    alone = object_of(graph[0]) if len(graph) == 1 else {}
    return alone if walked(alone).entries else top


def _zone(top: Json, walk: Walk) -> str | None:
    """Return the zone that the file, or most of its entries, name."""
    stated = [line_of(top.get(name)) for name in ZONES]
    for found in walk.entries[:200]:
        stated += [line_of(found.members.get(name)) for name in ZONES]
        start = plain_members(object_of(field_of(found.members, "start")))
        stated += [line_of(start.get(name)) for name in ZONES]
    return next((name for name in stated if name and zone_of(name)), None)


def _entry(found: Found, walk: Walk) -> Entry:
    members, around = found.members, found.around
    title = spoken_of(field_of(members, "title"))
    ids = [line_of(members.get(name)) for name in ("guid", "uuid", "id", "code", "uid", "key")]
    ids = list(dict.fromkeys(filter(None, ids)))
    own = line_of(members.get("slug")) or around.key
    start = stamp_of(field_of(members, "start"))
    stated = stamp_of(field_of(members, "date"))
    end = stamp_of(field_of(members, "end"))
    day = next((d for d in (stated, around.date) if day_of(d)), "")
    places = list(_places(members, walk))
    return Entry(
        where=f"{found.path}, {place_of(None, ids[0] if ids else own, title_of(worded(title)))}",
        day=Day(day_of(day)),
        ids=ids or ([own] if own else []),
        title=title,
        subtitle=spoken_of(field_of(members, "subtitle")),
        state=_state(members),
        date=start if moment_of(start) else day,
        start="" if moment_of(start) else start,
        end=_end(end, start, day),
        duration=_duration(members),
        rooms=places or ([around.room] if around.room else []),
        track=_named(field_of(members, "track"), "track", walk) or around.track,
        type=_type(members, walk),
        language=_language(members),
        abstract=spoken_of(field_of(members, "abstract")),
        description=spoken_of(field_of(members, "description")),
        slug=line_of(members.get("slug")),
        people=list(people_of(members, walk.tables.get("speakers", {}))),
        links=list(_links(members)),
        board=line_of(field_of(members, "board")),
        online_link=worded(field_of(members, "online")) or _virtual(members),
        capacity=field_of(members, "capacity"),
        full=members.get("remaining_attendee_capacity") == 0 or field_of(members, "full"),
    )


def _end(end: str, start: str, day: str) -> str:
    """Return the end as a stamp; a time of day is that of the start's day, or the next."""
    clock = clock_of(end)
    if clock is None or moment_of(end):
        return end
    began = moment_of(start)
    first = began.strftime("%H:%M") if began else start
    on = day_of(start) if began else day_of(day)
    began_clock = clock_of(first)
    if on is None or began_clock is None:
        return ""
    past = clock <= began_clock
    hours, rest = divmod(int(clock.total_seconds()), 3600)
    stamp = f"{on}T{hours % 24:02}:{rest // 60:02}"
    if not past:
        return stamp
    return f"{on + timedelta(days=1)}T{hours % 24:02}:{rest // 60:02}"


def _state(members: Json) -> str:
    if members.get("cancelled") is True or members.get("canceled") is True:
        return "cancelled"
    if members.get("hidden") is True or members.get("published") is False:
        return "unpublished"
    state = worded(field_of(members, "state")).rpartition("/")[2]
    return STATES.get(state.lower(), "" if state == "publish" else state)


def _duration(members: Json) -> float | str:
    value = field_of(members, "duration")
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        seconds = value > DAY_MINUTES or "wcpt_session_duration" in members
        return value / MINUTES_OF_HOUR if seconds else value
    return worded(value)


def _type(members: Json, walk: Walk) -> str:
    if members.get("is_service_session") is True:
        return ""
    said = _named(field_of(members, "type"), "type", walk)
    return "" if said in {"Event", "session", "wcb_session"} else said


def _language(members: Json) -> str:
    value = field_of(members, "language")
    return line_of(
        object_of(value).get("name") or worded(value) if isinstance(value, dict) else value
    )


def _named(value: Any, table: str, walk: Walk) -> str:  # noqa: ANN401 - whatever a file holds
    """Return a name that is given itself, as an object, by id, or as the first of a list."""
    if isinstance(value, list):
        return next((name for item in value if (name := _named(item, table, walk))), "")
    if isinstance(value, dict):
        members = plain_members(value)
        return title_of(worded(field_of(members, "title") or value))
    rows = walk.tables.get(table, {})
    if row := rows.get(line_of(value)):
        return title_of(worded(field_of(plain_members(row), "title")))
    return "" if isinstance(value, int) else title_of(worded(value))


def _places(members: Json, walk: Walk) -> Iterator[str]:
    value = field_of(members, "rooms")
    for place in value if isinstance(value, list) else [value]:
        if object_of(place).get("@type") in VIRTUAL:
            continue
        if name := _named(place, "rooms", walk):
            yield name


def _virtual(members: Json) -> str:
    places = members.get("location")
    for place in places if isinstance(places, list) else [places]:
        if object_of(place).get("@type") in VIRTUAL:
            return line_of(object_of(place).get("url"), 2000)
    return ""


def _links(members: Json) -> Iterator[tuple[str, str]]:
    if page := link_of("", worded(field_of(members, "url"))):
        yield page
    values = field_of(members, "links")
    for link in values if isinstance(values, list) else []:
        said = plain_members(link) if isinstance(link, dict) else {"url": link}
        address = next((said[n] for n in ("href", "url", "link", "resource") if said.get(n)), "")
        if found := link_of(
            worded(said.get("title") or said.get("name") or said.get("description")), address
        ):
            yield found
    for name in ("video", "slides", "recording", "feedback"):
        if found := link_of(
            name.capitalize(), worded(members.get(f"{name}_url") or members.get(name))
        ):
            yield found
