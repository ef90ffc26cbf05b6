"""Dates and times of calendars: values, zones in all their spellings, lengths."""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from .ics_components import Component, Property
from .times import LONGEST, YEARS, VenueClock, length_of, zone_of

STAMP = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d):?(\d\d)?)?\s*(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE
)
LAST_SECOND = 59


class CalendarTimes:
    """Tells what a calendar's times mean on the venue's clock."""

    def __init__(self, clock: VenueClock, zones: list[Component]) -> None:
        """Know the venue's *clock* and the VTIMEZONE components of the file."""
        self.clock = clock
        self._defined = {zone.text("TZID"): zone for zone in zones}
        self._known: dict[str, tzinfo | None] = {}

    def wall(self, value: str) -> datetime | date | None:
        """Return what *value* says: a date, or a time with the offset it states, or None."""
        found = STAMP.fullmatch(value.strip())
        if found is None or int(found[1]) not in YEARS:
            return None
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
            if found[4] is None:
                return day
            second = min(int(found[6] or 0), LAST_SECOND)
            return datetime(
                day.year, day.month, day.day, int(found[4]), int(found[5]), second,
                tzinfo=_offset(found[7]) if found[7] else None,
            )  # fmt: skip
        except ValueError:
            return None

    def zone(self, stated: Property) -> tuple[tzinfo | None, str]:
        """Return the zone that *stated* names, and a remark if it had to be guessed."""
        name = stated.parameters.get("TZID", "")
        if not name:
            return None, ""
        if name not in self._known:
            self._known[name] = zone_of(name) or self._of_definition(self._defined.get(name))
        if self._known[name] is None:
            zone = self.clock.zone
            return None, f"The time zone “{name[:60]}” is unknown; times are taken as {zone}'s."
        return self._known[name], ""

    def local(self, moment: datetime | date, zone: tzinfo | None) -> datetime:
        """Return *moment*, told in *zone* if it has no offset, on the venue's clock."""
        if not isinstance(moment, datetime):
            return self.clock.at(datetime.combine(moment, datetime.min.time()))
        if moment.tzinfo is None and zone is not None:
            moment = moment.replace(tzinfo=zone).astimezone(UTC)
        return self.clock.of(moment)

    def _of_definition(self, defined: Component | None) -> tzinfo | None:
        """Return the zone that a VTIMEZONE of the file defines under a name of its own."""
        if defined is None:
            return None
        if known := zone_of(defined.text("X-LIC-LOCATION") or "-"):
            return known
        parts = [part for component in defined.walk() for part in component.properties]
        rules = [part.value.upper() for part in parts if part.name == "RRULE"]
        if not all("FREQ=YEARLY" in rule for rule in rules) or any("\\" in p.value for p in parts):
            return None
        from icalendar import Timezone  # noqa: PLC0415 -- slow import

        try:
            made = Timezone.from_ical("\r\n".join([*_lines(defined), ""]))
            zone = made.to_tz(lookup_tzid=False) if isinstance(made, Timezone) else None
            return zone if zone and zone.utcoffset(datetime(2026, 6, 10)) is not None else None  # noqa: DTZ001
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, IndexError):
            return None


def duration_of(stated: Property | None) -> timedelta | None:
    """Return a DURATION as a length, or None."""
    value = stated.value.strip().lstrip("+") if stated else ""
    length = length_of(value) if value.upper().startswith("P") or ":" in value else None
    return length if length is None or length <= LONGEST else None


def own_zone(calendar: Component) -> str | None:
    """Return the zone most of a calendar's times are told in, else the one it names for itself."""
    named = [
        p.parameters["TZID"]
        for c in calendar.walk()
        for p in c.all("DTSTART")
        if "TZID" in p.parameters
    ]
    most = max(sorted(set(named)), key=named.count) if named else ""
    stated = [
        c.text("X-WR-TIMEZONE", "TIMEZONE-ID", "VTIMEZONE")
        for c in calendar.walk()
        if c.name in {"VCALENDAR", ""}
    ]
    defined = {c.text("TZID") for c in calendar.walk() if c.name == "VTIMEZONE"}
    stated += defined if len(defined) == 1 else []
    return next((name for name in (most, *stated) if name), None)


def _offset(text: str) -> tzinfo:
    if text.upper() == "Z":
        return ZoneInfo("UTC")
    digits = text[1:].replace(":", "")
    length = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-length if text[0] == "-" else length)


def _lines(component: Component) -> list[str]:
    """Return a component as lines again, its standard properties only."""
    lines = [f"BEGIN:{component.name}"]
    for p in component.properties:
        if p.name in {"TZID", "DTSTART", "RRULE", "RDATE", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"}:
            value = f";VALUE={p.parameters['VALUE']}" if "VALUE" in p.parameters else ""
            lines.append(f"{p.name}{value}:{p.value}")
    lines += [line for part in component.components for line in _lines(part)]
    return [*lines, f"END:{component.name}"]
