"""Sends requests over loopback and accounts the server's CPU over its whole process tree.

CPU a request stays steady where requests a second swing with whatever else the machine does.
"""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
CONNECTIONS = 2
CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing to measure: where, what to send, and what a right answer is."""

    name: str
    port: int
    pid: int
    request: Callable[[int], bytes]  # the bytes of request number n
    right: Callable[[int, bytes], bool]  # whether status and body are what they must be
    count: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One round of one subject."""

    cpu_ms: float  # of the server, a request
    median_ms: float  # as the client waits
    body: int  # bytes of an answer


def measure(subject: Subject, start: int) -> Figure:
    """Send `count` requests, numbered from *start*; a wrong answer ends the measurement."""
    _wait_until_idle(subject.pid)
    numbers = iter(range(start, start + subject.count))
    turn = threading.Lock()
    waits: list[float] = []
    sizes: list[int] = []
    wrong: list[tuple[int, bytes]] = []

    def work() -> None:
        with socket.create_connection(("127.0.0.1", subject.port), timeout=60) as link:
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while not wrong:
                with turn:
                    number = next(numbers, None)
                if number is None:
                    return
                request = subject.request(number)
                sent = time.perf_counter()
                link.sendall(request)
                status, body = _answer(link)
                waits.append(time.perf_counter() - sent)
                sizes.append(len(body))
                if not subject.right(status, body):
                    wrong.append((status, body[:300]))

    before = cpu_seconds(subject.pid)
    workers = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    used = cpu_seconds(subject.pid) - before
    if wrong or len(waits) != subject.count:
        raise SystemExit(f"{subject.name}: a wrong answer: {wrong[:1]}")
    waits.sort()
    return Figure(used / subject.count * 1000, waits[len(waits) // 2] * 1000, max(sizes))


def cpu_seconds(pid: int) -> float:
    """Return the CPU time that the process and all beneath it have used."""
    return sum(_ticks(one) for one in _tree(pid)) / TICK


def _answer(link: socket.socket) -> tuple[int, bytes]:
    """Read one answer with a Content-Length (or none: 204 and 304)."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(link)
    head, _, body = received.partition(b"\r\n\r\n")
    status = int(head[9:12])
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, text = line.partition(b":")
        if name.lower() == b"content-length" and status not in {204, 304}:
            length = int(text)
    parts, held = [body], len(body)
    while held < length:
        parts.append(_more(link))
        held += len(parts[-1])
    return status, b"".join(parts)


def _more(link: socket.socket) -> bytes:
    part = link.recv(CHUNK)
    if not part:
        raise ConnectionError("the server hung up")
    return part


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from _tree(int(child))


def _ticks(pid: int) -> int:
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return int(words[11]) + int(words[12])  # user and system time


def _wait_until_idle(pid: int) -> None:
    """What an earlier round left to do must not be billed to this one."""
    for _ in range(40):
        before = cpu_seconds(pid)
        time.sleep(0.1)
        if cpu_seconds(pid) - before < 2 / TICK:
            return
