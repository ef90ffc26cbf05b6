"""What is known when a list of favourites is looked for, and what is found; values alone.

Apart from the rules, so that the server need not load what only the child that applies them uses.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KnownSession:
    """A session of the programme, as much as it is recognised by."""

    key: str
    source_key: str
    title: str
    starts_at: datetime
    addresses: tuple[str, ...] = ()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What became of an entry. `sessions` are keys: the one found, or the ones to choose from."""

    words: str
    where: str
    state: str  # matched | uncertain | gone | missing
    by: str = ""  # id | title and time | title | near title
    sessions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FavouritesFound:
    """A whole list looked for; `whole` says that it is the programme rather than a choice."""

    format: str
    entries: tuple[Found, ...]
    whole: bool
