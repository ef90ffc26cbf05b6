"""Choosing the reader by what a file holds, never by its name."""

from collections.abc import Mapping
from datetime import date
from types import ModuleType

from . import (
    csv_programme,
    frab_json,
    frab_xml,
    ics,
    indico,
    miniconf,
    open_event,
    pretalx_api,
    sched_csv,
    sessionize,
)
from .opened import Opened
from .parsed import Assumptions, ParsedProgramme, Source, UnreadableError

# One module a format. Each has NAME, TITLE, `recognises(opened)` and `read(opened, assumed)`.
READERS: tuple[ModuleType, ...] = (
    frab_xml,
    frab_json,
    ics,
    pretalx_api,
    sessionize,
    open_event,
    indico,
    miniconf,
    sched_csv,
    csv_programme,
)
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
    mapped = columns and format_name in (None, csv_programme.NAME)
    reader = csv_programme if mapped else _reader(opened, format_name)
    if reader is None:
        opened, reader = _within(opened, format_name)
    programme = reader.read(opened, assumed)
    if not isinstance(programme, ParsedProgramme):
        raise TypeError("a reader returns a ParsedProgramme")
    return programme


def _reader(opened: Opened, format_name: str | None) -> ModuleType | None:
    if format_name is not None and format_name not in FORMATS:
        raise UnreadableError(f"There is no format “{format_name}”. Known: {', '.join(FORMATS)}.")
    wanted = (reader for reader in READERS if format_name in (None, reader.NAME))
    return next((reader for reader in wanted if reader.recognises(opened)), None)


def _within(opened: Opened, format_name: str | None) -> tuple[Opened, ModuleType]:
    """Return the one file of a folder that is a programme, with its reader."""
    found = []
    for content in opened.files.values():
        try:
            alone = Opened(content)
            if reader := _reader(alone, format_name):
                found.append((alone, reader))
        except UnreadableError:
            continue
    if len(found) > 1:
        raise UnreadableError(f"The folder holds {len(found)} programmes. Choose one file of it.")
    if found:
        return found[0]
    wanted = [reader.TITLE for reader in READERS if format_name in (None, reader.NAME)]
    raise UnreadableError(
        f"This file is not a programme that can be read. Looked for: {'; '.join(wanted)}."
    )
