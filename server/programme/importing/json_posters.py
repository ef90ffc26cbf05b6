"""Abstracts as JSON, without times: a list of posters, as services for abstracts keep it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .entries import Day, Entry, EntryReading, person_of, place_of
from .gathering import Gathering
from .json_values import Json, first_of, list_of, object_of, objects_of, worded
from .kind_words import kind_of
from .opened import Opened
from .parsed import Assumptions, ParsedPerson, ParsedPoster, ParsedProgramme
from .times import venue_clock
from .words import line_of, link_of, title_of

NAME = "abstracts"
TITLE = "abstracts of posters (JSON)"
NEEDED = {"title", "authors"}
WORDS = ("abstract", "text", "abstractText")
UNTIMED = "2000-01-01T00:00"  # of a poster whose session says when


def recognises(opened: Opened) -> bool:
    """Whether this is a list of objects that have authors and an abstract, and no time."""
    if not opened.is_json:
        return False
    entries = [object_of(entry) for entry in list_of(opened.json)]
    return bool(entries) and all(
        entry.keys() >= NEEDED and any(name in entry for name in WORDS) and "start" not in entry
        for entry in entries
    )


def read(opened: Opened, assumed: Assumptions) -> ParsedProgramme:
    """Return the posters; those that are given as talks are left out and reported."""
    gathering = Gathering(opened, assumed)
    clock = venue_clock(assumed, None)
    inner = Gathering(opened, Assumptions(zone=assumed.zone))
    reading = EntryReading(inner, clock, seconds=False)
    said: dict[str, tuple[str, str]] = {}
    for entry, shown in _entries(opened.json, gathering):
        said[entry.within] = entry.where, shown
        reading.take(entry)
    sessions = inner.programme(NAME, clock, title=None).sessions if said else ()
    posters = tuple(
        ParsedPoster(
            replace(session, key=f"posters/{session.key}", within=None),
            where=said[session.within or ""][0],
            session=said[session.within or ""][1],
        )
        for session in sessions
    )
    gathering.left_out += inner.left_out
    gathering.oddities += inner.oddities
    return ParsedProgramme(
        NAME, (), timezone=clock.zone.key, posters=posters,
        left_out=gathering.left_out.total(), warnings=gathering.warnings(),
    )  # fmt: skip


def _entries(whole: Any, gathering: Gathering) -> Iterator[tuple[Entry, str]]:  # noqa: ANN401 - JSON
    for number, one in enumerate(objects_of(whole, "the list", gathering.warn)):
        title, shown = worded(one.get("title")), worded(one.get("session"))
        key = line_of(first_of(one, "id", "uuid", "doi"))
        where = place_of(None, key, title_of(title))
        if shown and not kind_of(title=shown, people=False).startswith("poster"):
            gathering.left_out["no poster"] += 1
            gathering.warn(
                where, f"It is shown as “{shown[:40]}”, not as a poster; it was left out."
            )
            continue
        yield _entry(one, key, title, where, number), shown


def _entry(one: Json, key: str, title: str, where: str, number: int) -> Entry:
    doi = worded(one.get("doi"))
    link = link_of("DOI", f"https://doi.org/{doi}") if doi else None
    return Entry(
        where=where,
        day=Day(None),
        ids=[key] if key else [],
        title=title,
        state=worded(one.get("state")),
        date=UNTIMED,
        duration=1,
        track=worded(first_of(one, "topic", "track")),
        abstract=worded(first_of(one, *WORDS)),
        people=list(_authors(one)),
        links=[link] if link else [],
        kind="poster",
        board=line_of(first_of(one, "board", "board_number", "position", "posterNumber")),
        within=str(number),
        facts=[("Acknowledgements", text)] if (text := worded(one.get("acknowledgements"))) else [],
    )


def _authors(one: Json) -> Iterator[ParsedPerson]:
    """Yield who wrote it, with the institutions that their marks ("1,2") stand for."""
    places = {
        line_of(place.get("index")): worded(first_of(place, "address", "name", "institution"))
        for place in map(object_of, list_of(one.get("affiliations")))
    }
    for author in list_of(one.get("authors")):
        said = object_of(author)
        marks = worded(first_of(said, "epithet", "affiliations", "affiliation")).split(",")
        at = "; ".join(places[mark.strip()] for mark in marks if mark.strip() in places)
        names = (line_of(first_of(said, "firstName", "first_name")),
                 line_of(first_of(said, "lastName", "last_name")))  # fmt: skip
        name = worded(said.get("name")) or " ".join(filter(None, names)) or line_of(author)
        if name:
            yield person_of(name, None, "author", "", at)
