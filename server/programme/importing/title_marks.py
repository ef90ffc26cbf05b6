"""What organisers write into titles because their program has no better place for it."""

import re

# Alternatives of a pattern.
CANCELLED = (
    "cancelled|canceled|cancelado|cancelada|abgesagt|entfällt|annulé|annulée|annulato|annullato"
    "|cancellato|geannuleerd|inställt|odwołane|zrušeno"
)
FULL = "full|fully booked|sold out|booked out|ausgebucht|complet|agotado|esaurito"
TEST = re.compile(
    r"(?:test|dummy|placeholder|lorem ipsum)(?:[ -]?(?:event|talk|session|entry|eintrag|vortrag"
    r"|submission|slot))?(?:\s*\d{1,3})?\W*",
    re.IGNORECASE,
)


def _mark(words: str) -> re.Pattern[str]:
    """Return what finds *words* as a mark: in brackets at an end, or as capitals before a colon."""
    bracketed = rf"[\[(]\s*(?i:{words})\s*!?\s*[\])]"
    before = rf"(?:{words.upper()})\s*!?\s*(?::|\s[\u2013\u2014-])\s+"
    return re.compile(rf"^\s*{bracketed}\s*:?\s*|\s*{bracketed}\s*$|^\s*{before}")


CANCELLED_MARK, FULL_MARK = _mark(CANCELLED), _mark(FULL)
# As our own exports write it.
OWN_MARK = re.compile(r"^Cancelled: ")


def without_marks(title: str, *, own: bool = False) -> tuple[str, bool, bool]:
    """Return a title without its marks, whether it is cancelled, and whether it is full.

    *own* says that the file is an export of ours, which writes "Cancelled: " before the title.
    """
    plain = CANCELLED_MARK.sub("", title)
    if own:
        plain = OWN_MARK.sub("", plain)
    cancelled = plain != title
    rest = FULL_MARK.sub("", plain)
    return (rest or title, cancelled, rest != plain) if rest else (title, False, False)


def is_test(title: str) -> bool:
    """Whether a title says that the entry only tries the program out."""
    return TEST.fullmatch(title) is not None
