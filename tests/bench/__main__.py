"""Measures in alternating rounds, prints one table, asserts nothing: `python3 -m tests bench`."""

import json
import shutil
import tempfile
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

from server import bootstrap
from tests.bench import SIGNED_IN
from tests.bench.load import Figure, Subject, measure
from tests.bench.places import (
    PLANNED,
    SLUG,
    Ours,
    bare_server,
    fetched,
    our_server,
    thousand_sessions,
)
from tests.bench.programmes import print_programmes
from tests.bench.screens import print_screens
from tests.bench.sizes import print_sizes

ROUNDS = 5
SCANS = 20  # in a batch
# What is measured against what, and how much of that it may cost.
GOALS = {
    "index": ("same", 1.5),
    "programme": ("gz", 1.5),
    "unchanged": ("ping", 1.5),
    "calendar": ("gz", 1.5),
    "session ics": ("ping", None),
    "agenda": ("read", 3.0),
    "agenda ics": ("read", 3.0),
    "star": ("write", 2.0),
    "scans": ("write", None),
}


def main() -> None:
    """Measure everything and print it."""
    bootstrap.build_client()
    scratch = Path(tempfile.mkdtemp(prefix="hallway-bench-"))
    try:
        parsed, origin = thousand_sessions()
        with our_server(scratch / "ours", parsed) as ours:
            index_path = f"/api/events/{SLUG}/programme/{ours.version}/index.json"
            same = fetched(ours.port, index_path, "gzip")
            with bare_server(scratch / "bare", same) as bare:
                rounds = measured([*bare_subjects(*bare, same), *our_subjects(ours, same)])
            index = len(fetched(ours.port, index_path, "br"))
        print_figures(rounds)
        print_sizes(scratch, index=index, origin=origin)
        print_programmes(scratch)
        print_screens(scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def measured(subjects: list[Subject]) -> dict[str, list[Figure]]:
    """Return each subject's figure of each round; every other round goes backwards."""
    figures: dict[str, list[Figure]] = {subject.name: [] for subject in subjects}
    sent = 0
    for number in range(ROUNDS + 1):
        for subject in subjects if number % 2 else subjects[::-1]:
            figure = measure(subject, sent)
            sent += subject.count
            if number:  # the first one warms up
                figures[subject.name].append(figure)
    return figures


def bare_subjects(port: int, pid: int, same: bytes) -> list[Subject]:
    """Return the limits."""
    make = partial(Subject, port=port, pid=pid)

    def write(number: int) -> bytes:
        body = {"id": str(uuid.UUID(int=number)), "session": "s1", "value": "going"}
        return _post("/write", body, f"session={SIGNED_IN}")

    return [
        make("ping", request=_get("/ping"), right=_is(204, b""), count=4000),
        make("gz", request=_get("/gz"), right=_is(200, None), count=400),
        make("same", request=_get("/same"), right=_is(200, same), count=2000),
        make(
            "read",
            request=_get("/read", {"Cookie": f"session={SIGNED_IN}"}),
            right=_is(200, None),
            count=400,
        ),
        make("write", request=write, right=_is(200, b'{"status":"done"}\n'), count=400),
    ]


def our_subjects(ours: Ours, same: bytes) -> list[Subject]:
    """Return what phones do most."""
    make = partial(Subject, port=ours.port, pid=ours.pid)
    index = f"/api/events/{SLUG}/programme/{ours.version}/index.json"
    manifest = f"/api/events/{SLUG}/programme"
    unchanged = _get(manifest, {"If-None-Match": f'"{ours.version}"'})
    calendar = fetched(ours.port, f"/e/{SLUG}/programme.ics", "gzip")
    one = f"/e/{SLUG}/sessions/{ours.sessions[0]}.ics"
    whole = fetched(ours.port, f"/e/{SLUG}/programme.json", "gzip")
    return [
        make("index", request=_get(index), right=_is(200, same), count=2000),
        make(
            "programme", request=_get(f"/e/{SLUG}/programme.json"), right=_is(200, whole), count=400
        ),
        make(
            "calendar",
            request=_get(f"/e/{SLUG}/programme.ics"),
            right=_is(200, calendar),
            count=400,
        ),
        make("session ics", request=_get(one), right=_begins(b"BEGIN:VCALENDAR"), count=400),
        make("agenda", request=partial(_pull, ours), right=_has_planned(PLANNED), count=300),
        make(
            "agenda ics", request=_get(ours.calendar), right=_begins(b"BEGIN:VCALENDAR"), count=300
        ),
        make("unchanged", request=unchanged, right=_is(304, b""), count=4000),
        make("star", request=partial(_star, ours), right=_all_done(1), count=300),
        make("scans", request=partial(_scans, ours), right=_all_done(SCANS), count=40),
    ]


def print_figures(rounds: dict[str, list[Figure]]) -> None:
    """Print CPU a request, how far rounds lie apart, and the ratios that have a goal.

    A ratio is the middle one of the rounds' own: what slows a whole round down cancels out.
    """
    cpu = {name: median(figure.cpu_ms for figure in figures) for name, figures in rounds.items()}
    print(f"{'':12}{'CPU ms':>9}{'spread':>8}{'wait ms':>9}{'bytes':>10}   ratio")
    for name, figures in rounds.items():
        each = sorted(figure.cpu_ms for figure in figures)
        ratio = ""
        if name in GOALS:
            limit, goal = GOALS[name]
            pairs = zip(figures, rounds[limit], strict=True)
            middle = median(ours.cpu_ms / bare.cpu_ms for ours, bare in pairs)
            ratio = f"{middle:.2f} of {limit}" + (f" (goal {goal})" if goal else "")
        print(
            f"{name:12}{cpu[name]:9.3f}{each[-1] / each[0]:8.2f}"
            f"{median(figure.median_ms for figure in figures):9.2f}{figures[0].body:10}   {ratio}"
        )
    print(f"scans: {SCANS} in a batch, {cpu['scans'] / SCANS:.3f} ms CPU each")


def _star(ours: Ours, number: int) -> bytes:
    value = ("going", "interested", None)[number // len(ours.sessions) % 3]
    session = ours.sessions[number % len(ours.sessions)]
    body: dict[str, object] = {
        "kind": "agenda.set",
        "event": SLUG,
        "session": session,
        "value": value,
    }
    return _post("/api/sync", _batch(ours, [body]), ours.cookie)


def _pull(ours: Ours, number: int) -> bytes:
    """Ask for the whole agenda, as a new phone of its owner does."""
    del number
    at = datetime.now(UTC).isoformat()
    body = {"client": ours.planner_client, "device_now": at, "cursor": 0, "entries": []}
    return _post("/api/sync", body, ours.planner)


def _scans(ours: Ours, number: int) -> bytes:
    bodies: list[dict[str, object]] = [
        {
            "kind": "scan.record",
            "contact": str(uuid.uuid4()),
            "event": SLUG,
            "session": ours.sessions[(number + one) % len(ours.sessions)],
            "raw": f"Somebody {number}/{one} {urlsafe_b64encode(uuid.uuid4().bytes).decode()}",
            "how": "camera",
            "share": "none",
        }
        for one in range(SCANS)
    ]
    return _post("/api/sync", _batch(ours, bodies), ours.cookie)


def _batch(ours: Ours, bodies: list[dict[str, object]]) -> dict[str, object]:
    at = datetime.now(UTC).isoformat()
    entries = [
        {"id": str(uuid.uuid4()), "v": 1, "at": at, "zone": "Europe/Berlin", **body}
        for body in bodies
    ]
    # Far ahead, so that what the account's other requests changed is not part of the figure.
    return {"client": ours.client, "device_now": at, "cursor": 2**40, "entries": entries}


def _get(path: str, more: dict[str, str] | None = None) -> Callable[[int], bytes]:
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Accept-Encoding: gzip"]
    lines += [f"{name}: {text}" for name, text in (more or {}).items()]
    request = "\r\n".join([*lines, "", ""]).encode()
    return lambda _: request


def _post(path: str, body: object, cookie: str) -> bytes:
    content = json.dumps(body).encode()
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json"]
    lines += [f"Content-Length: {len(content)}", f"Cookie: {cookie}", "", ""]
    return "\r\n".join(lines).encode() + content


def _is(status: int, body: bytes | None) -> Callable[[int, bytes], bool]:
    return lambda got, content: got == status and (body is None or content == body)


def _begins(start: bytes) -> Callable[[int, bytes], bool]:
    return lambda got, content: got == 200 and content.startswith(start)


def _has_planned(count: int) -> Callable[[int, bytes], bool]:
    def right(status: int, content: bytes) -> bool:
        if status != 200:
            return False
        return [row["kind"] for row in json.loads(content)["changes"]].count("agenda") == count

    return right


def _all_done(count: int) -> Callable[[int, bytes], bool]:
    def right(status: int, content: bytes) -> bool:
        if status != 200:
            return False
        results = json.loads(content)["results"]
        return [result["status"] for result in results] == ["done"] * count

    return right


if __name__ == "__main__":
    main()
