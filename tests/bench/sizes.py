"""What is sent and what is held: bytes of the index and the app, time and memory of a start."""

import gzip
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took; the memory is that of its largest process."""

    seconds: float
    cpu_seconds: float
    megabytes: float

    def __str__(self) -> str:
        """Show it in a line."""
        return f"{self.seconds:8.2f} s  {self.cpu_seconds:6.2f} s CPU  {self.megabytes:5.0f} MB"


def print_sizes(scratch: Path, *, index: int, origin: str) -> None:
    """Print the figures that are not a server's CPU."""
    print(f"index, 1,000 sessions  {index / KILOBYTE:8.1f} kB brotli (goal 50)   {origin}")
    print(f"app code, first load   {app_code() / KILOBYTE:8.1f} kB gzip (goal 60)")
    print(f"create_app             {startcommand_cost()}")
    name, cost = importcommand_cost(scratch)
    print(f"programme import       {cost} (goal 10 s, 300 MB)   {name}")


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


def startcommand_cost() -> Cost:
    """Return what importing and making the app takes, the best of three."""
    words = [sys.executable, "-c", "from server.app import create_app; create_app()"]
    return min(
        (command_cost(words, dict(os.environ)) for _ in range(3)), key=lambda cost: cost.cpu_seconds
    )


def importcommand_cost(scratch: Path) -> tuple[str, Cost]:
    """Return what was imported by the command line, and what that took."""
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
        return name, command_cost(command, site.environment())
    finally:
        site.stop()


def command_cost(command: list[str], env: dict[str, str]) -> Cost:
    """Run a command of ours and return what it took."""
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=bootstrap.ROOT, env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    return Cost(
        seconds=time.monotonic() - start,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        megabytes=usage.ru_maxrss / 1024,
    )
