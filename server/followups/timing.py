"""When a follow-up is ready, reminded of, due and late. The phone has the same rule (`timing.ts`).

Dates are calendar dates, so that a change to or from daylight saving moves nothing; they become
moments only at the end, at the person's hour in the person's zone.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)
AFTER_SCAN = timedelta(days=10)  # nobody waits longer than this, however long the congress
ONE_DAY = timedelta(days=1)
REMIND_AFTER = 3  # working days
WARM_WITHIN = 2  # working days, where something was promised or the contact is hot
NUDGE_AFTER = (7, 15)  # working days: the nudge, and when to let it rest
SPREAD = 7  # days over which contacts of one congress are spread
LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class Week:
    """When somebody works: their zone, the hour they are reminded at, days 0 (Monday) to 6."""

    zone: str
    hour: time = time(9)
    working_days: Collection[int] = (0, 1, 2, 3, 4)
    holidays: Collection[date] = field(default=())

    def works_on(self, day: date) -> bool:
        """Tell whether *day* is a working day; with no working days at all, every day is one."""
        return not self.working_days or (
            day.weekday() in self.working_days and day not in self.holidays
        )

    @property
    def zone_info(self) -> ZoneInfo:
        """Return the zone as the standard library knows it."""
        return ZoneInfo(self.zone)

    def at(self, day: date, hour: time | None = None) -> datetime:
        """Return that local time; one that the clocks skip moves forward."""
        return local_moment(day, hour or self.hour, self.zone)


@dataclass(frozen=True, slots=True)
class Span:
    """The days of an event, as its venue counts them."""

    zone: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Plan:
    """The moments of one follow-up, in UTC."""

    anchor_on: date
    ready_at: datetime
    remind_at: datetime
    due_at: datetime
    overdue_after: datetime


def plan(
    *,
    captured_at: datetime,
    week: Week,
    event: Span | None,
    promise: bool = False,
    hot: bool = False,
) -> Plan:
    """Return when the follow-up of a meeting at *captured_at* is ready, reminded of and due.

    The week starts at the end of the event for whoever was met from the day before it to the day
    after, and at the meeting otherwise. It is due *within* a week: on the last working day.
    """
    zone = event.zone if event else week.zone
    met_on = captured_at.astimezone(ZoneInfo(zone)).date()
    at_event = event and event.starts_on - ONE_DAY <= met_on <= event.ends_on + ONE_DAY
    anchor = event.ends_on if event and at_event else met_on
    deadline = min(anchor + WEEK, met_on + AFTER_SCAN) if event else anchor + WEEK
    due = max(_last_working_day(week, deadline), anchor + ONE_DAY)
    if promise or hot:
        due = min(due, working_days_after(week, anchor, WARM_WITHIN))
    remind = min(working_days_after(week, anchor, REMIND_AFTER), due)
    at_once = promise or event is None
    return Plan(
        anchor_on=anchor,
        ready_at=captured_at.astimezone(UTC) if at_once else week.at(anchor + ONE_DAY),
        remind_at=week.at(remind),
        due_at=week.at(due),
        # The ten days can end before the event does; nothing is late before it is due.
        overdue_after=week.at(max(deadline, due), LAST_MINUTE),
    )


def working_days_after(week: Week, day: date, count: int) -> date:
    """Return the *count*-th working day after *day*."""
    while count:
        day += ONE_DAY
        count -= week.works_on(day)
    return day


def next_working_day(week: Week, day: date) -> date:
    """Return *day*, or the first working day after it."""
    return day if week.works_on(day) else working_days_after(week, day, 1)


def _last_working_day(week: Week, day: date) -> date:
    while not week.works_on(day):
        day -= ONE_DAY
    return day


def nudge_on(week: Week, sent_at: datetime, number: int) -> date:
    """Return the day of nudge *number* (1), or of letting an unanswered nudge rest (2)."""
    sent_on = sent_at.astimezone(ZoneInfo(week.zone)).date()
    return working_days_after(week, sent_on, NUDGE_AFTER[number - 1])


def touch_on(week: Week, last_touch_on: date, every_days: int, spread: int) -> date:
    """Return the day to get in touch again: spread out, and on a working day."""
    return next_working_day(week, last_touch_on + timedelta(days=every_days + spread))


def spread_of(contact_id: UUID) -> int:
    """Return by how many days this contact's turn is moved, so that not all come on one day."""
    return contact_id.int % SPREAD


def after_quiet(at: datetime, zone: str, quiet: tuple[time, time]) -> datetime:
    """Return *at*, or the end of the quiet hours it falls in; equal ends mean no quiet hours."""
    begins, ends = quiet
    local = at.astimezone(ZoneInfo(zone))
    clock, day = local.time(), local.date()
    if begins <= ends:
        return local_moment(day, ends, zone) if begins <= clock < ends else at.astimezone(UTC)
    if clock >= begins:
        return local_moment(day + ONE_DAY, ends, zone)
    return local_moment(day, ends, zone) if clock < ends else at.astimezone(UTC)


def local_moment(day: date, hour: time, zone: str) -> datetime:
    """Return a local time as a moment; a skipped one moves forward, of a doubled one the first."""
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)
