"""Reading in a child process with limits of its own, so that no file can take the server down.

The child is a fresh interpreter: it shares no memory, no connection and no settings with
the server, and is told only the bytes to read. Both are this module.
"""

import pickle
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

from .favourite_report import FavouritesFound, KnownSession
from .parsed import ParsedProgramme, Source, TableColumns, UnreadableError

CPU_SECONDS = 60
WALL_SECONDS = 120
MEMORY_BYTES = 1024**3

TOO_LARGE = 3  # exit status of a child that ran out of memory
START = "import sys; sys.path[:] = sys.argv[2:]; import {module}; {module}.serve(int(sys.argv[1]))"

# What a child can be asked to do, and the module that does it: loaded by the child alone.
TASKS = {
    "read_programme": "reading",
    "inspect_programme": "inspecting",
    "find_favourites": "favourite_matching",
}

TOOK_TOO_LONG = "The file took too long to read (over a minute). Split it into smaller files."


def read_programme_limited(  # noqa: PLR0913 - what `read_programme` takes
    source: Source,
    *,
    zone: str | None = None,
    format_name: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    columns: Mapping[str, str] | None = None,
) -> ParsedProgramme:
    """Do what `read_programme` does, within 60 s of CPU and 1 GiB; over it `UnreadableError`."""
    known = _known(zone, format_name, starts_on, ends_on, columns)
    programme = _answer("read_programme", source, known)
    if isinstance(programme, ParsedProgramme):
        return programme
    raise UnreadableError(str(programme))


def inspect_programme_limited(  # noqa: PLR0913 - what `inspect_programme` takes
    source: Source,
    *,
    zone: str | None = None,
    format_name: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    columns: Mapping[str, str] | None = None,
    ask_columns: bool = False,
) -> ParsedProgramme | TableColumns:
    """Do what `inspect_programme` does, within the same limits."""
    known = _known(zone, format_name, starts_on, ends_on, columns) | {"ask_columns": ask_columns}
    found = _answer("inspect_programme", source, known)
    if isinstance(found, ParsedProgramme | TableColumns):
        return found
    raise UnreadableError(str(found))


def find_favourites_limited(
    content: bytes, *, zone: str, slug: str, known: Sequence[KnownSession]
) -> FavouritesFound:
    """Do what `find_favourites` does, within the same limits."""
    given: dict[str, object] = {"zone": zone, "slug": slug, "known": tuple(known)}
    found = _answer("find_favourites", content, given)
    if isinstance(found, FavouritesFound):
        return found
    raise UnreadableError(str(found))


def _known(
    zone: str | None,
    format_name: str | None,
    starts_on: date | None,
    ends_on: date | None,
    columns: Mapping[str, str] | None,
) -> dict[str, object]:
    return {
        "zone": zone,
        "format_name": format_name,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "columns": dict(columns or {}),
    }


def _answer(task: str, source: Source, known: dict[str, object]) -> object:
    source = source if isinstance(source, bytes) else dict(source)
    status, output = _run(pickle.dumps((task, source, known)))
    if status != 0:
        raise _refusal(status)
    answer = pickle.loads(output)  # noqa: S301 - what our own child wrote
    if isinstance(answer, UnreadableError):
        raise answer
    return answer


def _run(request: bytes) -> tuple[int, bytes]:
    """Return the exit status of a child that was asked *request*, and what it answered."""
    code = START.format(module=__spec__.name if __spec__ else __name__)
    command = [sys.executable, "-B", "-c", code, str(CPU_SECONDS), str(_root()), *sys.path]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command, input=request, capture_output=True, timeout=WALL_SECONDS, check=False, env={}
        )
    except subprocess.TimeoutExpired:
        raise UnreadableError(TOOK_TOO_LONG) from None
    return done.returncode, done.stdout


def _root() -> Path:
    return Path(__file__).parents[3]


def _refusal(status: int) -> UnreadableError:
    """Return why a child ended with *status* instead of an answer."""
    import signal  # noqa: PLC0415

    if status == -signal.SIGXCPU:
        return UnreadableError(TOOK_TOO_LONG)
    if status in {TOO_LARGE, -signal.SIGKILL}:
        return UnreadableError("The file is too large to read. Split it into smaller files.")
    return UnreadableError("The file could not be read. Export it again, or in another format.")


def serve(cpu_seconds: int) -> None:
    """Answer the one request on standard input, within limits; the child's whole life."""
    _limit(cpu_seconds)
    try:
        task, source, known = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent's
        work = getattr(import_module(f".{TASKS[task]}", __package__), task)  # within the limits
        output = pickle.dumps(work(source, **known))
    except UnreadableError as error:
        output = pickle.dumps(error.with_traceback(None))
    except MemoryError:
        sys.exit(TOO_LARGE)
    sys.stdout.buffer.write(output)
    sys.stdout.buffer.flush()


def _limit(cpu_seconds: int) -> None:
    """Set the limits of this process; the system ends it when it goes over one."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for limit, most in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (allowed, hard))
