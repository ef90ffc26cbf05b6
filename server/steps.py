"""One step of the set-up: a program run with its progress shown, and a sentence if it fails.

Standard library only, and words that any Python 3 can read: nothing else stands yet.
"""

from __future__ import annotations

import contextlib
import os
import queue
import re
import subprocess
import sys
import threading
import time
from collections import deque
from pathlib import Path
from typing import NamedTuple

TAIL_LINES = 25
HEARTBEAT_SECONDS = 15.0
# What would send an installation elsewhere, or leave half of it out. Where packages come from
# (index, mirror, proxy, certificates, cache) is the machine's own business and stays.
MISLEADING = frozenset(
    {
        "PYTHONHOME",
        "PYTHONPATH",
        "PYTHONSAFEPATH",
        "PIP_CONSTRAINT",
        "PIP_DRY_RUN",
        "PIP_IGNORE_INSTALLED",
        "PIP_NO_DEPS",
        "PIP_PREFIX",
        "PIP_PYTHON",
        "PIP_REPORT",
        "PIP_REQUIREMENT",
        "PIP_ROOT",
        "PIP_TARGET",
        "NODE_ENV",
        "NODE_OPTIONS",
        "NODE_PATH",
        "NPM_CONFIG_GLOBAL",
        "NPM_CONFIG_OMIT",
        "NPM_CONFIG_PREFIX",
        "NPM_CONFIG_PRODUCTION",
    }
)


class Meaning(NamedTuple):
    """What a program's last words mean: a pattern to find in them, and what to do about it."""

    pattern: str
    sentence: str


# The first that fits is said.
MEANINGS = (
    Meaning(
        r"No space left on device|ENOSPC|Disk quota exceeded",
        "The disk is full: free about 1.5 GB and run the command again.",
    ),
    Meaning(
        r"DO NOT MATCH THE HASHES|EINTEGRITY",
        "A package is not the one the lock file names. Clear the package cache "
        "(python3 -m pip cache purge) and run the command again; if it stays, ask before going on.",
    ),
    Meaning(
        r"CERTIFICATE_VERIFY_FAILED|SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY)",
        "The package index shows a certificate this machine does not trust. "
        "Name the right one to pip (pip config set global.cert FILE) and to npm (cafile).",
    ),
    Meaning(
        r"NewConnectionError|ConnectTimeout|ReadTimeout|name resolution|Name or service not known"
        r"|Network is unreachable|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT"
        r"|Could not resolve|Failed to fetch|Unable to fetch",
        "The network cannot be reached. Connect, or point pip and npm at a mirror you can reach, "
        "and run the command again; what is done stays done.",
    ),
    Meaning(
        r"Permission denied|EACCES|Read-only file system|EROFS",
        "This folder cannot be written to: run the command as the user who owns it.",
    ),
    Meaning(
        r"no such option: --python",
        "This pip is too old: python3 -m pip install --upgrade pip (22.3 or newer).",
    ),
    Meaning(
        r"No matching distribution found for (?P<name>[\w.-]+)",
        "There is no ready-made package of {name} for this Python on this machine: "
        "use CPython 3.11 to 3.14 on Linux (x86-64 or ARM 64) or macOS.",
    ),
)


class SetupError(Exception):
    """A step failed; the message is one sentence that says what to do."""


def calm_environment() -> dict[str, str]:
    """Return the environment without what would lead an installation astray."""
    kept = {key: text for key, text in os.environ.items() if key.upper() not in MISLEADING}
    return {**kept, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}


def explanation(output: str, otherwise: str) -> str:
    """Return the sentence that *output*, a program's last words, call for."""
    for pattern, sentence in MEANINGS:
        found = re.search(pattern, output, re.IGNORECASE)
        if found:
            return sentence.format(**found.groupdict())
    return otherwise


def run_step(  # noqa: PLR0913 -- each is what one step is
    title: str,
    command: list[str],
    *,
    cwd: Path,
    otherwise: str,
    env: dict[str, str] | None = None,
    counting: str = "",
    total: int = 0,
) -> None:
    """Run *command* under *title*, showing that it moves; lines matching *counting* are counted.

    Raises `SetupError`, after showing the program's last lines, with a sentence that says what
    to do (*otherwise*, where the lines tell nothing known).
    """
    progress = _Progress(title, total)
    tail: deque[str] = deque(maxlen=TAIL_LINES)
    try:
        program = subprocess.Popen(
            command,
            cwd=cwd,
            env=env or calm_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    except OSError as error:
        progress.finish("failed")
        raise SetupError(explanation(str(error), otherwise)) from error
    with program:
        try:
            for line in _lines(program):
                if line is not None:
                    tail.append(line.rstrip())
                progress.show(counted=line is not None and re.match(counting or r"(?!)", line))
        except BaseException:
            program.terminate()
            raise
    if program.returncode:
        progress.finish("failed")
        print(*tail, sep="\n", file=sys.stderr)
        raise SetupError(explanation("\n".join(tail), otherwise))
    progress.finish("done")


def _lines(program: subprocess.Popen[str]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    """Yield the program's lines as they come, and None for each second without one."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in program.stdout or ():
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    while True:
        try:
            line = lines.get(timeout=1)
        except queue.Empty:
            yield None
            continue
        if line is None:
            return
        yield line


class _Progress:
    """A line that moves on a terminal; elsewhere a line at the start, on the way, at the end."""

    def __init__(self, title: str, total: int) -> None:
        self.title, self.total, self.count = title, total, 0
        self.started = self.told = time.monotonic()
        self.moving = sys.stderr.isatty()
        self._say(f"{title} …", end="" if self.moving else "\n")

    def show(self, *, counted: object) -> None:
        self.count += bool(counted)
        now = time.monotonic()
        if self.moving:
            self._say(f"\r{self.title} … {self._state(now)}\033[K", end="")
        elif now - self.told > HEARTBEAT_SECONDS:
            self.told = now
            self._say(f"  … {self._state(now)}")

    def finish(self, word: str) -> None:
        seconds = time.monotonic() - self.started
        start = f"\r{self.title} … " if self.moving else "  "
        self._say(f"{start}{word} in {seconds:.0f} s" + ("\033[K" if self.moving else ""))

    def _state(self, now: float) -> str:
        done = f"{min(self.count, self.total)} of {self.total}, " if self.count else ""
        return f"{done}{now - self.started:.0f} s"

    @staticmethod
    def _say(text: str, end: str = "\n") -> None:
        with contextlib.suppress(OSError):  # nobody listens any more; the work goes on
            print(text, end=end, file=sys.stderr, flush=True)
