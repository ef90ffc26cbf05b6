"""Times of day and lengths as people write them in tables."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from .table_dates import bare_words, without_dates
from .times import LONGEST, length_of

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
NOON = timedelta(hours=12)
HOURS_AT_MOST = 30  # "25:30" is half past one in the night after
MINUTES = 60
# An hour, its minutes, and the half of the day it is in, as written.
Said = tuple[str, str | None, str | None]

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212~\u2192"
TO = "to|until|till|bis|al?|alle|as|ate|tot|hasta|do"
RANGE = rf"\s*(?:[{DASHES}]|\b(?:{TO})\b)\s*"
HALF = r"(?:\s*([ap])\.?\s?m?\b\.?)?"
TIME = re.compile(
    rf"(?<![\d.:,])(\d{{1,2}})(?:\s?[:.h\uff1a]\s?(\d{{2}}))?(?::\d{{2}}(?:\.\d+)?)?(?![\d:]){HALF}"
    r"\s*(h\b|uhr\b|heures?\b|hrs?\b)?"
)
BARE_RANGE = re.compile(rf"(\d{{1,2}}){HALF}(?:{RANGE}(\d{{1,2}}){HALF})?")
FIGURES = re.compile(rf"(\d{{2}})(\d{{2}})(?:{RANGE}(\d{{2}})(\d{{2}}))?")
FRACTION = re.compile(r"(?:[2-7]\d{4}|0)?[.,](\d+)")
TENTH = re.compile(r"(\d{1,2})\.(\d)")
WORDS = (
    (
        re.compile(r"\b(?:12\s*)?(?:noon|mittags?|midi|mediodia|mezzogiorno|meio[- ]dia)\b"),
        "12:00pm",
    ),
    (re.compile(r"\b(?:12\s*)?(?:midnight|mitternacht|minuit|medianoche|mezzanotte)\b"), "24:00"),
    (re.compile(r"\b(?:kl|ab|um|at|from|de|von|ca|c|circa)\b\.?"), " "),
)
LENGTH = re.compile(
    r"(?:(\d{1,3}(?:[.,]\d+)?)\s*(?:h|hr|hrs|hours?|std|stunden?|heures?|horas?|ore|ora|uur)\b\.?)?"
    r"[\s:,+]*(?:(?:and|und|et|y|e)\s+)?"
    r"(?:(\d{1,4})\s*(?:m|min|mins|minutes?|minuten|minutos?|minuti|'|\u2032)?\b\.?)?['\u2032]?"
)
IN_HOURS = re.compile(r"(?:^|_)(?:h|hr|hrs|hours?|std|stunden|heures|horas|ore|uren)(?:_|$)")


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, as time since the midnight before."""

    start: timedelta
    end: timedelta | None = None


def span_of(value: str) -> Span | None:
    """Return the times that *value* says, "9:00", "9-10 am", "09.00\u201309.45 Uhr", or None."""
    text = bare_words(without_dates(value[:200])).strip(" \t\n\r()[],;")
    for words, meaning in WORDS:
        text = words.sub(meaning, text).strip()
    if found := FRACTION.fullmatch(text):
        return Span(timedelta(minutes=round(float(f"0.{found[1]}") * 24 * MINUTES)))
    if found := TENTH.fullmatch(text):  # a workbook's number for 9.30
        return _span((found[1], f"{found[2]}0", None))
    later: Said | None
    if found := FIGURES.fullmatch(text):
        later = (found[3], found[4], None) if found[3] else None
        return _span((found[1], found[2], None), later)
    if found := BARE_RANGE.fullmatch(text):
        later = (found[3], None, found[4]) if found[3] else None
        return _span((found[1], None, found[2]), later)
    times = list(TIME.finditer(text))
    said = [found for found in times if found[2] or found[3] or found[4]]
    if not said:
        return None
    parts = [said[0]]
    if len(times) > 1:
        at = times.index(said[0])
        if at and re.fullmatch(RANGE, text[times[at - 1].end() : said[0].start()]):
            parts = [times[at - 1], said[0]]  # "9 - 10:30"
        elif at + 1 < len(times) and _joined(text[said[0].end() : times[at + 1].start()]):
            parts = [said[0], times[at + 1]]
    first, *rest = [(found[1], found[2], found[3]) for found in parts]
    return _span(first, *rest)


def _joined(between: str) -> bool:
    """Whether what stands between two times makes them a range: "9:00 (CET) - 9:45"."""
    return re.fullmatch(rf"[\s(a-z)]{{0,10}}{RANGE}", between) is not None


def _span(first: Said, later: Said | None = None) -> Span | None:
    start = _time(*first)
    if start is None or later is None:
        return Span(start) if start is not None else None
    half = later[2]
    end = _time(*later)
    if end is None:
        return Span(start)
    if half and not first[2] and int(first[0]) <= 12:  # noqa: PLR2004 - "2:00 - 3:00 pm"
        start = max((t for t in (start % NOON, start % NOON + NOON) if t < end), default=start)
    elif first[2] and not half and end <= start and end + NOON > start:
        end += NOON
    return Span(start, end)


def _time(hour: str, minute: str | None, half: str | None) -> timedelta | None:
    hours, minutes = int(hour), int(minute or 0)
    if half and hours <= 12:  # noqa: PLR2004 - a clock of twelve hours
        hours = hours % 12 + (12 if half == "p" else 0)
    if hours > HOURS_AT_MOST or minutes >= MINUTES:
        return None
    return timedelta(hours=hours, minutes=minutes)


class Clocks:
    """Reads the times of one table, whose clock (of 12 or 24 hours) all its times tell."""

    def __init__(self, values: Iterable[str]) -> None:
        """Look at all of *values*."""
        texts = {value for value in values if value.strip()}
        spans = [span for value in texts if (span := span_of(value))]
        halves = any(re.search(r"\d\s*[ap]\.?\s?m\b", value.casefold()) for value in texts)
        starts = {span.start for span in spans}
        early = any(HOUR <= start < 7 * HOUR for start in starts)
        self.afternoons = (
            not halves
            and early
            and any(8 * HOUR <= start < 13 * HOUR for start in starts)
            and all(time < 13 * HOUR for span in spans for time in (span.start, span.end) if time)
            and not any(re.search(r"\b0\d[:.]\d\d", value) for value in texts)
        )

    def of(self, value: str) -> Span | None:
        """Return what *value* says; on a clock of twelve hours 1 to 6 are in the afternoon."""
        span = span_of(value)
        if span is None or not self.afternoons:
            return span
        start = span.start + NOON if HOUR <= span.start < 7 * HOUR else span.start
        end = span.end
        if end is not None and end <= start and HOUR <= end < 13 * HOUR:
            end += NOON
        return Span(start, end)


def length_said(value: str, column: str = "") -> timedelta | None:
    """Return the length that *value* says; *column* is the plain name of its column.

    Minutes, unless the column says hours or the value does, or a fraction gives it away: "1.5" is
    hours, "0.0208333" a workbook's part of a day.
    """
    text = bare_words(value).strip()
    number = _number(text)
    if number is not None:
        if IN_HOURS.search(column):
            number *= MINUTES
        elif number % 1:
            number *= MINUTES if len(text) <= len("0.75") else 24 * MINUTES
        return (
            timedelta(minutes=round(number)) if number <= LONGEST / timedelta(minutes=1) else None
        )
    if (length := length_of(value.strip(), seconds=True)) is not None:
        return length
    found = LENGTH.fullmatch(text)
    if not found or not any(found.groups()):
        return None
    hours = float((found[1] or "0").replace(",", "."))
    return timedelta(minutes=round(hours * MINUTES) + int(found[2] or 0))


def _number(text: str) -> float | None:
    return float(text.replace(",", ".")) if re.fullmatch(r"\d{1,6}(?:[.,]\d+)?", text) else None
