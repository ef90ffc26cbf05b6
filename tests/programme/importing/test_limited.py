import sys
import threading

import pytest

from server.programme.importing import limited
from server.programme.importing.limited import read_programme_limited
from server.programme.importing.parsed import ParsedProgramme, UnreadableError
from server.programme.importing.reading import read_programme

from .samples import BERLIN, event_xml, schedule_xml

CHILD = "import sys; sys.path[:] = sys.argv[2:]; import {module}; {module}._limit(1)\n"


def test_child_returns_what_reading_here_returns() -> None:
    source = schedule_xml(event_xml(abstract="**Short**"), event_xml(duration=""))
    expected = read_programme(source, zone=BERLIN)
    assert read_programme_limited(source, zone=BERLIN) == expected


def test_refusal_in_the_child_is_the_refusal_here() -> None:
    with pytest.raises(UnreadableError, match=r"^The file is empty"):
        read_programme_limited(b"", zone=BERLIN)


def test_child_works_from_a_thread_and_whatever_program_was_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "argv", ["granian"])
    found: list[ParsedProgramme] = []
    source = schedule_xml(event_xml())
    thread = threading.Thread(
        target=lambda: found.append(read_programme_limited(source, zone=BERLIN))
    )
    thread.start()
    thread.join()
    assert [len(programme.sessions) for programme in found] == [1]


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limits")
@pytest.mark.parametrize(
    ("work", "message"),
    [
        ("while True: pass", "took too long to read"),
        (
            "try:\n    bytearray(2 * 1024**3)\nexcept MemoryError:\n    sys.exit(3)",
            "too large to read",
        ),
        ("import os; os.kill(os.getpid(), 9)", "too large to read"),
        ("raise SystemError('a fault')", "could not be read"),
    ],
)
def test_child_over_its_limits_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, work: str, message: str
) -> None:
    monkeypatch.setattr(limited, "START", CHILD + work)
    with pytest.raises(UnreadableError, match=message):
        read_programme_limited(schedule_xml(event_xml()), zone=BERLIN)


def test_child_that_does_nothing_for_too_long_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "START", CHILD + "import time; time.sleep(60)")
    monkeypatch.setattr(limited, "WALL_SECONDS", 0.5)
    with pytest.raises(UnreadableError, match="took too long to read"):
        read_programme_limited(schedule_xml(event_xml()), zone=BERLIN)


def test_child_knows_nothing_of_the_servers_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HALLWAY_SECRET_KEY", "a secret")
    work = "import os, pickle; sys.stdout.buffer.write(pickle.dumps(repr(dict(os.environ))))"
    monkeypatch.setattr(limited, "START", CHILD + work)
    with pytest.raises(UnreadableError) as refusal:
        read_programme_limited(b"<schedule/>", zone=BERLIN)
    assert "HALLWAY" not in str(refusal.value)
