"""Times as files write them, and what they mean on the venue's clocks."""

import re
import zoneinfo
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from .parsed import Assumptions, UnreadableError, ZoneUnknownError

# Outside these years a date is a slip or a placeholder, and arithmetic may overflow.
YEARS = range(1970, 2101)
# What a session without a usable end is taken to last.
ASSUMED_LENGTH = timedelta(minutes=30)
LONGEST = timedelta(days=60)

CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?m?\.?", re.IGNORECASE)
HOURS_OF_DAY = 24
COLONS = re.compile(r"[0-9]{1,4}:[0-9]{1,2}(?::[0-9]{1,2})?")
DIGITS = re.compile(r"(\d{2})(\d{2})")
ISO_LENGTH = re.compile(
    r"P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,7})S)?)?"
)
SAID_LENGTH = re.compile(
    r"(?:(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:h|hrs?|hours?|std|stunden?|heures?|horas?|ore|uur|timer?)\.?)?"
    r"(?:\s*(?:,|and|und|et|y|e)?\s*)"
    r"(?:(\d{1,5})\s*(?:m|['\u2032]|mins?|minut(?:es?|en?|os?|i)?)?\.?)?",
    re.IGNORECASE,
)
HALF_HOUR = re.compile(r"(?:an?|one)?\s*(half|quarter)?\s*(?:of )?(?:an?\s*)?hour", re.IGNORECASE)
PARTS_OF_HOUR = {"half": 30, "quarter": 15}


def clock_of(value: Any) -> timedelta | None:  # noqa: ANN401 - whatever a file holds
    """Return the time of day *value* says, as time since midnight ("25:30" is past the next)."""
    text = str(value).strip() if isinstance(value, str) else ""
    if found := DIGITS.fullmatch(text):
        return timedelta(hours=int(found[1]), minutes=int(found[2]))
    if not (found := CLOCK.fullmatch(text)):
        return None
    hours, minutes = int(found[1]), int(found[2])
    if found[4]:
        hours = hours % 12 + (12 if found[4].lower() == "p" else 0)
    return timedelta(hours=hours, minutes=minutes, seconds=int(found[3] or 0))


def length_of(value: Any, *, seconds: bool = False) -> timedelta | None:  # noqa: ANN401
    """Return the duration *value* says: minutes, H:MM, HH:MM, D:HH:MM, "1h 30", PT1H30M.

    Three numbers are days, hours and minutes, unless the first has two digits or *seconds* says
    that the file writes its times with seconds: then they are hours, minutes and seconds.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return timedelta(minutes=value) if 0 <= value <= LONGEST / timedelta(minutes=1) else None
    text = value.strip() if isinstance(value, str) else ""
    if COLONS.fullmatch(text):
        return _length_of_numbers(text.split(":"), seconds=seconds)
    if (found := ISO_LENGTH.fullmatch(text.upper())) and any(found.groups()):
        weeks, days, hours, minutes, secs = (int(n or 0) for n in found.groups())
        return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=secs)
    if (found := SAID_LENGTH.fullmatch(text)) and any(found.groups()):
        minutes_of_hours = round(float((found[1] or "0").replace(",", ".")) * 60)
        return timedelta(minutes=minutes_of_hours + int(found[2] or 0))
    if found := HALF_HOUR.fullmatch(text):
        return timedelta(minutes=PARTS_OF_HOUR.get((found[1] or "").lower(), 60))
    return None


def _length_of_numbers(numbers: list[str], *, seconds: bool) -> timedelta:
    first, second, *third = map(int, numbers)
    if not third:
        return timedelta(hours=first, minutes=second)
    if seconds or len(numbers[0]) > 1 or second >= HOURS_OF_DAY:
        return timedelta(hours=first, minutes=second, seconds=third[0])
    return timedelta(days=first, hours=second, minutes=third[0])


def moment_of(value: Any) -> datetime | None:  # noqa: ANN401 - whatever a file holds
    """Return the ISO date and time *value* says, with its offset if it has one."""
    text = value.strip() if isinstance(value, str) else ""
    if len(text) < len("20260610T1200"):
        return None
    try:
        moment = datetime.fromisoformat(text)
        moment.utcoffset()
    except ValueError:
        return None
    return moment if moment.year in YEARS else None


def day_of(value: Any) -> date | None:  # noqa: ANN401 - whatever a file holds
    """Return the date that *value* says, or begins with, in ISO form."""
    text = value.strip()[:10] if isinstance(value, str) else ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in zoneinfo.available_timezones()}


@cache
def zone_of(name: str) -> ZoneInfo | None:
    """Return the zone called *name*: by IANA, by Windows, or behind a maker's prefix."""
    plain = name.strip().strip('"').casefold().replace(" ", "_")
    parts = plain.strip("/").split("/")
    for size in (len(parts), 3, 2):
        if found := _zones().get("/".join(parts[-size:])):
            return ZoneInfo(found)
    from icalendar.timezone.windows_to_olson import (  # noqa: PLC0415 -- slow import
        WINDOWS_TO_OLSON,
    )

    found = next(
        (to for at, to in WINDOWS_TO_OLSON.items() if at.casefold() == name.strip().casefold()),
        None,
    )
    return ZoneInfo(found) if found else None


@dataclass(frozen=True, slots=True)
class VenueClock:
    """The venue's clock, and the one the file says its times are told by."""

    zone: ZoneInfo
    own: ZoneInfo | None = None

    def at(self, wall: datetime) -> datetime:
        """Return *wall*, a time without zone, as the venue's clocks show it.

        A time that the clocks skip in spring is moved past the gap.
        """
        aware = wall.replace(tzinfo=self.zone)
        return aware.astimezone(UTC).astimezone(self.zone)

    def of(self, moment: datetime) -> datetime:
        """Return *moment* on the venue's clock; without an offset it is taken to be told by it."""
        return moment.astimezone(self.zone) if moment.tzinfo else self.at(moment)

    def after(self, start: datetime, length: timedelta) -> datetime:
        """Return the time *length* after *start*, by a stop-watch."""
        return (start.astimezone(UTC) + length).astimezone(self.zone)

    def meant(self, stated: datetime, shown: timedelta | None = None) -> tuple[datetime, str]:
        """Return what *stated* means at the venue, with a remark where it had to be doubted.

        *shown* is the time of day that the file prints beside it. What people read there wins
        over offsets, which exporters often take from their own machine.
        """
        wall = stated.replace(tzinfo=None)
        local = self.of(stated)
        if local.replace(tzinfo=None) == wall:
            return (local, "") if shown in (None, _time_of_day(wall)) else self._shown(wall, shown)
        offset = stated.utcoffset()
        if (
            self.own
            and self.own != self.zone
            and wall.replace(tzinfo=self.own).utcoffset() == offset
        ):
            return local, f"Times are told in {self.own}; they were converted to {self.zone}."
        if shown == _time_of_day(local):
            return local, ""
        told_here = bool(offset) and self._ever(offset, wall.year)  # none at all is UTC's
        if shown == _time_of_day(wall) or (shown is None and told_here):
            return self.at(wall), f"Offsets are not those of {self.zone}; the time of day was kept."
        if shown is not None:
            return self._shown(wall, shown)
        doubt = f"Offsets are not those of {self.zone}; times were converted to it."
        return local, doubt if offset else ""

    def _shown(self, wall: datetime, shown: timedelta) -> tuple[datetime, str]:
        midnight = wall.replace(hour=0, minute=0, second=0, microsecond=0)
        return self.at(midnight + shown), "The date and the start disagree; the start was kept."

    def _ever(self, offset: timedelta | None, year: int) -> bool:
        """Whether the venue is at *offset* in some month of that year."""
        months = (datetime(year, month, 1, 12, tzinfo=self.zone) for month in range(1, 13))
        return any(month.utcoffset() == offset for month in months)


def _time_of_day(moment: datetime) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)


def venue_clock(assumed: Assumptions, own: str | None) -> VenueClock:
    """Return the clock for a file that names the zone *own*, if any.

    Raises `UnreadableError` when neither the event nor the file says where the venue is.
    """
    named = zone_of(own) if own else None
    if assumed.zone is not None:
        zone = zone_of(assumed.zone)
        if zone is None:
            raise UnreadableError(
                f"There is no time zone called “{assumed.zone[:60]}”. Give one like Europe/Berlin."
            )
        return VenueClock(zone, named)
    if named is None:
        said = f"names an unknown time zone, “{own[:60]}”" if own else "does not name its time zone"
        raise ZoneUnknownError(
            f"The file {said}. Say which one the venue is in, like Europe/Berlin."
        )
    return VenueClock(named, named)
