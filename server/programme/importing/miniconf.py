"""MiniConf: main_calendar.json, and the tables of papers whose posters hang in its sessions."""

from collections.abc import Iterator
from itertools import count
from urllib.parse import parse_qs, urlsplit

from .entries import Day, Entry, EntryReading, place_of
from .gathering import Gathering
from .json_values import Json, list_of, object_of, objects_of, worded
from .opened import Opened
from .parsed import Assumptions, ParsedProgramme
from .table_people import people_of
from .tables import Row, table_of
from .times import venue_clock
from .words import address_of, line_of, link_of, title_of

NAME = "miniconf"
TITLE = "MiniConf, main_calendar.json or its folder"

# The tables whose rows are shown at a board, by the page that shows them.
POSTERS = ("papers", "posters", "lbds", "demos", "music")


def recognises(opened: Opened) -> bool:
    """Whether this is, or holds, a calendar as MiniConf writes it."""
    calendar = opened.json_file("main_calendar") if opened.files else opened.is_json and opened.json
    return any(
        {"title", "start", "end", "calendarId"} <= object_of(e).keys() for e in list_of(calendar)
    )


def read(opened: Opened, assumed: Assumptions) -> ParsedProgramme:
    """Return the calendar's sessions, and the papers as posters in those that link to them."""
    calendar = opened.json_file("main_calendar") if opened.files else opened.json
    gathering = Gathering(opened, assumed)
    clock = venue_clock(assumed, None)
    reading = EntryReading(gathering, clock, seconds=False)
    sessions = list(_sessions(calendar, gathering))
    posters = list(_posters(opened, sessions, gathering))
    holding = {poster.within for poster in posters}
    for session in sessions:
        session.kind = "poster-session" if session.ids[0] in holding else ""
        reading.take(session)
    for poster in posters:
        reading.take(poster)
    return gathering.programme(NAME, clock, title=None)


def _sessions(calendar: object, gathering: Gathering) -> Iterator[Entry]:
    used: set[str] = set()
    for event in objects_of(calendar, "main_calendar.json", gathering.warn):
        title, start = worded(event.get("title")), line_of(event.get("start"))
        name = f"{title_of(title)}@{start}"
        key = next(k for n in count(1) if (k := f"{name}/{n}" if n > 1 else name) not in used)
        used.add(key)
        link = worded(event.get("link"))
        yield Entry(
            where=f"main_calendar.json, {place_of(None, '', title_of(title))}",
            day=Day(None),
            ids=[key],
            title=title,
            date=start,
            end=line_of(event.get("end")),
            rooms=_rooms(event),
            links=[found] if (found := link_of("", link)) else [],
            slug=link,
        )


def _rooms(event: Json) -> list[str]:
    place = worded(event.get("location"))
    return [] if address_of(place) or ".html" in place else [place]


def _posters(opened: Opened, sessions: list[Entry], gathering: Gathering) -> Iterator[Entry]:
    for page in POSTERS:
        text = opened.file(page)
        table = table_of(text) if text else None
        for row in table.rows if table else []:
            where = f"{page}.csv, {place_of(row.line, row['id'], title_of(row['title']))}"
            session = _session_of(row, page, sessions)
            if session is None:
                gathering.left_out["in no session of the calendar"] += 1
                gathering.warn(where, "No session of the calendar shows it; it was left out.")
            else:
                yield _poster(row, page, session, where)


def _session_of(row: Row, page: str, sessions: list[Entry]) -> Entry | None:
    """Return the session that links to the row's page for the row's session, or its page alone."""
    linked = []
    for session in sessions:
        address = urlsplit(session.slug) if "[" not in session.slug else None
        if address is None or not address.path.endswith(f"{page}.html"):
            continue
        if row["session"].strip() in parse_qs(address.query).get("session", []):
            return session
        linked.append(session)
    return linked[0] if len(linked) == 1 else None


def _poster(row: Row, page: str, session: Entry, where: str) -> Entry:
    number = line_of(row["id"])
    return Entry(
        where=where,
        day=Day(None),
        ids=[f"{page}/{number}"] if number else [],
        title=row["title"],
        date=session.date,
        end=session.end,
        rooms=session.rooms,
        track=row["track"],
        abstract=row["abstract"],
        people=list(people_of(row)),
        kind="poster",
        board=row["board"],
        within=session.ids[0],
    )
