"""The two servers that are compared, under the same granian: ours with an event, the bare app."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from server import bootstrap
from server.accounts import services as accounts
from server.accounts.routes import COOKIE
from server.agenda.calendar_services import ensure_calendar_token
from server.agenda.services import set_agenda_item
from server.app import create_app
from server.core.acts import Act
from server.core.clock import now
from server.core.db import db, transaction
from server.demo.congress import ZONE, congress_programme
from server.programme.import_services import apply_import, plan_import
from server.programme.importing.parsed import ParsedProgramme
from server.programme.models import Session
from server.programme.services import create_event, require_event
from tests.browser.sites import Site, free_port, wait_until_it_answers
from tests.shared import shared_file

SLUG = "bench"
SESSIONS = 1000
PLANNED = 25
EMAIL = "bench@example.org"
THREADS = 5
LARGE = "data/frab-xml/36c3/36c3_merged.xml"


@dataclass(frozen=True, slots=True)
class Ours:
    """Our server, up, with one event and somebody signed in."""

    port: int
    pid: int
    cookie: str
    client: str
    planner: str  # the cookie of somebody who plans 25 sessions and nothing else
    planner_client: str
    calendar: str  # the path of their calendar
    version: int
    sessions: tuple[str, ...]


@contextmanager
def our_server(folder: Path, parsed: ParsedProgramme) -> Iterator[Ours]:
    """Serve an event with *parsed* as its programme."""
    folder.mkdir()
    site = Site(folder, now=datetime.now(UTC))
    site.start()
    database = f"sqlite:///{folder / 'hallway.db'}"
    app = create_app({"DATA_DIR": folder, "SQLALCHEMY_DATABASE_URI": database})
    try:
        token = _furnish(app, parsed)
        with app.app_context():
            planner, calendar = _planner()
            yield Ours(
                port=site.port,
                pid=site.pid,
                cookie=f"{COOKIE}={token}",
                client=str(uuid.uuid4()),
                planner=f"{COOKIE}={planner}",
                planner_client=str(uuid.uuid4()),
                calendar=f"/cal/{calendar}.ics",
                version=require_event(SLUG).version,
                sessions=tuple(db.session.scalars(select(Session.key))),
            )
            db.session.remove()
            db.engine.dispose()
    finally:
        site.stop()


@contextmanager
def bare_server(folder: Path, same: bytes) -> Iterator[tuple[int, int]]:
    """Serve the bare app, which knows *same*; yield its port and process id."""
    folder.mkdir()
    (folder / "same").write_bytes(same)
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--blocking-threads", str(THREADS), "--no-ws", "tests.bench.bare:app"],
        cwd=bootstrap.ROOT,
        env={**os.environ, "BENCH_FOLDER": str(folder)},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}/ping", lambda: process.poll() is None)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(15)


def fetched(port: int, path: str, encoding: str) -> bytes:
    """Return what a server answers to *path*, as it went over the wire in *encoding*."""
    link = HTTPConnection("127.0.0.1", port, timeout=60)
    link.request("GET", path, headers={"Accept-Encoding": encoding})
    answer = link.getresponse()
    body = answer.read()
    link.close()
    if answer.status != 200 or answer.getheader("Content-Encoding") != encoding:
        raise SystemExit(f"{path}: {answer.status} {answer.getheader('Content-Encoding')}")
    return body


def thousand_sessions() -> tuple[ParsedProgramme, str]:
    """Return a programme of a thousand sessions and where it is from: a real one if at hand."""
    path = shared_file(LARGE)
    if path:
        from server.programme.importing.reading import read_programme

        real = read_programme(path.read_bytes(), zone=ZONE)
        return replace(real, sessions=real.sessions[:SESSIONS]), "the first 1,000 of 36c3"
    made = [
        replace(session, key=f"{week}-{session.key}", within=None, title=f"{session.title} {week}")
        for week in range(5)
        for session in congress_programme(datetime.now(UTC).date()).sessions
    ]
    return ParsedProgramme("demo", tuple(made[:SESSIONS])), "invented, so more alike than real ones"


def _furnish(app: Flask, parsed: ParsedProgramme) -> str:
    """Import the programme and sign somebody in; return their session's token."""
    with app.app_context():
        days = [session.starts_at.date() for session in parsed.sessions]
        with transaction():
            create_event(
                slug=SLUG,
                name="Bench",
                timezone=ZONE,
                starts_on=min(days),
                ends_on=max(days),
                now=now(),
            )
        plan = plan_import(slug=SLUG, parsed=parsed, now=now())
        with transaction():
            apply_import(plan=plan, now=now())
        return _signed_in(EMAIL)[0]


def _signed_in(email: str) -> tuple[str, uuid.UUID]:
    """Return a session's token and its account."""
    with transaction():
        code = accounts.code_of(accounts.ask_for_code(email=email, now=now()))
        signed_in = accounts.sign_in(email=email, code=code, now=now())
    if signed_in is None:
        raise SystemExit("signing in failed")
    return str(signed_in.token), signed_in.account_id


def _planner() -> tuple[str, str]:
    """Make somebody who plans 25 sessions; return their session's token and their calendar's."""
    token, account_id = _signed_in("planner@example.org")
    keys = list(db.session.scalars(select(Session.key).limit(PLANNED)))
    with transaction():
        for key in keys:
            one = uuid.uuid4()
            act = Act(account_id, one, one, acted=now(), received=now())
            set_agenda_item(act, event=SLUG, session=key, value="going")
        return token, ensure_calendar_token(account_id=account_id, now=now())
