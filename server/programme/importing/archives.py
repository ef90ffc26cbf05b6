"""ZIP archives, taken apart in memory and within limits: nothing is ever written to a disk."""

import io
import struct
import zipfile
import zlib

from .parsed import UnreadableError

MAX_FILES = 1_000
MAX_UNPACKED = 50_000_000
MAX_RATIO = 100
# What a damaged archive may raise, beside what it should.
FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, OSError,
    EOFError, LookupError, ArithmeticError,
)  # fmt: skip
LINK = 0o120000
KIND = 0o170000


def files_of(content: bytes) -> dict[str, bytes]:
    """Return the archive's files by path; raises `UnreadableError` before unpacking too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = check_archive(archive, len(content))
            if any(entry.filename == "[Content_Types].xml" for entry in entries):
                raise UnreadableError(
                    "This is a document, not a spreadsheet. Save its table as XLSX or CSV."
                )
            return {entry.filename: _read(archive, entry) for entry in entries if _wanted(entry)}
    except FAULTS as error:
        raise UnreadableError(
            "The ZIP cannot be opened: it is damaged or has a password."
        ) from error
    except ValueError as error:
        raise UnreadableError("The ZIP holds a file that cannot be unpacked.") from error


def check_archive(archive: zipfile.ZipFile, packed: int) -> list[zipfile.ZipInfo]:
    """Return the archive's files; raises `UnreadableError` for one that is over the limits.

    *packed* is the size of the whole archive.
    """
    entries = [entry for entry in archive.infolist() if entry.filename and not entry.is_dir()]
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_FILES or unpacked > MAX_UNPACKED or unpacked > packed * MAX_RATIO:
        raise UnreadableError(
            "The ZIP is too large: it may hold 1,000 files of 50 MB together, packed 100 to 1."
        )
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        if ".." in parts or not parts[0] or ":" in parts[0]:
            raise UnreadableError("The ZIP holds a path that leads out of it. Pack it again.")
        if (entry.external_attr >> 16) & KIND == LINK:
            raise UnreadableError(
                "The ZIP holds a link, which is not followed. Pack the file itself."
            )
    return entries


def _wanted(entry: zipfile.ZipInfo) -> bool:
    """Whether *entry* is not one of the hidden files that systems add."""
    parts = entry.filename.split("/")
    return "__MACOSX" not in parts and not parts[-1].startswith(".")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return a file's bytes, never more than the archive promised."""
    with archive.open(entry) as file:
        content = file.read(entry.file_size + 1)
    if len(content) > entry.file_size:
        raise UnreadableError("The ZIP holds more than it says. Pack it again.")
    return content
