"""Choosing the reader by what a file holds, never by its name."""

from collections.abc import Mapping
from datetime import date
from types import ModuleType

from . import frab_json, frab_xml, ics
from .opened import Opened
from .parsed import Assumptions, ParsedProgramme, Source, UnreadableError

# One module a format. Each has NAME, TITLE, `recognises(opened)` and `read(opened, assumed)`.
READERS: tuple[ModuleType, ...] = (frab_xml, frab_json, ics)
FORMATS = tuple(reader.NAME for reader in READERS)


def read_programme(  # noqa: PLR0913 - what is known of the event, each optional
    source: Source,
    *,
    zone: str | None = None,
    format_name: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    columns: Mapping[str, str] | None = None,
) -> ParsedProgramme:
    """Return the programme that *source* holds, in whichever known format.

    *zone* is the venue's (IANA); without it the file must name its own. *format_name* insists on
    one format, *columns* on which column of a table holds what. Raises `UnreadableError`, and
    nothing else, for what cannot be read.
    """
    opened = Opened(source)
    assumed = Assumptions(zone=zone, starts_on=starts_on, ends_on=ends_on, columns=columns or {})
    programme = _reader(opened, format_name).read(opened, assumed)
    if not isinstance(programme, ParsedProgramme):
        raise TypeError("a reader returns a ParsedProgramme")
    return programme


def _reader(opened: Opened, format_name: str | None) -> ModuleType:
    if format_name is not None and format_name not in FORMATS:
        raise UnreadableError(f"There is no format “{format_name}”. Known: {', '.join(FORMATS)}.")
    for reader in READERS:
        if format_name in (None, reader.NAME) and reader.recognises(opened):
            return reader
    wanted = [r.TITLE for r in READERS if format_name in (None, r.NAME)]
    raise UnreadableError(
        f"This file is not a programme that can be read. Looked for: {'; '.join(wanted)}."
    )
