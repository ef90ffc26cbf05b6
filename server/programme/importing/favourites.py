"""A list of favourites from another system: what it names, before it is looked for.

Whatever the list is (a calendar, a schedule with fewer entries, a table, ids, addresses or plain
lines), each of its entries becomes the names it can be recognised by: ids, titles, a time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

from .columns import NAMES, plain_name
from .json_values import Json, worded
from .opened import Opened
from .parsed import ParsedProgramme, ParsedSession, UnreadableError
from .reading import read_programme
from .times import day_of, moment_of
from .words import line_of, title_of

MAX_BYTES = 1_000_000
MAX_ENTRIES = 1_000
MAX_WORDS = 300  # of an entry, as it is shown in the report

# Members of JSON objects and columns of tables, by what they hold.
IDS = ("id", "guid", "code", "uid", "slug", "event_id", "talk_id", "session_id", "session", "key")
ADDRESSES = ("url", "link", "href", "address", "event_url")
TITLES = ("title", "name", "summary", "subject", "talk", "session_title")
STARTS = ("start", "date", "starts_at", "start_time", "begin", "dtstart", "starttime", "start_at")
STARRED = (
    *("favorite", "favourite", "favorited", "favourited", "is_favorite", "is_favourite"),
    *("starred", "is_starred", "star", "faved", "fav", "bookmarked", "bookmark", "saved"),
    *("favorit", "favoriten", "gemerkt", "favori", "favoris", "favorito", "favoritos", "preferito"),
)
YES = {"1", "true", "yes", "y", "x", "on", "★", "*", "✓", "ja", "oui", "sí", "si"}
# An object with one of these holds entries, and is none.
HOLDING = {"days", "rooms", "sessions", "talks", "events", "schedule", "slots", "conference"}

ADDRESS = re.compile(r"(?:https?|webcal)://[^\s<>\"'()]+")
MARK = re.compile(r"^\s*(?:[-*•\u2013·▪☐☑✓✔★⭐\ufe0f]+\s+|\[[ xX*]?\]\s*|\d{1,3}[.)]\s+)+")
DAY_WORD = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?"
TIME = re.compile(
    rf"^(?:{DAY_WORD},?\s+)?(?:(?P<date>\d{{4}}-\d\d-\d\d)[T ,]+)?"
    r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:\s*(?:-|\u2013|\u2014|to)\s*\d{1,2}[:.]\d\d)?"
    r"(?=[\s,;:|\u2013\u2014-])[\s,;:|\u2013\u2014-]+",
    re.IGNORECASE,
)
PARTS = re.compile(r"\t+|\s+[|\u2013\u2014@-]\s+|\s{3,}")
TRAILING = re.compile(r"\s*[(\[][^()\[\]]{1,80}[)\]]\s*$")


@dataclass(frozen=True, slots=True)
class Favourite:
    """One entry of a list. `titles` begins with the likeliest; the others are parts of its line."""

    words: str  # as the list has it, to be shown
    where: str  # "line 3", "entry 12"
    ids: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    starts_at: datetime | None = None
    clock: tuple[int, int] | None = None  # an hour and minute without a date


def read_favourites(content: bytes, *, zone: str) -> tuple[str, list[Favourite]]:
    """Return what sort of list *content* is, and its entries; times without a zone are *zone*'s.

    Raises `UnreadableError` for what is no list, is empty or has more than 1,000 entries.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableError("The list is too large: the limit is 1 MB. Leave out its long texts.")
    opened = Opened(content)
    name, found = _read(opened, content, zone)
    if len(found) > MAX_ENTRIES:
        raise UnreadableError(
            f"The list has {len(found):,} entries, and the limit is 1,000. Split it."
        )
    if not found:
        raise UnreadableError(
            "No session is named in this. Give titles, ids or addresses, one a line, or a file."
        )
    return name, found


def _read(opened: Opened, content: bytes, zone: str) -> tuple[str, list[Favourite]]:
    if opened.files:
        return _of_programme(content, zone)
    if opened.workbook:
        sheets = [[line.cells for line in sheet.lines] for sheet in opened.sheets]
        return "table", [one for rows in sheets for one in _of_rows(rows, ZoneInfo(zone))]
    if opened.is_json:
        return "json", list(_of_json(opened.json, ZoneInfo(zone)))
    text = opened.text
    if opened.is_xml or text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        return _of_programme(content, zone)
    table = list(_of_rows(_cells(text), ZoneInfo(zone)))
    return ("table", table) if table else ("lines", list(_of_lines(text, ZoneInfo(zone))))


def _of_programme(content: bytes, zone: str) -> tuple[str, list[Favourite]]:
    programme: ParsedProgramme = read_programme(content, zone=zone)
    return programme.format, [_of_session(session) for session in programme.sessions]


def _of_session(session: ParsedSession) -> Favourite:
    return Favourite(
        words=session.title[:MAX_WORDS],
        where=f"entry {session.key}"[:MAX_WORDS],
        ids=(session.key,),
        addresses=tuple(address for _, address in session.links),
        titles=(session.title,),
        starts_at=session.starts_at,
    )


def _of_json(value: Any, zone: ZoneInfo) -> Iterator[Favourite]:  # noqa: ANN401 - a JSON value
    entries = list(_entries(value))
    # A whole schedule with marks in it: the marked ones are the favourites.
    marked = [entry for entry in entries if isinstance(entry, dict) and _is_starred(entry)]
    for number, entry in enumerate(marked or entries, 1):
        if isinstance(entry, dict):
            yield _of_object(entry, f"entry {number}", zone)
        else:
            yield _of_word(str(entry), f"entry {number}")


def _entries(value: Any) -> Iterator[Json | str]:  # noqa: ANN401 - a JSON value
    """Yield every object that is an entry, and every bare id or title in a list."""
    if isinstance(value, list):
        for one in value:
            if isinstance(one, str | int) and not isinstance(one, bool):
                yield str(one)
            else:
                yield from _entries(one)
    elif isinstance(value, dict):
        if _is_entry(value):
            yield value
        else:
            for name, one in value.items():
                if one is True or (isinstance(one, dict) and _is_starred(one) and not _id(one)):
                    yield name  # {"ABCDEF": true}, as an app keeps its stars
                elif isinstance(one, list | dict):
                    yield from _entries(one)


def _is_entry(value: Json) -> bool:
    if any(isinstance(value.get(name), list | dict) for name in HOLDING):
        return False
    has_title = any(worded(value.get(name)) for name in TITLES)
    has_start = any(value.get(name) for name in STARTS)
    return bool((has_title and has_start) or (_id(value) and (has_title or len(value) <= len(IDS))))


def _id(value: Json) -> list[str]:
    said = (value.get(name) for name in IDS)
    return [line_of(one) for one in said if isinstance(one, str | int) and line_of(one)]


def _is_starred(value: Json) -> bool:
    return any(str(value.get(name, "")).strip().casefold() in YES for name in STARRED)


def _of_object(value: Json, where: str, zone: ZoneInfo) -> Favourite:
    titles = [title_of(worded(value.get(name))) for name in TITLES]
    title = next(filter(None, titles), "")
    stated = next((value[name] for name in STARTS if value.get(name)), None)
    addresses = [line_of(value.get(name), 2000) for name in ADDRESSES]
    ids = _id(value)
    return Favourite(
        words=(title or ", ".join(ids))[:MAX_WORDS],
        where=where,
        ids=tuple(ids),
        addresses=tuple(filter(None, addresses)),
        titles=(title,) if title else (),
        starts_at=_moment(value.get("date"), zone) or _moment(stated, zone),
    )


def _moment(value: object, zone: ZoneInfo) -> datetime | None:
    moment = moment_of(value)
    if moment is None or not re.search(r"\d[T ]\d|^\d{8}T", str(value)):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _of_word(word: str, where: str) -> Favourite:
    text = title_of(word)
    addresses = tuple(ADDRESS.findall(text))
    return Favourite(text[:MAX_WORDS], where, (text,), addresses, (text,))


def _of_rows(rows: list[list[str]], zone: ZoneInfo) -> Iterator[Favourite]:
    """Yield the rows of a table whose first line names its columns; of those marked, if any are."""
    head, *others = rows or [[]]
    columns = {place: _column(name) for place, name in enumerate(head)}
    if not {"id", "url", "title"} & set(columns.values()):
        return
    objects = []
    for row in others:
        said: dict[str, str] = {}
        for place, name in columns.items():
            if place < len(row) and (cell := row[place].strip()):
                said.setdefault(name, cell)
        if "date" in said and "start_time" in said:
            said["date"] = f"{said['date']} {said['start_time']}"
        objects.append(said)
    starred = [one for one in objects if _is_starred(one)]
    for number, one in enumerate(objects, 2):
        if one and (not starred or one in starred):
            yield _of_object(one, f"line {number}", zone)


def _column(name: str) -> str:
    """Return what a column holds by its name, in whichever of the known languages it is."""
    own = plain_name(name).replace(" ", "_")
    if own in STARRED:
        return own
    for names, what in ((IDS, "id"), (ADDRESSES, "url"), (TITLES, "title")):
        if own in names:
            return what
    return NAMES.get(plain_name(name), own)


def _cells(text: str) -> list[list[str]]:
    import csv  # noqa: PLC0415 - most lists are no tables

    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    try:
        return [row for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter) if row]
    except csv.Error:  # a cell longer than any table has: it is no table
        return []


def _of_lines(text: str, zone: ZoneInfo) -> Iterator[Favourite]:
    for number, line in enumerate(text.splitlines(), 1):
        stripped = MARK.sub("", line).strip()
        if re.search(r"\w", stripped):
            yield _of_line(stripped, f"line {number}", zone)


def _of_line(line: str, where: str, zone: ZoneInfo) -> Favourite:
    """Return what a line may name: its title can stand alone, or between a time and a room."""
    rest, starts_at, clock = line, None, None
    if time := TIME.match(line):
        rest = line[time.end() :]
        clock = (int(time["hour"]), int(time["minute"]))
        if day := day_of(time["date"] or ""):
            starts_at = datetime(day.year, day.month, day.day, *clock, tzinfo=zone)
    addresses = tuple(ADDRESS.findall(rest))
    bare = title_of(ADDRESS.sub(" ", rest)).strip(" -\u2013\u2014|,;:")
    parts = [title_of(part) for part in PARTS.split(ADDRESS.sub(" ", rest))]
    titles = [bare, TRAILING.sub("", bare), *parts, *(TRAILING.sub("", part) for part in parts)]
    named = dict.fromkeys(title for title in titles if title)
    ids = [bare] if bare and " " not in bare else []
    ids += [part for part in named if " " not in part]
    return Favourite(
        words=line_of(line, MAX_WORDS) or line[:MAX_WORDS],
        where=where,
        ids=tuple(dict.fromkeys(ids)),
        addresses=addresses,
        titles=tuple(named),
        starts_at=starts_at,
        clock=clock if starts_at is None else None,
    )
