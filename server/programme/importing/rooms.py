"""Rooms that a file names together, and rooms that it names with their building's address."""

import re
from collections.abc import Iterable

SEVERAL = 3
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


def without_address(rooms: Iterable[str]) -> dict[str, str]:
    """Return the rooms without what all of them end with: "Hall 1, Centre, 1 Main Street".

    Nothing is taken off unless several rooms remain that differ.
    """
    known = {room: tuple(room.split(", ")) for room in rooms}
    if len(known) < SEVERAL:
        return {}
    shared = 0
    while len({parts[-shared - 1 :] for parts in known.values()}) == 1:
        shared += 1
    if not shared or any(len(parts) <= shared for parts in known.values()):
        return {}
    return {room: ", ".join(parts[:-shared]) for room, parts in known.items()}
