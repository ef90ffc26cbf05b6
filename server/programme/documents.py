"""The documents phones read: index, details of a day, manifest, and the deltas between indexes.

A document is JSON in UTF-8 without blanks, its members in order of their names; what is null or
empty is left out. The *canonical* form of an index has besides each of its lists in order of the
ids, as plain strings ("s10" before "s2"): the manifest's `sha256` is of that form. So a phone
that applied a delta sorts by id and by name, serialises, and can tell whether it now holds what
the server does.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson

from server.programme.listing import (
    EventFacts,
    ListedPerson,
    ListedSession,
    Listing,
    Named,
    key_number,
)

Document = dict[str, Any]
LISTS = ("rooms", "tracks", "people", "sessions")
HASH_LENGTH = 24
USUAL_ROLE = "speaker"
# How many sessions that left the programme its index names, the latest: whoever had an older one
# has seen long ago that it is gone.
REMOVED_SHOWN = 500


def serialise(document: Document) -> bytes:
    """Return the bytes of *document*."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


def content_hash(document: Document) -> str:
    """Return the name under which a document is kept for ever."""
    return hashlib.sha256(serialise(document)).hexdigest()[:HASH_LENGTH]


def canonical_sha256(index: Document) -> str:
    """Return the SHA-256 of the canonical form of *index*, in hexadecimal."""
    lists = {name: sorted(index[name], key=lambda row: str(row["id"])) for name in LISTS}
    return hashlib.sha256(serialise(index | lists)).hexdigest()


def index_of(version: int, event: EventFacts, listing: Listing) -> Document:
    """Return the index: everything a list, a search and an agenda need, without long texts.

    What left the programme is there with the facts that say what it was, and `removed`: whoever
    had it in their agenda must see that it is gone.
    """
    shown = listing.shown() + listing.removed(REMOVED_SHOWN)
    zone = ZoneInfo(event.timezone)
    rooms = {room.id: room for room in listing.rooms}
    tracks = {track.id: track for track in listing.tracks}
    people = {person.id: person for person in listing.people}
    keys = {session.id: session.key for session in shown}
    used_rooms = {room: None for session in shown for room in session.room_ids}
    used_tracks = {
        session.track_id: None
        for session in shown
        if session.track_id and session.removed_at is None
    }
    used_people = {person: None for session in shown for person, _ in session.parts}
    return {
        "version": version,
        "event": _present(
            slug=event.slug,
            name=event.name,
            short_name=event.short_name,
            timezone=event.timezone,
            starts_on=event.starts_on.isoformat(),
            ends_on=event.ends_on.isoformat(),
            place=event.place,
            walk_minutes=event.walk_minutes,
            walks=_walks(event, {room: rooms[room].key for room in used_rooms}),
            map=_map_of(event),
        ),
        "rooms": [_named(rooms[room]) for room in used_rooms],
        "tracks": [_named(tracks[track]) for track in used_tracks],
        "people": [
            _present(
                id=people[person].key,
                name=people[person].name,
                institution=people[person].institution,
            )
            for person in used_people
        ],
        "sessions": [
            _present(
                **_placed(session, rooms, people, keys, zone),
                **({"removed": True} if session.removed_at else _described(session, tracks)),
            )
            for session in shown
        ],
    }


def _placed(
    session: ListedSession,
    rooms: Mapping[UUID, Named],
    people: Mapping[UUID, ListedPerson],
    keys: Mapping[UUID, str],
    zone: ZoneInfo,
) -> Document:
    """Return what a session is, when, where and by whom."""
    return {
        "id": session.key,
        "title": session.title,
        "kind": session.kind,
        "start": venue_time(session.starts_at, zone),
        "end": venue_time(session.ends_at, zone),
        "rooms": [rooms[room].key for room in session.room_ids],
        "people": [people[person].key for person, _ in session.parts],
        "board": session.board,
        "within": keys.get(session.within_id) if session.within_id else None,
    }


def _described(session: ListedSession, tracks: Mapping[UUID, Named]) -> Document:
    return {
        "subtitle": session.subtitle,
        "track": tracks[session.track_id].key if session.track_id else None,
        "language": session.language,
        "cancelled": session.cancelled or None,
        "capacity": session.capacity,
        "full": session.full or None,
    }


def _walks(event: EventFacts, keys: dict[UUID, str]) -> list[list[str | int]]:
    """Return [room, room, minutes] for the rooms in use, in order of their keys."""
    known = [
        (keys[first], keys[second], minutes)
        for first, second, minutes in event.walks
        if first in keys and second in keys
    ]
    known.sort(key=lambda walk: (key_number(walk[0]), key_number(walk[1])))
    return [list(walk) for walk in known]


def _map_of(event: EventFacts) -> Document | None:
    if event.map is None:
        return None
    address = f"/api/events/{event.slug}/map/{event.map['name']}"
    return {"address": address, "width": event.map["width"], "height": event.map["height"]}


def details_of(event: EventFacts, listing: Listing) -> dict[str, Document]:
    """Return for each day of the programme the long texts of what starts on it.

    A day's document has a member per session that has any ("s12": abstract, description, links,
    roles, online) and "people": biography and links of the people who are in that day's sessions.
    """
    zone = ZoneInfo(event.timezone)
    people = {person.id: person for person in listing.people}
    by_day: dict[str, list[ListedSession]] = defaultdict(list)
    for session in listing.shown():
        by_day[session.starts_at.astimezone(zone).date().isoformat()].append(session)
    return {day: _day_details(sessions, people) for day, sessions in by_day.items()}


def _day_details(sessions: list[ListedSession], people: dict[Any, ListedPerson]) -> Document:
    texts = {
        session.key: _present(
            abstract=session.abstract,
            description=session.description,
            links=session.links,
            online=session.online_link,
            roles={
                people[person].key: role for person, role in session.parts if role != USUAL_ROLE
            },
        )
        for session in sessions
    }
    named = {person: people[person] for session in sessions for person, _ in session.parts}
    lives = {
        person.key: _present(biography=person.biography, links=person.links)
        for person in named.values()
    }
    return _present(**texts, people=_present(**lives))


def manifest_of(slug: str, version: int, sha256: str, days: dict[str, str]) -> Document:
    """Return the one document that phones revalidate."""
    return {
        "version": version,
        "index": f"/api/events/{slug}/programme/{version}/index.json",
        "details": days,
        "sha256": sha256,
    }


@dataclass(frozen=True, slots=True)
class _Change:
    put: list[Document]
    remove: list[str]


def delta_between(old: Document, new: Document) -> Document:
    """Return what turns the index *old* into *new*.

    `put` has whole rows, new or replacing the row of the same id, per list, and the event where
    it changed; `remove` has ids per list.
    """
    changes = {name: _changed(old[name], new[name]) for name in LISTS}
    return {
        "version": new["version"],
        "sha256": canonical_sha256(new),
        "put": _present(
            event=new["event"] if new["event"] != old["event"] else None,
            **{name: change.put for name, change in changes.items()},
        ),
        "remove": _present(**{name: change.remove for name, change in changes.items()}),
    }


def _changed(old: list[Document], new: list[Document]) -> _Change:
    before = {row["id"]: row for row in old}
    after = {row["id"] for row in new}
    return _Change(
        put=[row for row in new if before.get(row["id"]) != row],
        remove=[row_id for row_id in before if row_id not in after],
    )


def apply_delta(index: Document, delta: Document) -> Document:
    """Return *index* after *delta*, its lists in the canonical order, as a phone would."""
    result: Document = {
        "version": delta["version"],
        "event": delta["put"].get("event", index["event"]),
    }
    for name in LISTS:
        rows = {row["id"]: row for row in index[name]}
        rows |= {row["id"]: row for row in delta["put"].get(name, [])}
        for row_id in delta["remove"].get(name, []):
            rows.pop(row_id, None)
        result[name] = [rows[row_id] for row_id in sorted(rows)]
    return result


def venue_time(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment as the venue's clocks show it, with the offset: "2026-06-09T11:00+02:00"."""
    local = moment.astimezone(zone)
    whole = not (local.second or local.microsecond)
    return local.isoformat(timespec="minutes" if whole else "seconds")


def _named(row: Named) -> Document:
    return {"id": row.key, "name": row.name}


def _present(**members: object) -> Document:
    return {name: value for name, value in members.items() if value not in (None, "", [], {}, ())}
