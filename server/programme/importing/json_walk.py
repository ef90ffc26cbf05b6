"""Finding a programme's entries in JSON that says what it holds by its members' names alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from .json_fields import field_of, plain_members, plain_name, stamp_of
from .json_values import Json, worded
from .times import clock_of, day_of, moment_of
from .words import line_of, title_of

# Lists of what entries refer to, by what they hold.
TABLES = {
    "speakers": "speakers speaker people persons presenters performers participants authors users",
    "rooms": "rooms room locations venues stages microlocations spaces halls places",
    "track": "tracks streams track topics categories",
    "type": "types formats session_types event_types submission_types kinds",
}
TABLE_OF = {name: table for table, names in TABLES.items() for name in names.split()}
KEYS = ("id", "code", "guid", "uuid", "key", "slug", "@id")
# What never holds entries, however its members are called.
NO_ENTRIES = set(TABLES["speakers"].split()) | {
    "sponsors", "partners", "links", "attachments", "resources", "versions", "news", "posts",
    "articles", "faq", "answers", "question_answers", "questions", "tickets", "hotels", "changelog",
    "generator", "location", "venue", "organizer",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Around:
    """What an entry's surroundings say of it."""

    date: str = ""
    room: str = ""
    track: str = ""
    key: str = ""  # of the entry itself, in an object of entries


@dataclass(slots=True)
class Found:
    """An entry with the surroundings it was found in."""

    members: Json
    around: Around
    path: str


@dataclass(slots=True)
class Walk:
    """All there is in a file: its entries, and what they refer to by table and id."""

    entries: list[Found] = field(default_factory=list)
    tables: dict[str, dict[str, Json]] = field(default_factory=dict)
    lists: dict[str, int] = field(default_factory=dict)  # how many objects each list has


def walked(value: Any) -> Walk:  # noqa: ANN401 - a JSON value is any of them
    """Return what there is in *value*, at whatever depth."""
    walk = Walk()
    _tables(value, "", walk)
    walk.entries = list(_entries(value, "", "", Around(), walk))
    return walk


def _tables(value: Any, name: str, walk: Walk) -> None:  # noqa: ANN401
    if isinstance(value, dict):
        if name in TABLE_OF and value and all(isinstance(item, dict) for item in value.values()):
            _table(walk, TABLE_OF[name], value.items())
        for key, inner in value.items():
            _tables(inner, plain_name(str(key)), walk)
    elif isinstance(value, list):
        objects = [item for item in value if isinstance(item, dict)]
        if objects:
            walk.lists[name or "the list"] = walk.lists.get(name or "the list", 0) + len(objects)
        if name in TABLE_OF:
            _table(walk, TABLE_OF[name], (("", item) for item in objects))
        for item in value:
            if isinstance(item, dict | list):
                _tables(item, name if isinstance(item, list) else "", walk)


def _table(walk: Walk, table: str, items: Any) -> None:  # noqa: ANN401 - pairs of key and object
    rows = walk.tables.setdefault(table, {})
    for key, item in items:
        ids = [line_of(item[name]) for name in KEYS if item.get(name) not in (None, "")]
        for number in (str(key), *ids):
            if number:
                rows.setdefault(number, item)


def _entries(
    value: Any,  # noqa: ANN401 - a JSON value is any of them
    name: str,
    path: str,
    around: Around,
    walk: Walk,
) -> Iterator[Found]:
    if isinstance(value, list):
        for number, item in enumerate(value):
            if isinstance(item, dict | list):
                yield from _entries(item, name, f"{path}[{number}]", around, walk)
        return
    if not isinstance(value, dict):
        return
    members = plain_members(value)
    inside = replace(_within(members, name, around, walk), key="")
    titled = bool(title_of(worded(field_of(members, "title"))))
    held = [
        found
        for key, inner in value.items()
        if isinstance(inner, dict | list) and plain_name(str(key)) not in NO_ENTRIES
        for found in _entries(
            inner,
            plain_name(str(key)),
            f"{path}.{key}" if path else str(key),
            _named(inside, str(key), "" if titled else name, inner),
            walk,
        )
    ]
    if held:
        yield from held
    elif path and is_entry(members, around):  # an object alone is the event itself
        yield Found(members, around, path)


def is_entry(members: Json, around: Around) -> bool:
    """Whether *members* are those of an entry: a title, and when it starts."""
    if not title_of(worded(field_of(members, "title"))):
        return False
    start = stamp_of(field_of(members, "start"))
    if moment_of(start) is not None:
        return True
    stated = stamp_of(field_of(members, "date"))
    if clock_of(start) is None:
        return False
    return day_of(stated) is not None or bool(around.date)


def _within(members: Json, name: str, around: Around, walk: Walk) -> Around:
    """Return what this object says of the entries it holds."""
    day = stamp_of(field_of(members, "date")) or stamp_of(members.get("start_date"))
    title = title_of(worded(field_of(members, "title")))
    number = next(
        (line_of(members[key]) for key in ("room_id", "room", "id") if key in members), ""
    )
    return replace(
        around,
        date=day[:10] if day_of(day) else around.date,
        room=(title or _known(walk, "rooms", number) or around.room)
        if name in TABLE_OF and TABLE_OF[name] == "rooms"
        else around.room,
        track=title if TABLE_OF.get(name) == "track" and title else around.track,
    )


def _known(walk: Walk, table: str, number: str) -> str:
    row = walk.tables.get(table, {}).get(number, {})
    return title_of(worded(field_of(plain_members(row), "title"))) if row else ""


def _named(around: Around, key: str, parent: str, inner: Any) -> Around:  # noqa: ANN401
    """Return *around* with what the name of a member says: a day, a room, an entry's id."""
    if day_of(key) and len(key) <= len("2026-06-10T00:00:00+00:00"):
        return replace(around, date=key[:10])
    if TABLE_OF.get(parent) == "rooms" and isinstance(inner, list):
        return replace(around, room=title_of(key))
    return replace(around, key=key if isinstance(inner, dict) else "")
