"""The real server for a test: a process of its own that can be taken away and brought back."""

import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from tests.browser import warm
from tests.conftest import NOW
from tests.programmes import frab_xml

START_SECONDS = 30.0
STOP_SECONDS = 15.0


class Site:
    """Hallway on a port of its own, with its own data folder, mail relay and clock."""

    def __init__(
        self, folder: Path, *, mail_url: str = "", now: datetime = NOW, demo: bool = False
    ) -> None:
        self.folder = folder
        self.demo = demo
        self.mail_url = mail_url
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: ForkServerProcess | None = None
        self._set_clock(now)

    def now(self) -> datetime:
        """Return the moment it is for this site."""
        return self._clock_start + timedelta(seconds=time.monotonic() - self._clock_set)

    def start(self, *, now: datetime | None = None) -> None:
        """Serve, at the same address as ever; its clock goes on, or starts from *now*."""
        if now:
            self._set_clock(now)
        words = ["--port", str(self.port), *([] if self.demo else ["--no-demo"])]
        process = warm.start("server", words, environment=self.environment(), output=self.log)
        self._process = process
        wait_until_it_answers(f"{self.url}/healthz", process.is_alive, self.log)

    def stop(self) -> None:
        """Take the server away, letting it finish what it is answering."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Take the server away as a power cut does: the process and all it started, at once."""
        if self._process is not None:
            for child in _children(self.pid):
                os.kill(child, signal.SIGKILL)
        self._end(signal.SIGKILL)

    def restart(self, *, now: datetime | None = None) -> None:
        """Stop and start, by default with the clock going on."""
        self.stop()
        self.start(now=now)

    def flask(self, *words: str | Path) -> str:
        """Run one of the project's commands on this site's data; return what it prints."""
        output = self.folder / "flask.log"
        output.unlink(missing_ok=True)
        command = ["--app", "wsgi", *map(str, words)]
        process = warm.start("flask", command, environment=self.environment(), output=output)
        process.join()
        said = output.read_text()
        assert process.exitcode == 0, f"flask {words}: {said}"
        return said

    def make_event(  # noqa: PLR0913 -- each is what an event has
        self,
        slug: str = "expo26",
        *,
        name: str = "Expo 2026",
        timezone: str = "Europe/Berlin",
        starts: str = "2026-06-09",
        ends: str = "2026-06-11",
        programme: str | Path | None = None,
    ) -> str:
        """Create an event with a programme: a file, XML text, or a small invented one."""
        self.flask(
            *("events", "create", slug, "--name", name, "--timezone", timezone),
            *("--starts", starts, "--ends", ends),
        )
        if not isinstance(programme, Path):
            file = self.folder / f"{slug}.xml"
            file.write_text(programme or frab_xml(title=name, first_day=starts))
            programme = file
        self.flask("programme", "import", programme, "--event", slug)
        return slug

    def environment(self) -> dict[str, str]:
        """Return the settings of this site, and none of the shell's."""
        kept = {key: text for key, text in os.environ.items() if not key.startswith("HALLWAY_")}
        return kept | {
            "HALLWAY_DATA_DIR": str(self.folder),
            "HALLWAY_BASE_URL": self.url,
            "HALLWAY_MAIL_URL": self.mail_url,
            "HALLWAY_NOW": self.now().isoformat(),
            "HALLWAY_LOG_LEVEL": "INFO",
        }

    @property
    def log(self) -> Path:
        """Where the server's own words go."""
        return self.folder / "server.log"

    @property
    def pid(self) -> int:
        """The process that runs the server."""
        assert self._process is not None
        assert self._process.pid is not None
        return self._process.pid

    def _set_clock(self, now: datetime) -> None:
        self._clock_start, self._clock_set = now.astimezone(UTC), time.monotonic()

    def _end(self, with_signal: signal.Signals) -> None:
        process = self._process
        if process is None:
            return
        os.kill(self.pid, with_signal)
        self._process = None
        process.join(STOP_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
            raise AssertionError(f"would not stop: {self.log.read_text()}")


def wait_until_it_answers(
    address: str, is_alive: Callable[[], bool], log: Path | None = None
) -> None:
    """Return as soon as *address* answers anything; fail if its process ends or takes too long."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert is_alive(), log.read_text() if log else "it ended"
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 -- loopback
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(f"no answer in {START_SECONDS} s: {log.read_text() if log else address}")


def free_port() -> int:
    """Return a port nobody listens on now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _children(pid: int) -> list[int]:
    words = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(word) for word in words]
