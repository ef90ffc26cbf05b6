"""Reading what somebody wants imported, from a file or a folder, within limits."""

from pathlib import Path

from server.programme.errors import ProgrammeRefusedError
from server.programme.importing.parsed import Source

MAX_FILE = 20_000_000
MAX_FOLDER = 50_000_000
MAX_FILES = 1_000


def read_source(path: Path) -> Source:
    """Return a file's bytes, or a folder's files by their path within it.

    Hidden files and links are passed over. Raises `ProgrammeRefusedError` for what is not there,
    cannot be read or is over the limits.
    """
    try:
        if path.is_dir():
            return _folder(path)
        if path.stat().st_size > MAX_FILE:
            raise ProgrammeRefusedError("The file is larger than 20 MB. Split it.")
        return path.read_bytes()
    except OSError as error:
        raise ProgrammeRefusedError(
            f"{path} cannot be read: {error.strerror}. Check the path and its rights."
        ) from error


def _folder(folder: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    size = 0
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if hidden or path.is_symlink() or not path.is_file():
            continue
        size += path.stat().st_size
        if size > MAX_FOLDER or len(files) >= MAX_FILES:
            raise ProgrammeRefusedError(
                "The folder has more than 1,000 files or 50 MB. Import one with the programme only."
            )
        files[inside.as_posix()] = path.read_bytes()
    return files
