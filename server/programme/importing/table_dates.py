"""Dates as people write them in tables, told by the table as a whole and by the event's dates."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .calendar_words import DAY_WORDS, MONTH_OF, OTHER_WEEKDAYS, WEEKDAYS
from .sheets import SERIAL_EPOCH
from .times import YEARS

MAX_VALUE = 80  # a date is short; what is longer is a text
MONTHS_OF_A_YEAR = 12
NEAR = timedelta(days=7)
# A weekday just outside the event is that of the workshops before or the sprints after it.
BESIDE = timedelta(days=3)

ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
COMPACT = re.compile(r"(?<!\d)(20\d{2})([01]\d)([0-3]\d)(?![\d.,])")
EASTERN = re.compile(r"(?:(\d{4})年\s?)?(\d{1,2})月\s?(\d{1,2})日")
DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2})(?!\d|[.:]\d))?")
PARTED = re.compile(r"(?<![\d/])(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/])")
SLASHED = re.compile(r"(?<![\d/])(\d{1,2})(/)(\d{1,2})(?![\d/:])()")
WRITTEN = (ISO, COMPACT, EASTERN, DOTTED, PARTED)
NUMBERED = re.compile(
    rf"(?:(?:{DAY_WORDS})\s*#?(\d{{1,2}})|(\d{{1,2}})\W*(?:st|nd|rd|th|er|e|te[rs]?)?\s*(?:{DAY_WORDS}))"
    r"(?!\d)"
)
SERIAL = re.compile(r"([2-7]\d{4})(?:[.,]\d+)?")
CLOCK_TIME = re.compile(r"\d{1,2}\s*[:.h]\s*\d{2}.*$|\b\d{1,2}\s*(?:am|pm|uhr|h)\b.*$")
TOKENS = re.compile(r"[^\W\d_]+|\d+")

UNCERTAIN = "Day and month of dates like {} may be the other way round; {} was taken first."


def without_dates(text: str) -> str:
    """Return *text* without the dates in figures in it, which could be taken for times."""
    for form in WRITTEN:
        text = form.sub(" ", text)
    return text


def bare_words(text: str) -> str:
    """Return *text* in small letters without accents."""
    text = text.casefold()
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


NAMES = {language: bare_words(names).split() for language, names in WEEKDAYS.items()}


@dataclass(frozen=True, slots=True)
class Day:
    """A date, and whether it is the programme's day of a name ("Friday", "Day 2")."""

    date: date
    named: bool = False


class Dates:
    """Reads the dates of one table.

    The order of day and month is what the whole table says: a number above twelve, a weekday
    beside it, the event's dates, days that lie together. Weekdays and "Day 2" are the event's.
    """

    def __init__(
        self,
        values: Iterable[str],
        first: date | None,
        last: date | None,
        epoch: date = SERIAL_EPOCH,
    ) -> None:
        """Look at all of *values*; *first* and *last* are the event's dates where known."""
        self.first, self.last, self.epoch = first, last, epoch
        self.doubt = ""
        texts = {bare_words(value[:MAX_VALUE]) for value in values if value.strip()}
        self.years = Counter(
            int(year) for text in texts for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
        )
        self.language = self._language(texts)
        self.day_first = {"/": self._day_first(texts, "/"), "-": self._day_first(texts, "-")}

    def of(self, value: str) -> Day | None:
        """Return the day that *value* says, alone or with a time of day behind it."""
        text = bare_words(value.strip())
        if not text or len(text) > MAX_VALUE:
            return None
        day = self._written(text) or self._in_words(text) or self._serial(text)
        if day is not None:
            return Day(day)
        day = self._numbered(text) or self._weekday(text)
        return Day(day, named=True) if day else None

    def only(self, value: str) -> Day | None:
        """Return the day that *value* says where it says little else, as a heading does."""
        words = TOKENS.findall(bare_words(value))
        return self.of(value) if len(words) <= 6 and not CLOCK_TIME.search(value) else None  # noqa: PLR2004

    def _written(self, text: str) -> date | None:
        for form in (ISO, COMPACT, EASTERN):
            if found := form.search(text):
                return self._date(found[1], found[2], found[3])
        if (found := DOTTED.search(text)) and (day := self._date(found[3], found[2], found[1])):
            return day
        found = PARTED.search(text)
        if found is None and len(TOKENS.findall(text)) <= 4:  # noqa: PLR2004 - "Tue 6/9 10:00"
            found = SLASHED.search(text)
        if found is None:
            return None
        one, sign, two, year = found.groups()
        day_first = self.day_first[sign]
        if int(one) > MONTHS_OF_A_YEAR or int(two) > MONTHS_OF_A_YEAR:
            day_first = int(one) > MONTHS_OF_A_YEAR
        return self._date(year, *((two, one) if day_first else (one, two)))

    def _in_words(self, text: str) -> date | None:
        """Return the date whose month is a word: "9 June 2026", "Tue, June 9th", "9 de junio"."""
        tokens = TOKENS.findall(CLOCK_TIME.sub("", text))
        at = next((n for n, token in enumerate(tokens) if token in MONTH_OF), None)
        if at is None:
            return None
        around = sorted(range(len(tokens)), key=lambda n: (abs(n - at), n > at))
        numbers = [tokens[n] for n in around if tokens[n].isascii() and tokens[n].isdigit()]
        day = next((number for number in numbers if len(number) <= 2), None)  # noqa: PLR2004
        year = next((number for number in numbers if len(number) == 4), None)  # noqa: PLR2004
        return self._date(year, str(MONTH_OF[tokens[at]]), day) if day else None

    def _serial(self, text: str) -> date | None:
        found = SERIAL.fullmatch(text)
        return self.epoch + timedelta(days=int(found[1])) if found else None

    def _numbered(self, text: str) -> date | None:
        """Return the day of the event that "Day 2", or "2" alone, means."""
        number = text if re.fullmatch(r"[1-9]|[12]\d", text) else None
        if (found := NUMBERED.search(text)) and len(TOKENS.findall(text)) <= 6:  # noqa: PLR2004
            number = found[1] or found[2]
        if number is None or self.first is None or int(number) == 0:
            return None
        day = self.first + timedelta(days=int(number) - 1)
        return day if self.last is None or day <= self.last + BESIDE else None

    def _weekday(self, text: str) -> date | None:
        tokens = TOKENS.findall(text)
        if not tokens or len(tokens) > 4 or not self.first or not self.last:  # noqa: PLR2004
            return None
        number = self._weekday_number(tokens[0], self.language)
        if number is None:
            return None
        days = (self.last - self.first).days
        inside = [self.first + timedelta(days=n) for n in range(min(days, 60) + 1)]
        found = [day for day in inside if day.weekday() == number]
        if not found:
            beside = [
                day
                for n in range(1, BESIDE.days + 1)
                for day in (self.first - timedelta(days=n), self.last + timedelta(days=n))
            ]
            found = [day for day in beside if day.weekday() == number]
        return found[0] if len(found) == 1 else None

    @staticmethod
    def _weekday_number(token: str, language: str) -> int | None:
        if token in OTHER_WEEKDAYS:
            return OTHER_WEEKDAYS[token]
        names = NAMES[language]
        if len(token) < (1 if language == "ja" else 2):
            return None
        return next((n for n, name in enumerate(names) if name.startswith(token)), None)

    def _language(self, texts: set[str]) -> str:
        """Return the language whose names of weekdays are in most of *texts*."""
        first = Counter(found[0] for text in texts if (found := TOKENS.search(text)))

        def known(language: str) -> int:
            return sum(
                many
                for token, many in first.items()
                if self._weekday_number(token, language) is not None
            )

        return max(WEEKDAYS, key=known)

    def _day_first(self, texts: set[str], sign: str) -> bool:
        """Return whether dates parted by *sign* begin with the day."""
        usual = sign == "-"
        found = [
            (text, parted)
            for text in sorted(texts)
            if (parted := PARTED.search(text) or SLASHED.search(text)) and parted[2] == sign
        ]
        firsts = {int(parted[1]) > MONTHS_OF_A_YEAR for _, parted in found}
        seconds = {int(parted[3]) > MONTHS_OF_A_YEAR for _, parted in found}
        if not found or (True in firsts) != (True in seconds):
            return True in firsts if found else usual
        scores = [self._fit(found, day_first=order) for order in (False, True)]
        if scores[0] == scores[1]:
            if any(one != two for one, two in ((f[1], f[3]) for _, f in found)):
                said = "the day" if usual else "the month"
                self.doubt = UNCERTAIN.format(f"“{found[0][1][0]}”", said)
            return usual
        return scores[1] > scores[0]

    def _fit(
        self, found: list[tuple[str, re.Match[str]]], *, day_first: bool
    ) -> tuple[int, int, int]:
        """Return how well an order fits: weekdays beside dates, the event, days close together."""
        weekdays = near = 0
        days: list[date] = []
        for text, parted in found:
            one, _, two, year = parted.groups()
            day = self._date(year, *((two, one) if day_first else (one, two)))
            if day is None:
                near -= 1
                continue
            days.append(day)
            token = next(iter(TOKENS.findall(text)), "")
            weekdays += self._weekday_number(token, self.language) == day.weekday()
            near += bool(self.first and self.last and self.first - NEAR <= day <= self.last + NEAR)
        spread = (max(days) - min(days)).days if days else 10_000
        return weekdays, near, -spread

    def _date(self, year: str | None, month: str, day: str) -> date | None:
        for number in self._years_for(year, month, day):
            if number in YEARS:
                try:
                    return date(number, int(month), int(day))
                except ValueError:
                    continue
        return None

    def _years_for(self, year: str | None, month: str, day: str) -> Iterator[int]:
        """Yield the years that a date may be in: as stated, else the event's, else the table's."""
        if year:
            yield int(year) + (2000 if len(year) == 2 else 0)  # noqa: PLR2004 - "26"
        elif self.first and self.last:
            middle = self.first + (self.last - self.first) / 2
            nearest = sorted(
                range(middle.year - 1, middle.year + 2),
                key=lambda number: abs((_or_far(number, month, day) - middle).days),
            )
            yield from nearest
        elif self.years:
            yield self.years.most_common(1)[0][0]


def _or_far(year: int, month: str, day: str) -> date:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return date.max
