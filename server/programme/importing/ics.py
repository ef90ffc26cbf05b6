"""iCalendar files, from programme exports to somebody's own calendar of a conference."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from .gathering import CANCELLED_STATES, Gathering
from .ics_components import Component, Property, component_of
from .ics_facts import (
    PAGE,
    categories_of,
    description_of,
    language_said,
    links_of,
    online_link_of,
    organisers_of,
    people_of,
    places_said,
)
from .ics_repeats import Window, repeats, starts_of
from .ics_times import CalendarTimes, duration_of, own_zone
from .kind_words import kind_of
from .opened import Opened
from .parsed import Assumptions, ParsedProgramme, ParsedSession, UnreadableError
from .times import venue_clock
from .title_marks import without_marks
from .words import line_of, name_or_none, places_of, title_of, truth_of

NAME = "ics"
TITLE = "iCalendar (ICS)"

BEGINNING = re.compile(r"^\s*BEGIN\s*:\s*(?:VCALENDAR|VEVENT)\s*$", re.IGNORECASE | re.MULTILINE)
DAY = timedelta(days=1)
# One or two names organise a whole calendar; more are those of the sessions.
MANY_ORGANISERS = 2
OWN = "Hallway"


def recognises(opened: Opened) -> bool:
    """Whether this is text in which a calendar or an event begins."""
    if opened.files or opened.is_xml or opened.is_json:
        return False
    return BEGINNING.search(opened.text[:5000]) is not None


def read(opened: Opened, assumed: Assumptions) -> ParsedProgramme:
    """Return the calendar's events as a programme; raises `UnreadableError` if it has none."""
    gathering = Gathering(opened, assumed)
    return programme_of(component_of(opened.text, gathering.warn), gathering, NAME)


def require_whole(opened: Opened) -> None:
    """Raise `UnreadableError` if the calendar ends within an event."""
    component_of(opened.text, lambda _where, _message: None)


def programme_of(root: Component, gathering: Gathering, name: str) -> ParsedProgramme:
    """Return the events below *root* as a programme, under the format *name*."""
    calendars = [c for c in root.components if c.name == "VCALENDAR"]
    if not any(c.name == "VEVENT" for c in root.walk()):
        others = sorted({c.name for c in root.walk()} - {"", "VCALENDAR", "STANDARD", "DAYLIGHT"})
        has = f", only {', '.join(others[:5])}" if others else ""
        raise UnreadableError(f"The calendar has no event (VEVENT){has}. Export its events.")
    clock = venue_clock(gathering.assumed, own_zone(root))
    zones = [c for c in root.walk() if c.name == "VTIMEZONE"]
    gathering.own = OWN in next((c.text("PRODID") for c in calendars), "")
    reading = _Reading(gathering, CalendarTimes(clock, zones), root)
    for calendar in (*calendars, root):
        cancelled = calendar.text("METHOD").upper() == "CANCEL"
        for component in calendar.components:
            if component.name == "VEVENT":
                reading.take(_Event(component, cancelled=cancelled))
            elif component.name in {"VTODO", "VJOURNAL"}:
                message = f"A {component.name} is no event; it was left out."
                gathering.warn(f"line {component.line}", message)
    if not gathering.own:
        gathering.finish_with(gathering.take_address_off_rooms)
    names = (c.text("X-WR-CALNAME", "NAME", "X-WR-CALDESC") for c in calendars)
    return gathering.programme(name, clock, title=title_of(next(filter(None, names), "")))


class _Event:
    """A VEVENT with what is asked of it more than once."""

    def __init__(self, component: Component, *, cancelled: bool = False) -> None:
        self.component = component
        self.title = title_of(component.text("SUMMARY"))
        self.uid = line_of(component.text("UID"), 255)
        self.start = component.property("DTSTART")
        self.changes = component.property("RECURRENCE-ID")
        status = component.text("STATUS").casefold()
        self.cancelled = cancelled or status in CANCELLED_STATES
        named = f", “{self.title[:60]}”" if self.title else ""
        self.where = f"line {component.line}{named}"

    @property
    def version_of(self) -> tuple[str, str, str]:
        """What all versions of one event have in common."""
        return self.uid, self.changes.value if self.changes else "", self.title

    @property
    def sequence(self) -> int:
        """Which version of it this is."""
        said = self.component.text("SEQUENCE")
        return int(said[:9]) if said.isascii() and said.isdigit() else 0

    @property
    def repeats(self) -> bool:
        """Whether it stands for more sessions than one."""
        return self.changes is None and repeats(self.component)


class _Reading:
    """Turns events into sessions, knowing what other events of the file say about them."""

    def __init__(self, gathering: Gathering, times: CalendarTimes, root: Component) -> None:
        self.gathering = gathering
        self.times = times
        events = [_Event(c) for c in root.walk() if c.name == "VEVENT"]
        self.window = self._window(events)
        self.old = _superseded(events)
        organisers = organisers_of(event.component for event in events)
        self.organised = len(organisers) > MANY_ORGANISERS
        self.changed = {(e.uid, self._local(e.changes)) for e in events if e.changes}

    def take(self, event: _Event) -> None:
        """Add the sessions that *event* stands for."""
        if event.component.line in self.old:
            self.gathering.left_out["an older version of an event"] += 1
            return
        if event.component.text("CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"}:
            self.gathering.left_out["private"] += 1
            return
        status = event.component.text("STATUS")
        if status.upper() != "TENTATIVE" and self.gathering.hides(status):
            return
        first = self.times.wall(event.start.value) if event.start else None
        if event.start is None or first is None:
            self.gathering.left_out["without a readable start"] += 1
            self.gathering.warn(event.where, "It has no start that can be read; it was left out.")
            return
        zone = self._zone(event, event.start, first)
        start = self.times.local(first, zone)
        length = self._length(event, start, all_day=not isinstance(first, datetime))
        session = self._session(event, start)
        for begins, key in self._starts(event, first, zone):
            ends = self.times.clock.after(begins, length)
            self.gathering.add(
                replace(session, key=key, starts_at=begins, ends_at=ends), event.where
            )

    def _zone(self, event: _Event, stated: Property, first: datetime | date) -> tzinfo | None:
        """Return the zone that the event's start is told in; remarks on what is assumed."""
        zone, doubt = self.times.zone(stated)
        if not isinstance(first, datetime):
            self.gathering.remark(event.where, "It lasts all day: from midnight to midnight.")
        elif doubt:
            self.gathering.remark(event.where, doubt)
        elif first.tzinfo is None and zone is None:
            local = self.times.clock.zone
            self.gathering.remark(event.where, f"Times without a zone are taken as {local}'s.")
        return zone

    def _length(self, event: _Event, start: datetime, *, all_day: bool) -> timedelta:
        clock = self.times.clock
        stated = event.component.property("DTEND")
        end = self._local(stated) if stated else None
        if stated is not None and end is None:
            self.gathering.warn(f"line {stated.line}", "Its end cannot be read.")
        length = duration_of(event.component.property("DURATION"))
        if end is None and length is None and all_day:
            end = self.times.local(start.date() + DAY, None)
        ends = self.gathering.ends_at(clock, start, end, length, event.where)
        return ends.astimezone(UTC) - start.astimezone(UTC)

    def _starts(
        self, event: _Event, first: datetime | date, zone: tzinfo | None
    ) -> Iterator[tuple[datetime, str]]:
        """Yield each start on the venue's clock, with the key of the session that starts then."""
        identity = event.uid or event.title
        if not event.repeats:
            start = self.times.local(first, zone)
            changed = self._local(event.changes) if event.changes else None
            yield start, _key(identity, changed if identity else start)
            return
        if not isinstance(first, datetime):
            first = datetime.combine(first, time.min)
        wall = first.replace(tzinfo=None)
        starts, remark = starts_of(event.component, wall, self.times, self.window)
        if remark:
            self.gathering.warn(event.where, remark)
        for begins in starts:
            start = self.times.local(begins.replace(tzinfo=first.tzinfo), zone)
            if (event.uid, start) not in self.changed:
                yield start, _key(identity, start)

    def _local(self, stated: Property) -> datetime | None:
        moment = self.times.wall(stated.value)
        return None if moment is None else self.times.local(moment, self.times.zone(stated)[0])

    def _window(self, events: list[_Event]) -> Window | None:
        """Return the event's dates, else those between which the file's single events are."""
        assumed = self.gathering.assumed
        if assumed.starts_on and assumed.ends_on:
            return assumed.starts_on, assumed.ends_on
        single = [self._local(e.start) for e in events if e.start and not e.repeats]
        days = [start.date() for start in single if start]
        return (min(days), max(days)) if days else None

    def _session(self, event: _Event, start: datetime) -> ParsedSession:
        """Return what all sessions of *event* have in common."""
        if not event.title:
            self.gathering.warn(event.where, "It has no title; it is called “Untitled”.")
        component = event.component
        categories = categories_of(component)
        people = tuple(people_of(component, organised=self.organised))
        title, cancelled, full = without_marks(event.title)
        if PAGE.fullmatch(component.text("LOCATION")):
            message = "Its place is a page of a web site; no room was taken from it."
            self.gathering.remark(event.where, message)
        if component.text("STATUS").upper() == "TENTATIVE":
            self.gathering.remark(event.where, "It is marked as tentative; it was kept.")
        said = ", ".join(categories)
        return ParsedSession(
            key="",
            title=title or "Untitled",
            subtitle=title_of(component.text("X-SUBTITLE")) or None,
            starts_at=start,
            ends_at=start,
            kind=kind_of(said=said, track=said, title=title, people=bool(people)),
            rooms=places_said(component, own=self.gathering.own),
            track=name_or_none(categories[0]) if categories else None,
            language=language_said(component),
            description=description_of(component),
            people=people,
            links=tuple(links_of(component)),
            cancelled=event.cancelled or cancelled,
            online_link=online_link_of(component),
            capacity=places_of(component.text("X-CAPACITY", "X-SEATS")),
            full=full or truth_of(component.text("X-FULL")),
        )


def _key(identity: str, start: datetime | None) -> str:
    return f"{identity}@{start:%Y-%m-%dT%H:%M}" if start else identity


def _superseded(events: list[_Event]) -> set[int]:
    """Return the lines of events of which the file has a later version of the same title."""
    newest: dict[tuple[str, str, str], int] = {}
    for event in events:
        newest[event.version_of] = max(newest.get(event.version_of, 0), event.sequence)
    return {e.component.line for e in events if e.uid and e.sequence < newest[e.version_of]}
