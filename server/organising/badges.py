"""What there is to print. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from server.swaps.attendees import BadgeFace


@dataclass(frozen=True, slots=True)
class PrintJob:
    """Everything a badge sheet needs. `letters` are the code points of all its texts."""

    event: str
    base_url: str
    letters: frozenset[int]
    badges: Iterable[BadgeFace]


@dataclass(slots=True)
class PrintReport:
    """What was printed, and for whom the name has to be written by hand."""

    badges: int = 0
    pages: int = 0
    left_blank: list[str] = field(default_factory=list)  # typed codes, never names
    scripts: list[str] = field(default_factory=list)
