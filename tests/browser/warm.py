"""Programs of this project as processes that need not import it first.

A second of each start goes into imports. The standard library's fork server does them once, and
each program starts as a fork of it: the same `main`, with settings, output and a process of its
own, as if it was started from a shell.
"""

import multiprocessing
import os
import sys
from collections.abc import Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Literal

from server import bootstrap

Program = Literal["server", "flask"]

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["tests.browser.preloaded"])


def start(
    program: Program, words: Sequence[str], *, environment: dict[str, str], output: Path
) -> ForkServerProcess:
    """Start a program with these settings alone; what it says is added to *output*."""
    process = _forks.Process(target=_run, args=(program, [*words], environment, output))
    process.start()
    return process


def _run(program: Program, words: list[str], environment: dict[str, str], output: Path) -> None:
    """Be that program: the whole life of the process."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(bootstrap.ROOT)
    with output.open("ab", 0) as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    sys.argv = [program, *words]
    # The server forks as it does when it is started from a shell.
    multiprocessing.set_start_method("fork", force=True)
    if program == "server":
        from server import run

        run.main()
    else:
        from flask.cli import main

        main()
