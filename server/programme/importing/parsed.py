"""What every format's reader returns: a programme as its file means it, before anything is stored.

Readers are pure: bytes in, `ParsedProgramme` out, oddities as warnings with their place in the
file. They repair what can be repaired (and say so), and raise `UnreadableError` for the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

# What is read: one file, or a folder's files by their path within it.
Source = bytes | Mapping[str, bytes]

# A text from outside as safe structure: a list of blocks {"t": "p"|"h"|"li"|"quote"|"pre",
# "c": [inline, …]}; an inline is a str or {"b"|"i"|"code": str} or {"a": address, "c": str}
# with an address that begins with https:, http:, mailto: or tel:.
Text = list[dict[str, Any]]

KINDS = (
    "talk",
    "poster-session",
    "poster",
    "workshop",
    "reception",
    "trainee",
    "meal",
    "break",
    "other",
)


class UnreadableError(Exception):
    """The file cannot be read as a programme; the message is one sentence that says what to do."""


class ZoneUnknownError(UnreadableError):
    """The same, because neither the file nor who asked says which zone the venue is in."""


@dataclass(frozen=True, slots=True)
class TableColumns:
    """The columns of a table whose meaning is not sure, for a person to say."""

    columns: tuple[tuple[str, tuple[str, ...]], ...]  # (name as written, up to three samples)
    fields: tuple[tuple[str, bool], ...]  # (what a column can be mapped to, whether it must be)
    guess: Mapping[str, str]  # field → column


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is known of the event before its file is read.

    `zone` is the IANA name of the zone the venue's clocks show; it wins over what the file says.
    `columns` names, for tables, the column that holds a field ({"title": "Talk"}).
    """

    zone: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something odd that was repaired, left out or assumed."""

    where: str  # "line 812", "entry 11223 'Opening'", "sessions.json, id 17"
    message: str


@dataclass(frozen=True, slots=True)
class ParsedPerson:
    """Somebody named in the file. Entries that name the same person give the same `key`."""

    name: str
    role: str = "speaker"  # speaker | chair | author
    key: str | None = None  # the file's id, else made of the name; every reader gives one
    institution: str | None = None
    biography: Text = field(default_factory=list)
    links: tuple[tuple[str, str], ...] = ()  # (title, address)


@dataclass(frozen=True, slots=True)
class ParsedSession:
    """One entry. `key` is unique within the programme, repaired where the file's ids were not."""

    key: str
    title: str
    starts_at: datetime  # aware, in the venue's zone
    ends_at: datetime
    kind: str = "talk"  # one of KINDS
    subtitle: str | None = None
    rooms: tuple[str, ...] = ()
    track: str | None = None
    language: str | None = None  # BCP 47, lower case
    abstract: Text = field(default_factory=list)
    description: Text = field(default_factory=list)
    people: tuple[ParsedPerson, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    cancelled: bool = False
    board: str | None = None  # a poster's board, as printed
    within: str | None = None  # the key of the poster session that a poster belongs to
    online_link: str | None = None
    capacity: int | None = None  # places, where the programme says how many
    full: bool = False


@dataclass(frozen=True, slots=True)
class ParsedPoster:
    """A poster of a list, to be put into a session that is elsewhere (`posters.attach`)."""

    poster: ParsedSession  # its times mean nothing unless `timed`
    where: str
    session: str = ""  # what the list calls its session: an id, a title, a number
    day: date | None = None
    timed: bool = False


@dataclass(frozen=True, slots=True)
class ParsedProgramme:
    """A whole programme as one file (or folder) has it."""

    format: str  # frab-xml | frab-json | ics | …
    sessions: tuple[ParsedSession, ...]
    title: str | None = None
    timezone: str | None = None  # the zone its times are given in, an IANA name
    starts_on: date | None = None  # as the file states them
    ends_on: date | None = None
    left_out: int = 0  # rejected, withdrawn, pending, draft, unpublished
    warnings: tuple[Oddity, ...] = ()
    posters: tuple[ParsedPoster, ...] = ()  # of a list alone, without the sessions they belong to
