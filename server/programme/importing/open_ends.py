"""When what has no end is over: as the next in its room begins, where hardly anything has an end.

A programme that prints starts alone means it so. Where most entries say when they end, one that
does not says nothing about its neighbours.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

# What is in a room by then has been over for a while: it is no sign of an end.
AS_LONG = timedelta(hours=3)
# Before this hour a day goes on past its midnight.
NIGHT = timedelta(hours=6)
NO_ENDS = "It does not say when it ends; it was taken to last until the next in its room begins."
PAUSES = {"break", "meal", "reception"}


@dataclass(frozen=True, slots=True)
class Begun:
    """What is known of an entry without looking at others."""

    start: datetime  # by the venue's clock
    rooms: tuple[str, ...]
    kind: str
    open: bool  # it says neither when it ends nor how long it lasts

    @property
    def day(self) -> date:
        """The programme's day, nights included."""
        return (self.start - NIGHT).date()


def mostly_open(begun: Sequence[Begun]) -> bool:
    """Whether most of the entries have no end."""
    return 2 * sum(one.open for one in begun) > len(begun) > 1


def next_starts(begun: Sequence[Begun]) -> list[datetime | None]:
    """Return for each entry when the next begins that ends it, in whatever order they are given.

    That is the next in one of its rooms on its day, or a break of no room, within three hours.
    """
    starts: dict[tuple[date, str], set[datetime]] = defaultdict(set)
    for one in begun:
        for room in one.rooms or ("",):
            starts[one.day, room].add(one.start)
    pauses: dict[date, set[datetime]] = defaultdict(set)
    for one in begun:
        if not one.rooms and one.kind in PAUSES:
            pauses[one.day].add(one.start)
    ordered = {
        place: sorted(found | pauses[place[0]], key=_instant) for place, found in starts.items()
    }
    return [_next(one, ordered) for one in begun]


def _next(one: Begun, ordered: dict[tuple[date, str], list[datetime]]) -> datetime | None:
    after = []
    for room in one.rooms or ("",):
        starts = ordered[one.day, room]
        at = bisect_right(starts, _instant(one.start), key=_instant)
        after += starts[at : at + 1]
    soonest = min(after, key=_instant, default=None)
    near = soonest is not None and _instant(soonest) - _instant(one.start) <= AS_LONG
    return soonest if near else None


def _instant(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
