"""What a calendar's event says of a session: people, rooms, texts, links."""

import re
from collections.abc import Iterable, Iterator

from .ics_components import Component
from .languages import main_of
from .parsed import ParsedPerson, Text
from .text import plain_text, structured
from .words import address_of, language_of, link_of, name_or_none, title_of

SPEAKERS = re.compile(
    r"\s*(?:speakers?|presenters?|presented by|referent(?:in|en)?|intervenants?|ponentes?|von)"
    r"\s*: ?(.{1,300})",
    re.IGNORECASE,
)
PAGE = re.compile(r"[\w./-]+\.html?(?:[?#]\S*)?")
BETWEEN_NAMES = re.compile(r"\s*(?:,|;| & | and | und )\s*")
BETWEEN_PLACES = re.compile(r"\s*(?:;|\n)\s*")
# What stands below the name of a place: "1 Main Street, Testville", "12345 Testville".
ADDRESS = re.compile(r"\d+\w?\s+[^,]+,.+|.+,\s*(?:[A-Z]{2}\s+)?\d{4,6}\b.*|\d{4,6}\s+\D+")
# Who is invited to a calendar entry but is no person.
NO_PERSON = {"ROOM", "RESOURCE", "GROUP"}
# A text that is laid out says as much as the plain one beside it; a stub of one does not.
ENOUGH = 0.8


def description_of(event: Component) -> Text:
    """Return what the event says at length: as laid out in HTML where it is, else in words."""
    plain = structured(event.text("DESCRIPTION"))
    laid_out = event.property("X-ALT-DESC", "STYLED-DESCRIPTION")
    if laid_out is None:
        return plain
    is_html = "html" in laid_out.parameters.get("FMTTYPE", "").lower() or "<" in laid_out.value
    rich = structured(laid_out.text, "html" if is_html else "auto")
    return rich if len(plain_text(rich)) >= ENOUGH * len(plain_text(plain)) else plain


def places_said(event: Component, *, own: bool) -> tuple[str, ...]:
    """Return the rooms that the event's place names; an address of the web is none.

    *own* says that the calendar is an export of ours, which parts rooms by a slash.
    """
    place = event.text("LOCATION")
    if is_address(place) or PAGE.fullmatch(place):
        return ()
    parts = place.split(" / ") if own else BETWEEN_PLACES.split(place)
    parts = [part for at, part in enumerate(parts) if own or not at or not ADDRESS.fullmatch(part)]
    return tuple(dict.fromkeys(filter(None, map(name_or_none, parts))))


def categories_of(event: Component) -> list[str]:
    """Return the event's categories, in the order it has them."""
    said = (title_of(text) for stated in event.all("CATEGORIES") for text in stated.texts)
    return list(dict.fromkeys(filter(None, said)))


def language_said(event: Component) -> str | None:
    """Return the language that the event says its summary is in."""
    summary = event.property("SUMMARY")
    stated = summary.parameters.get("LANGUAGE", "") if summary else ""
    return language_of(stated or event.text("X-LANGUAGE", "LANGUAGE"))


def is_address(text: str) -> bool:
    """Whether *text* is an address of the web, not a place."""
    return text.startswith(("https://", "http://"))


def online_link_of(event: Component) -> str | None:
    """Return where one takes part from afar."""
    place = event.text("LOCATION")
    stated = event.text("CONFERENCE", "X-GOOGLE-CONFERENCE")
    return address_of(stated or (place if is_address(place) else ""))


def links_of(event: Component) -> Iterator[tuple[str, str]]:
    """Yield the event's page and what is attached to it."""
    for stated in (*event.all("URL"), *event.all("ATTACH")):
        if found := link_of(stated.parameters.get("FILENAME", ""), stated.value.strip()):
            yield found


def people_of(event: Component, *, organised: bool) -> Iterator[ParsedPerson]:
    """Yield who is invited by name, and whom a first line "Speaker: …" names.

    *organised* says that the organiser is a person of this session, not of the whole calendar.
    """
    for stated in event.all("ATTENDEE"):
        if stated.parameters.get("CUTYPE", "").upper() not in NO_PERSON:
            chairs = stated.parameters.get("ROLE", "").upper() == "CHAIR"
            yield from _named(stated.parameters.get("CN", ""), "chair" if chairs else "speaker")
    for stated in event.all("CONTACT") if organised else ():
        yield from _named(stated.text, "speaker")
    for name in organisers_of([event]) if organised else ():
        for part in BETWEEN_NAMES.split(name):
            yield from _named(part, "speaker")
    if found := SPEAKERS.match(event.text("DESCRIPTION")):
        for part in BETWEEN_NAMES.split(found[1]):
            yield from _named(part, "speaker")


def organisers_of(events: Iterable[Component]) -> list[str]:
    """Return the names of who organises *events*, each once."""
    said = (p.parameters.get("CN", "") for event in events for p in event.all("ORGANIZER"))
    return list(dict.fromkeys(filter(None, map(title_of, said))))


def _named(name: str, role: str) -> Iterator[ParsedPerson]:
    found = title_of(main_of(name))[:200]
    if found and "@" not in found:
        yield ParsedPerson(name=found, role=role)
