"""Material that lies beside the project on some machines; a test that needs it skips elsewhere."""

import os
from pathlib import Path

SHARED = Path(os.environ.get("HALLWAY_SHARED") or Path(__file__).parents[1] / "../shared")


def shared_file(name: str) -> Path | None:
    """Return the file, or None where it is not."""
    path = SHARED / name
    return path if path.exists() else None
