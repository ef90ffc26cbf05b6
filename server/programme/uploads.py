"""What a request may bring: one file, or several that are a folder, within the limits."""

from collections.abc import Iterable
from typing import IO

from server.programme.errors import ProgrammeTooLargeError
from server.programme.importing.parsed import Source

MAX_BYTES = 20_000_000
MAX_FILES = 1_000
# Of a request besides the files: its fields, and a few hundred bytes a file.
ENVELOPE_BYTES = 500_000
TOO_LARGE = "The limit is 20 MB. Export the programme without attachments, or split it."
TOO_MANY = "A folder may hold 1,000 files. Choose the one with the programme only."


def source_of(files: Iterable[tuple[str, IO[bytes]]]) -> Source:
    """Return one file's bytes, or several files' by their path.

    Two of one name are both kept. Raises `ProgrammeTooLargeError`.
    """
    found: dict[str, bytes] = {}
    left = MAX_BYTES
    for name, stream in files:
        if len(found) >= MAX_FILES:
            raise ProgrammeTooLargeError(TOO_MANY)
        content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise ProgrammeTooLargeError(TOO_LARGE)
        found[_unused(name.replace("\\", "/") or "file", found)] = content
    return next(iter(found.values())) if len(found) == 1 else found


def _unused(name: str, taken: dict[str, bytes]) -> str:
    number = 2
    unused = name
    while unused in taken:
        unused, number = f"{number}/{name}", number + 1
    return unused
