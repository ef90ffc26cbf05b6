"""The columns of a table that is not surely recognised, for its user to say what they hold."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from .column_words import COLUMNS, TIMES
from .columns import columns_named
from .opened import Opened
from .parsed import TableColumns
from .sheets import Line, Sheet
from .table_clocks import span_of
from .table_dates import Dates
from .tables import HEADER_WITHIN

MAX_SAMPLES = 3
SAMPLE_LENGTH = 80
LOOKED_AT = 200
TITLE_LENGTHS = range(6, 130)


# Title first, then what says when; of the times any one does.
FIELDS = tuple(
    (name, name == "title")
    for name in sorted(COLUMNS, key=lambda name: (name != "title", name not in TIMES))
)


def table_columns(
    opened: Opened, first: date | None = None, last: date | None = None
) -> TableColumns | None:
    """Return the columns of the table that *opened* is, or None for what is no table.

    Of several sheets the one with the most rows is meant.
    """
    if opened.files or opened.is_xml:
        return None
    sheet = max(opened.sheets, key=lambda sheet: len(sheet.lines), default=None)
    head = _header(sheet) if sheet else None
    if sheet is None or head is None:
        return None
    names = [" ".join(cell.split()) for cell in head.cells]
    body = [line for line in sheet.lines if line.number > head.number][:LOOKED_AT]
    values = {
        at: [text for line in body if (text := line.cell(at).strip())]
        for at, name in enumerate(names)
        if name and names.index(name) == at
    }
    shown = tuple((names[at], tuple(_samples(said))) for at, said in values.items())
    return TableColumns(shown, FIELDS, _guess(names, values, first, last))


def _header(sheet: Sheet) -> Line | None:
    """Return the row most likely to name the columns: the first that is as wide as most are."""
    wide = [line for line in sheet.lines if len(line.said) > 1]
    if len(wide) < 2:  # noqa: PLR2004 - names and something they name
        return None
    known = max(wide[:HEADER_WITHIN], key=lambda line: len(columns_named(line.cells).fields))
    if len(columns_named(known.cells).fields) > 1:
        return known
    width = Counter(len(line.said) for line in wide).most_common(1)[0][0]
    return next((line for line in wide[:HEADER_WITHIN] if len(line.said) >= width), wide[0])


def _samples(values: list[str]) -> Iterator[str]:
    for value in list(dict.fromkeys(values))[:MAX_SAMPLES]:
        line = " ".join(value.split())
        yield line if len(line) <= SAMPLE_LENGTH else line[: SAMPLE_LENGTH - 1] + "…"


def _guess(
    names: list[str], values: dict[int, list[str]], first: date | None, last: date | None
) -> dict[str, str]:
    """Return the column of each field, by its name or by what stands in it."""
    guess = {field: names[at] for at, field in columns_named(names).fields.items()}
    free = {at: said for at, said in values.items() if names[at] not in guess.values() and said}
    dates = Dates([text for said in free.values() for text in said], first, last)
    kinds = {at: _kind_of(said, dates) for at, said in free.items()}
    for kind, fields in (("moment", ("start", "end")), ("day", ("date",)),
                         ("clock", ("start_time", "end_time"))):  # fmt: skip
        held = [at for at, found in kinds.items() if found == kind]
        for field, at in zip((f for f in fields if f not in guess), held, strict=False):
            guess[field] = names[at]
    texts = {at: free[at] for at, found in kinds.items() if found == "text"}
    if "title" not in guess and texts:
        guess["title"] = names[max(texts, key=lambda at: _like_titles(texts[at]))]
    return guess


def _kind_of(values: list[str], dates: Dates) -> str:
    """Return whether values are mostly moments, days or times of day, or texts."""
    found = Counter(
        {(True, True): "moment", (True, False): "day", (False, True): "clock"}.get(
            (dates.of(text) is not None, span_of(text) is not None and not text.isdigit()), "text"
        )
        for text in values
    )
    return found.most_common(1)[0][0]


def _like_titles(values: list[str]) -> tuple[float, float]:
    """Return how much values look like titles: of their length, and all different."""
    fitting = sum(len(text) in TITLE_LENGTHS for text in values) / len(values)
    mean = sum(len(text) for text in values) / len(values)
    return fitting * len(set(values)) / len(values), mean if fitting else 0.0
