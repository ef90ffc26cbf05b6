"""Choosing the reader by what a file holds, never by its name."""

from datetime import date

from .parsed import Assumptions, ParsedProgramme, Source, UnreadableError


def read_programme(
    source: Source,
    *,
    zone: str | None = None,
    format_name: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> ParsedProgramme:
    """Return the programme that *source* holds, in whichever known format.

    *zone* is the venue's (IANA); without it the file must name its own. *format_name* insists on
    one format. Raises `UnreadableError`, and nothing else, for what cannot be read.
    """
    assumed = Assumptions(zone=zone, starts_on=starts_on, ends_on=ends_on)
    raise UnreadableError(f"No reader knows this file yet ({len(source)} {assumed} {format_name}).")
