"""When the rows of a table are, told by all of them together, in whatever order they stand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise

from .entries import Entry
from .gathering import Gathering
from .table_dates import Day
from .times import VenueClock

DAY = timedelta(days=1)
SMALL_HOURS = timedelta(hours=5)  # what starts before is of the night, not of the morning
EVENING = timedelta(hours=17)
MORNING = timedelta(hours=6)
NOON = timedelta(hours=12)
LULL = timedelta(hours=4)  # between a night's last session and the morning's first

IMPOSSIBLE_END = "It does not end after it starts; how long it lasts was taken instead."
AFTER_MIDNIGHT = "It is after midnight, and was put into the night that follows its day."


@dataclass(slots=True)
class Placed:
    """An entry with what its row says of its time; `place` writes it into the entry."""

    entry: Entry
    day: Day | None = None
    start: timedelta | None = None
    ends_on: date | None = None
    end: timedelta | None = None
    length: timedelta | None = None
    zone: tzinfo | None = None  # by which its row tells the time, where that is not the venue's
    poster: bool = False
    session: str = ""  # what the row calls the session that its poster is in

    @property
    def small(self) -> bool:
        """Whether it starts after midnight and before the morning, by a clock of 24 hours."""
        return self.start is not None and self.start < SMALL_HOURS


def place(items: list[Placed], gathering: Gathering, clock: VenueClock) -> None:
    """Write into each entry when it is.

    What starts before five belongs to the night after its day where the table files nights so:
    under a day's name that has sessions in its afternoon; where the table's first date would else
    begin in the night; or where it follows a session of that date and room across midnight.
    """
    for item in items:
        item.zone = None if item.zone == clock.zone else item.zone
    nights = _nights(items)
    for item in items:
        if item.day is None or item.start is None:
            continue
        midnight = datetime.combine(item.day.date, datetime.min.time())
        ends_on = item.ends_on
        if id(item) in nights:
            gathering.warn(item.entry.where, AFTER_MIDNIGHT)
            midnight += DAY
            ends_on = ends_on + DAY if ends_on == item.day.date else ends_on
        start = midnight + item.start
        item.entry.date = _stamp(start, item, clock)
        if item.length is not None:
            item.entry.duration = item.length / timedelta(minutes=1)
        end = _end(start, midnight, item, ends_on)
        if end is not None and end <= start and item.length:
            gathering.warn(item.entry.where, IMPOSSIBLE_END)
        elif end is not None:
            item.entry.end = _stamp(end, item, clock)


def _stamp(wall: datetime, item: Placed, clock: VenueClock) -> str:
    """Return a time as entries have it; one told by another zone on the venue's clock."""
    if item.zone is not None:
        wall = wall.replace(tzinfo=item.zone).astimezone(clock.zone)
    return wall.isoformat()


def _end(
    start: datetime, midnight: datetime, item: Placed, ends_on: date | None
) -> datetime | None:
    if item.end is None:
        return None
    first = datetime.combine(ends_on, datetime.min.time()) if ends_on else midnight
    end = first + item.end
    past = end + DAY - start
    late = start - midnight >= EVENING or item.end <= MORNING
    if end < start and first.date() == midnight.date() and late and past <= NOON:
        return end + DAY
    return end


def _nights(items: list[Placed]) -> set[int]:
    """Return which items belong to the night after the day they stand under."""
    by_date: dict[date, list[Placed]] = defaultdict(list)
    for item in items:
        if item.day is not None and item.start is not None and item.zone is None:
            by_date[item.day.date].append(item)
    filed_before = bool(by_date) and _begins_at_night(by_date[min(by_date)])
    found: set[int] = set()
    for day, placed in by_date.items():
        later = any(item.start and item.start >= NOON for item in placed)
        ends = _ends_across(placed)
        ended = _ends_across(by_date.get(day - DAY, ()))
        for item in placed:
            if not item.small or item.start is None or item.day is None:
                continue
            room = tuple(item.entry.rooms)
            follows = any(end <= item.start for end in ends.get(room, ()))
            literal = any(end <= item.start for end in ended.get(room, ()))
            if (
                (item.day.named and later)
                or (filed_before and _begins_at_night(placed))
                or (follows and not literal and not filed_before)
            ):
                found.add(id(item))
    return found


def _begins_at_night(placed: list[Placed]) -> bool:
    """Whether a date would begin with sessions after midnight, long before those of the day."""
    starts = sorted({item.start for item in placed if item.start is not None})
    if not starts or starts[0] >= SMALL_HOURS or starts[-1] < NOON:
        return False
    return any(
        before < SMALL_HOURS and after - before >= LULL and after >= SMALL_HOURS
        for before, after in pairwise(starts)
    )


def _ends_across(placed: Iterable[Placed]) -> dict[tuple[str, ...], list[timedelta]]:
    """Return when what crosses midnight ends, by room."""
    found: dict[tuple[str, ...], list[timedelta]] = defaultdict(list)
    for item in placed:
        if item.start is None or item.start < EVENING:
            continue
        end = item.end if item.end is not None and item.end < item.start else None
        if end is None and item.length and item.start + item.length >= DAY:
            end = item.start + item.length - DAY
        if end is not None and end < SMALL_HOURS:
            found[tuple(item.entry.rooms)].append(end)
    return found
