"""How long fault and fuzz runs look: briefly in the ordinary run, in full by `… tests fuzz`."""

import os

FULL = os.environ.get("HALLWAY_FUZZ") == "full"


def effort(name: str, *, short: int, full: int) -> int:
    """Return how much to try: what the variable *name* says, else by the kind of run."""
    return int(os.environ.get(name) or (full if FULL else short))
