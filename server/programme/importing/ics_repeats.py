"""Repeating events, told apart into the sessions that fall within the event's dates."""

from datetime import date, datetime, time, timedelta
from itertools import islice

from .ics_components import Component
from .ics_times import CalendarTimes

MAX_REPEATS = 1_000
EXPANDED = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
# A daily or weekly rule with one of these may match no day at all, and be searched for ever.
NARROWING = {"BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "BYEASTER"}
# How long before the event a rule may begin and still be followed up to it.
FOLLOWED = timedelta(days=3660)

Window = tuple[date, date]


def repeats(component: Component) -> bool:
    """Whether *component* asks to be repeated."""
    return component.property("RRULE", "RDATE") is not None


def starts_of(
    component: Component, first: datetime, times: CalendarTimes, window: Window | None
) -> tuple[list[datetime], str]:
    """Return when *component* starts, *first* being its DTSTART in its own zone, without offset.

    Only starts within *window* (dates) are returned, at most 1,000; if there is none, or the
    rule cannot be followed, the first alone. The second value says what was not done.
    """
    remark = ""
    starts = {first, *_stated(component, "RDATE", times)}
    for rule in component.all("RRULE"):
        found, why = _by_rule(rule.value, first, times, window)
        starts.update(found)
        remark = why or remark
    starts -= set(_stated(component, "EXDATE", times))
    within = sorted(start for start in starts if window is None or _is_within(start, window))
    if not within:
        return [first], remark or "No repetition is within the event's dates; the first was kept."
    if len(within) > MAX_REPEATS:
        return within[:MAX_REPEATS], "It repeats more than 1,000 times; the first 1,000 were kept."
    return within, remark


def _by_rule(
    text: str, first: datetime, times: CalendarTimes, window: Window | None
) -> tuple[list[datetime], str]:
    from dateutil.rrule import rrulestr  # noqa: PLC0415 -- slow import

    parts = dict(
        part.split("=", 1) for part in text.replace("\\", "").upper().split(";") if "=" in part
    )
    count, until = parts.pop("COUNT", ""), times.wall(parts.pop("UNTIL", ""))
    if isinstance(until, date) and not isinstance(until, datetime):
        until = datetime.combine(until, time.max)
    if window is not None:
        last = datetime.combine(window[1], time.max) + timedelta(days=1)
    elif until is not None or count:
        last = first + FOLLOWED
    else:
        return [], "It repeats without end, and the event's dates are unknown; the first was kept."
    if until is not None:
        last = min(last, until.replace(tzinfo=None) + timedelta(days=1 if until.tzinfo else 0))
    frequency = parts.get("FREQ", "")
    if frequency not in EXPANDED or parts.get("RSCALE", "GREGORIAN") != "GREGORIAN":
        return [], f"Repeating “{frequency[:20] or text[:20]}” is not followed; the first was kept."
    narrowed = frequency in {"DAILY", "WEEKLY"} and NARROWING & parts.keys()
    if narrowed or last - first > FOLLOWED or not parts.get("INTERVAL", "1").strip("0"):
        return [], "Its rule of repetition is not followed; the first was kept."
    rule = ";".join(f"{k}={v}" for k, v in parts.items() if k not in {"RSCALE", "SKIP"})
    try:
        found = rrulestr(f"{rule};UNTIL={last:%Y%m%dT%H%M%S}", dtstart=first)
        most = int(count) if count.isascii() and count.isdigit() else FOLLOWED.days
        starts = [
            start
            for start in islice(found, min(most, FOLLOWED.days))
            if isinstance(start, datetime)
        ]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, IndexError):
        return [], f"The rule of repetition “{text[:60]}” cannot be read; the first was kept."
    return starts, ""


def _stated(component: Component, name: str, times: CalendarTimes) -> list[datetime]:
    """Return the starts that RDATE or EXDATE lists, in the zone of DTSTART, without offset."""
    zone, _ = times.zone(begun) if (begun := component.property("DTSTART")) else (None, "")
    found = []
    for stated in component.all(name):
        listed_zone, _ = times.zone(stated)
        for value in stated.value.split(",")[: 2 * MAX_REPEATS]:
            moment = times.wall(value.partition("/")[0])
            if moment is None:
                continue
            if not isinstance(moment, datetime):
                moment = datetime.combine(moment, time.min)
            elif moment.tzinfo or listed_zone not in (None, zone):
                told = moment if moment.tzinfo else moment.replace(tzinfo=listed_zone)
                moment = told.astimezone(zone or times.clock.zone).replace(tzinfo=None)
            found.append(moment)
    return found


def _is_within(start: datetime, window: Window) -> bool:
    return window[0] <= start.date() <= window[1]
