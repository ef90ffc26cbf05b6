"""A published programme, read back from its documents for the formats to write."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from server.programme.calendar import app_address
from server.programme.exporting.plain import plain_text

Text = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in a session."""

    key: str
    name: str
    role: str
    institution: str
    biography: Text

    @property
    def number(self) -> int:
        """The 7 of "p7"."""
        return int(self.key[1:])


@dataclass(frozen=True, slots=True)
class Item:
    """One session with everything that its documents say of it, in words."""

    key: str
    title: str
    subtitle: str
    kind: str
    starts_at: datetime  # in the venue's zone
    ends_at: datetime
    rooms: tuple[str, ...]
    track: str
    people: tuple[Part, ...]
    language: str
    board: str
    cancelled: bool
    capacity: int | None
    full: bool
    abstract_text: Text
    description_text: Text
    links: tuple[tuple[str, str], ...]
    online_link: str

    @property
    def abstract(self) -> str:
        """The abstract's words."""
        return plain_text(self.abstract_text)

    @property
    def description(self) -> str:
        """The description's words."""
        return plain_text(self.description_text)

    @property
    def number(self) -> int:
        """The 12 of "s12"."""
        return int(self.key[1:])

    @property
    def duration(self) -> timedelta:
        """How long it takes."""
        return self.ends_at - self.starts_at


@dataclass(frozen=True, slots=True)
class Programme:
    """An event and its sessions, in the order they are shown."""

    version: int
    event: dict[str, Any]
    items: tuple[Item, ...]
    rooms: tuple[str, ...]
    tracks: tuple[str, ...]
    base_url: str
    removed: tuple[Item, ...] = ()  # what left the programme, as far as its index names it

    def days(self) -> Iterator[tuple[date, list[Item]]]:
        """Yield each day on which something starts, with what starts on it."""
        for day, items in groupby(self.items, key=lambda item: item.starts_at.date()):
            yield day, list(items)

    def address_of(self, item: Item) -> str:
        """Return where the app shows the item."""
        return app_address(self.event["slug"], item.key, self.base_url)

    def guid_of(self, thing: str) -> UUID:
        """Return an id for a room or an item that no other programme has, always the same."""
        return uuid5(NAMESPACE_URL, f"{self.base_url}/e/{self.event['slug']}/{thing}")


def programme_of(index: dict[str, Any], texts: dict[str, Any], base_url: str) -> Programme:
    """Return the programme that *index* and all its details describe.

    What left the programme is apart from its items, and rooms that only it was in are left out.
    """
    rows = [row for row in index["sessions"] if not row.get("removed")]
    gone = [row for row in index["sessions"] if row.get("removed")]
    used = {room for row in rows for room in row.get("rooms", ())}
    names = {
        row["id"]: row["name"] for rows in ("rooms", "tracks", "people") for row in index[rows]
    }
    lives = texts.get("people", {})
    people = {row["id"]: row | lives.get(row["id"], {}) for row in index["people"]}
    return Programme(
        version=index["version"],
        event=index["event"],
        items=tuple(_item(row, texts.get(row["id"], {}), names, people) for row in rows),
        rooms=tuple(row["name"] for row in index["rooms"] if row["id"] in used),
        tracks=tuple(row["name"] for row in index["tracks"]),
        base_url=base_url,
        removed=tuple(_item(row, {}, names, people) for row in gone),
    )


def _item(
    row: dict[str, Any],
    texts: dict[str, Any],
    names: dict[str, str],
    people: dict[str, dict[str, Any]],
) -> Item:
    roles = texts.get("roles", {})
    return Item(
        key=row["id"],
        title=row["title"],
        subtitle=row.get("subtitle", ""),
        kind=row["kind"],
        starts_at=datetime.fromisoformat(row["start"]),
        ends_at=datetime.fromisoformat(row["end"]),
        rooms=tuple(names[key] for key in row.get("rooms", ())),
        track=names[row["track"]] if "track" in row else "",
        people=tuple(
            Part(
                key,
                names[key],
                roles.get(key, "speaker"),
                people[key].get("institution", ""),
                people[key].get("biography", []),
            )
            for key in row.get("people", ())
        ),
        language=row.get("language", ""),
        board=row.get("board", ""),
        cancelled=row.get("cancelled", False),
        capacity=row.get("capacity"),
        full=row.get("full", False),
        abstract_text=texts.get("abstract", []),
        description_text=texts.get("description", []),
        online_link=texts.get("online", ""),
        links=tuple((title, address) for title, address in texts.get("links", [])),
    )
