"""The built client's files, each with its compressed twins, and which of them a browser takes."""

import hashlib
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

# Python's own table lacks these, or leaves them to the machine.
CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
# Best first: the file's suffix is also the suffix of its tag.
ENCODINGS = {"br": "br", "gzip": "gz"}


@dataclass(frozen=True)
class BuiltFile:
    """A file as it is sent: its bytes, how they are encoded, and a strong tag of that form."""

    body: bytes
    content_type: str
    etag: str
    encoding: str | None = None


def built_file(folder: Path, name: str, accepts: Callable[[str], bool]) -> BuiltFile | None:
    """Return *name* in the best form that the browser *accepts*; None: no such file.

    A name that leads out of *folder* is no file of it.
    """
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        return None
    for encoding, suffix in ENCODINGS.items():
        twin = path.with_name(f"{path.name}.{suffix}")
        if accepts(encoding) and twin.is_file():
            return _read(path, twin, encoding, suffix, twin.stat().st_mtime_ns)
    return _read(path, path, None, "", path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _read(path: Path, form: Path, encoding: str | None, suffix: str, changed: int) -> BuiltFile:
    """Read once for each state of the file: *changed* tells them apart."""
    del changed
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return BuiltFile(
        body=form.read_bytes(),
        content_type=CONTENT_TYPES.get(path.suffix, guessed),
        etag=f"{digest}-{suffix}" if suffix else digest,
        encoding=encoding,
    )


def same_content(etag: str, known: str) -> bool:
    """Tell whether two tags name one content, whatever form each was sent in."""
    return etag.partition("-")[0] == known.partition("-")[0]
