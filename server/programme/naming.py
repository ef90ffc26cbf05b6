"""When two names are the same name: of a talk, a person, a room, written twice."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz

# How alike two titles are, of 100, to be one title written twice …
ALIKE = 85
# … and where who speaks and when it starts speak for it too.
RATHER_ALIKE = 70
ACCENTS = re.compile("[\u0300-\u036f]")
NO_WORD = re.compile(r"[\W_]+")
# What tells parts of a series apart, in plain text: numbers, Roman ones, and letters that count.
NUMBER = re.compile(
    r"\d+|[一二三四五六七八九十]|\b(?:ii|iii|iv|vi|vii|viii|ix|xi|xii)\b|\b[a-z]$"
    r"|\b(?:part|case|group|session|block|track|room|hall|level|panel|day) [a-z]\b"
)
TITLES = frozenset(
    {"dr", "prof", "professor", "md", "phd", "mr", "mrs", "ms", "sir", "frau", "herr"}
)
FULL_NAME = 2  # words


def plain(text: str) -> str:
    """Return *text* without accents, capitals, punctuation and doubled blanks."""
    bare = ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return NO_WORD.sub(" ", bare).strip() or text.strip()


def plain_name(name: str) -> str:
    """Return a person's name without titles and initials, its words in order of the alphabet."""
    words = plain(name).split()
    full = [word for word in words if len(word) > 1 and word not in TITLES]
    return " ".join(sorted(full if len(full) >= FULL_NAME else words))


def initials_agree(one: str, other: str) -> bool:
    """Whether two writings of a name do not name different initials."""
    first, second = (
        sorted(word for word in plain(name).split() if len(word) == 1) for name in (one, other)
    )
    return not first or not second or first == second


def numbers_in(text: str) -> list[str]:
    """Return what counts in a plain title: "part 2" is not "part 3", nor "case b" "case a"."""
    return sorted(NUMBER.findall(text))


def likeness(one: str, other: str, *, parts: bool = False) -> float:
    """Return how alike two plain titles are, of 100; 0 where they count differently.

    With *parts*, a title is like one that holds it whole ("Keynote", "Opening keynote: …").
    """
    if numbers_in(one) != numbers_in(other):
        return 0
    whole = fuzz.ratio(one, other)
    return max(whole, fuzz.token_set_ratio(one, other)) if parts else whole


def same_subject(one: str, other: str) -> bool:
    """Whether two plain titles may be of one talk: one holds the other, or they are near."""
    return max(fuzz.ratio(one, other), fuzz.token_set_ratio(one, other)) >= RATHER_ALIKE


def same_place(one: str, other: str) -> bool:
    """Whether a room or track of one name may be called by the other: "A" and "A (1st floor)"."""
    first, second = plain(one), plain(other)
    words, more = set(first.split()), set(second.split())
    return words <= more or more <= words or likeness(first, second) >= ALIKE


def renamed(
    known: Iterable[str], given: Iterable[str], moves: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """Return by its new name each room (or track) that is only called otherwise, its old name.

    *known* are the names before, *given* those of the newer file, *moves* the names that each
    recognised session had before and has now. Certain where the old name is gone and the new one
    was never there, all that was there is here and all that is here was there, and the names are
    alike; anything else is a move, which people must hear of.
    """
    gone = set(known) - set(given)
    fresh = set(given) - set(known)
    here, there = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for old, new in moves:
        here[old].add(new)
        there[new].add(old)
    return {
        new: old
        for new in sorted(fresh)
        for old in there[new]
        if len(there[new]) == 1 and old in gone and here[old] == {new} and same_place(old, new)
    }
