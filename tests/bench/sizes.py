"""What is sent and what is held: bytes of the index and the app, time and memory of a start."""

import gzip
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from server import bootstrap
from server.demo.congress import ZONE
from tests.bench.places import LARGE
from tests.browser.sites import Site
from tests.programmes import frab_xml
from tests.shared import shared_file

KILOBYTE = 1000
SCRIPT = re.compile(r'(?:src|href)="/?(assets/[^"]+\.(?:js|css))"')
IMPORT = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")


def print_sizes(scratch: Path, *, index: int, origin: str) -> None:
    """Print the figures that are not a server's CPU."""
    print(f"index of 1,000 sessions   {index / KILOBYTE:8.1f} kB brotli (goal 50)   {origin}")
    print(f"app code at first load    {app_code() / KILOBYTE:8.1f} kB gzip (goal 60)")
    seconds, megabytes = start_cost()
    print(f"create_app                {seconds:8.2f} s   {megabytes:6.0f} MB")
    name, seconds, megabytes = import_cost(scratch)
    print(
        f"programme import          {seconds:8.2f} s   {megabytes:6.0f} MB   {name} (goal 10, 300)"
    )


def app_code() -> int:
    """Return the gzip bytes of the scripts and styles that the first screen loads.

    What a script loads when it is needed, such as the scanner, is not among them.
    """
    static = bootstrap.STATIC
    wanted = list(SCRIPT.findall((static / "index.html").read_text()))
    for name in wanted:
        if name.endswith(".js"):
            wanted += [
                f"assets/{found}"
                for found in IMPORT.findall((static / name).read_text())
                if f"assets/{found}" not in wanted
            ]
    return sum(len(gzip.compress((static / name).read_bytes(), 9)) for name in wanted)


def start_cost() -> tuple[float, float]:
    """Return the seconds and megabytes that importing and making the app takes, best of three."""
    words = [sys.executable, "-c", "from server.app import create_app; create_app()"]
    runs = [_cost(words, dict(os.environ)) for _ in range(3)]
    return min(run[0] for run in runs), min(run[1] for run in runs)


def import_cost(scratch: Path) -> tuple[str, float, float]:
    """Return what was imported by the command line, and the seconds and megabytes it took."""
    folder = scratch / "import"
    folder.mkdir()
    site = Site(folder)
    site.start()
    path = shared_file(LARGE)
    if path:
        name, dates = "36c3, 1,351 entries", ("2019-12-27", "2019-12-30")
    else:
        path = folder / "large.xml"
        path.write_text(frab_xml(days=4, first_day="2019-12-27", sessions_a_room=12, rooms=28))
        name, dates = "invented, 1,344 entries", ("2019-12-27", "2019-12-30")
    site.flask(
        *("events", "create", "large", "--name", "Large", "--timezone", ZONE),
        *("--starts", dates[0], "--ends", dates[1]),
    )
    words = ("programme", "import", str(path.resolve()), "--event", "large")
    try:
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
        return name, *_cost(command, site.environment())
    finally:
        site.stop()


def _cost(command: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Return the seconds, and the largest memory of any process of a command, in megabytes."""
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=bootstrap.ROOT, env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    return time.monotonic() - start, usage.ru_maxrss / 1024
