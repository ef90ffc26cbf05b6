"""A programme as values: what is stored, what an import makes of it, what documents show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

Text = list[dict[str, Any]]
Links = list[list[str]]
DIGITS = 18  # of a number that boards are sorted by; no hall has more


@dataclass(frozen=True, slots=True)
class Named:
    """A room or a track."""

    id: UUID
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """Somebody named in the programme; see `models.Person`."""

    id: UUID
    key: str
    source_key: str
    name: str
    institution: str | None
    biography: Text
    links: Links


@dataclass(frozen=True, slots=True)
class ListedSession:
    """A session with its rooms and people, as ids in order; see `models.Session`."""

    id: UUID
    key: str
    source_key: str
    title: str
    subtitle: str | None
    kind: str
    starts_at: datetime
    ends_at: datetime
    track_id: UUID | None
    within_id: UUID | None
    board: str | None
    language: str | None
    online_link: str | None
    capacity: int | None
    full: bool
    abstract: Text
    description: Text
    links: Links
    cancelled: bool
    removed_at: datetime | None
    sequence: int
    modified_at: datetime
    room_ids: tuple[UUID, ...]
    parts: tuple[tuple[UUID, str], ...]  # (person, role)


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What documents say of an event."""

    slug: str
    name: str
    short_name: str
    timezone: str
    starts_on: date
    ends_on: date
    place: str | None
    walk_minutes: int = 5
    walks: tuple[tuple[UUID, UUID, int], ...] = ()  # between two rooms, either way
    map: dict[str, Any] | None = None  # {name, width, height} of the picture of its rooms


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything an event's programme ever had; documents show what is in use."""

    rooms: list[Named]
    tracks: list[Named]
    people: list[ListedPerson]
    sessions: list[ListedSession]

    def shown(self) -> list[ListedSession]:
        """Return the sessions of the programme, by time, then board, then key."""
        return sorted(
            (session for session in self.sessions if session.removed_at is None), key=show_order
        )

    def removed(self, at_most: int) -> list[ListedSession]:
        """Return what left the programme, the latest *at_most*, in the order of their keys."""
        left = [session for session in self.sessions if session.removed_at is not None]
        left.sort(key=lambda row: (row.removed_at or row.starts_at, key_number(row.key)))
        return sorted(left[-at_most:], key=lambda row: key_number(row.key))


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids in a listing's sessions stand for."""

    rooms: Mapping[UUID, str]
    tracks: Mapping[UUID, str]
    people: Mapping[UUID, str]
    sessions: Mapping[UUID, str]


def names_of(listing: Listing) -> Names:
    """Return what the ids in *listing* stand for."""
    return Names(
        rooms={room.id: room.name for room in listing.rooms},
        tracks={track.id: track.name for track in listing.tracks},
        people={person.id: person.name for person in listing.people},
        sessions={session.id: session.title for session in listing.sessions},
    )


def show_order(session: ListedSession) -> tuple[datetime, list[tuple[int, int, str]], int]:
    """Sort by time; then by board, P2 before P10, what has none first; then as keys were given."""
    return session.starts_at, board_order(session.board), key_number(session.key)


def board_order(board: str | None) -> list[tuple[int, int, str]]:
    """Return what boards sort by: runs of digits count as numbers."""
    runs = groupby(board or "", key=lambda sign: sign.isascii() and sign.isdigit())
    return [
        (0, int(text[:DIGITS]), "") if is_number else (1, 0, text.casefold())
        for is_number, text in ((is_number, "".join(run)) for is_number, run in runs)
    ]


def key_number(key: str) -> int:
    """Return the 12 of "s12"."""
    return int(key[1:])
