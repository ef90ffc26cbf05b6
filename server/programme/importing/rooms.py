"""Rooms that a table names together."""

import re
from collections.abc import Iterable

TOGETHER = re.compile(r"\s*(?:/|\+|&|,| and | und | et | y )\s*")


def told_apart(rooms: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the parts of "Aula / Hall 2", where each is a room of its own somewhere else."""
    known = {" ".join(room.split()) for room in rooms}
    found = {}
    for room in known:
        parts = tuple(part for part in TOGETHER.split(room) if part)
        if len(parts) > 1 and known.issuperset(parts):
            found[room] = parts
    return found
