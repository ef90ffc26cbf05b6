"""Sched's CSV export: a table whose columns always have the same names."""

from . import csv_programme
from .opened import Opened
from .parsed import Assumptions, ParsedProgramme

NAME = "sched-csv"
TITLE = "Sched CSV"


def recognises(opened: Opened) -> bool:
    """Whether this is a table with Sched's own names of columns."""
    if opened.files or opened.is_xml or opened.is_json:
        return False
    head = opened.text.lstrip()[:1000].partition("\n")[0].replace('"', "").split(",")
    return {"event_key", "name", "event_start", "event_end"} <= set(map(str.strip, head))


def read(opened: Opened, assumed: Assumptions) -> ParsedProgramme:
    """Return the programme; inactive sessions are left out."""
    return csv_programme.read(opened, assumed, NAME)
