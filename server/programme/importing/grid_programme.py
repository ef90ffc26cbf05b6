"""What the cells of a grid say: sessions with their title, people and text, one below the other."""

import re
from collections.abc import Iterator

from .entries import Day as ProgrammeDay
from .entries import Entry, place_of
from .grids import Cell, Grid
from .list_programme import CALLED_OFF, TRIAL
from .placing import Placed
from .sheet_reading import Said, SheetReading
from .table_clocks import Span, span_of
from .table_people import people_of
from .tables import Row
from .words import title_of

# A time at the beginning of a cell, which is more exact than its row's.
OWN_TIME = re.compile(
    r"\s*(\d{1,2}[:.h]\d{2}(?:\s*[ap]m)?(?:\s*(?:-|\u2013|\u2014|to|bis)\s*\d{1,2}[:.h]\d{2}(?:\s*[ap]m)?)?)"
    r"(?:\s*uhr)?\s*[:\-\u2013|]?\s+(?=\S)",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"(?P<chair>chairs?|moderat\w+|session chairs?|vorsitz|moderation)\s*:\s*(?P<chairs>.+)"
    r"|(?:speakers?|presenters?|referent\w*|by|von|with|mit|presented by)\s*(?::|\b)\s*"
    r"(?P<names>.+)",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_][\w.'\u2019-]*")
SMALL = {"de", "van", "von", "der", "den", "la", "le", "da", "di", "do", "dos", "del", "al", "bin",
         "and", "und", "et", "y", "e", "zu", "el", "ter", "ten", "af", "av"}  # fmt: skip
LONGEST_NAMES = 160
WORDS_OF_NAMES = range(2, 41)


def entries_of(grid: Grid, reading: SheetReading, around: Said) -> Iterator[Placed]:
    """Yield the sessions of *grid*."""
    room = around.room or around.name
    for cell in grid.cells():
        for text, span in _parts(cell):
            day = cell.day or around.day or reading.only_day
            entry = _entry(text, around)
            place = f"{cell.place}, {place_of(None, '', title_of(entry.title))}"
            entry.where = reading.where(grid.sheet, place)
            entry.rooms = list(cell.rooms) or ([room] if room else [])
            # A grid has the days of a programme, whose nights belong to them.
            named = day if day is None or day.named else type(day)(day.date, named=True)
            yield Placed(entry, named, span.start, None, span.end)


def _parts(cell: Cell) -> Iterator[tuple[str, Span]]:
    """Yield the sessions of a cell: several where several of its lines begin with a time."""
    begun: list[tuple[list[str], Span | None]] = []
    for line in cell.text.split("\n"):
        own = OWN_TIME.match(line)
        span = span_of(own[1]) if own else None
        if span is not None and own:
            begun.append(([line[own.end() :]], span))
        elif begun:
            begun[-1][0].append(line)
        else:
            begun.append(([line], None))
    for at, (lines, span) in enumerate(begun):
        following = begun[at + 1][1] if at + 1 < len(begun) else None
        end = following.start if following else cell.span.end
        text = "\n".join(lines).strip()
        if text:
            start = span.start if span else cell.span.start
            yield text, Span(start, span.end if span and span.end else end)


def _entry(text: str, around: Said) -> Entry:
    title, *lines = [line.strip() for line in text.split("\n") if line.strip()]
    fields = {"speakers": "", "moderators": ""}
    rest: list[str] = []
    for line in lines:
        role = ROLE.fullmatch(line)
        if role and role["chairs"]:
            fields["moderators"] = role["chairs"]
        elif role and role["names"] and are_names(role["names"]):
            fields["speakers"] = role["names"]
        elif not rest and not fields["speakers"] and are_names(line):
            fields["speakers"] = line.strip("()")
        else:
            rest.append(line)
    state = "cancelled" if CALLED_OFF.search(title) else "test" if TRIAL.fullmatch(title) else ""
    return Entry(
        where="",
        day=ProgrammeDay(None),
        ids=[],
        title=CALLED_OFF.sub("", title),
        state=state,
        type=around.type,
        description="\n".join(rest),
        people=list(people_of(Row(0, fields))),
    )


def are_names(text: str) -> bool:
    """Whether a line below a title names people: a few words, nearly all of them capitalised."""
    outside = re.sub(r"\([^()]*\)", " ", text)
    words = WORD.findall(outside)
    if (
        len(words) not in WORDS_OF_NAMES
        or len(text) > LONGEST_NAMES
        or text.rstrip().endswith((".", "?", "!"))
    ):
        return False
    named = [word for word in words if word.casefold() not in SMALL]
    parts = re.split(r"[,;&/]| and | und ", outside)
    short = all(len(WORD.findall(part)) <= 5 for part in parts)  # noqa: PLR2004 - words of a name
    return bool(named) and short and all(word[0].isupper() for word in named)
