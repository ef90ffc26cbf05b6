"""What a large programme costs: importing it, importing it again changed, and its documents."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson

from server.app import create_app
from server.core.clock import now
from server.core.db import db, transaction
from server.programme.exporting.ics import programme_calendar
from server.programme.exporting.programme import Programme, programme_of
from server.programme.import_services import apply_import, plan_import
from server.programme.importing.reading import read_programme
from server.programme.queries import (
    calendar_marks,
    delta_document,
    details_document,
    forget_newest,
    index_document,
    newest_published,
    whole_programme,
)
from server.programme.services import create_event
from tests.bench.sizes import KILOBYTE, Cost, command_cost
from tests.bench.synthetic import DAYS, FIRST_DAY, ZONE, changed, schedule
from tests.browser.sites import Site

COUNTS = (2500, 5000, 10_000)
CHANGES = 10
LARGE = 3000
INDEX_GOAL, DELTA_GOAL, CALENDAR_GOAL = 100, 6, 2.5
ROUNDS = 5
SLUG = "large"


def print_programmes(scratch: Path) -> None:
    """Print all of it."""
    print_imports(scratch)
    print_documents()


def print_imports(scratch: Path) -> None:
    """Import programmes of several sizes by the command line, and the largest again, changed."""
    least = None
    for count in COUNTS:
        folder = scratch / f"import{count}"
        folder.mkdir()
        site = Site(folder)
        site.start()
        site.stop()
        site.flask(
            *("events", "create", SLUG, "--name", "Large", "--timezone", ZONE),
            *("--starts", FIRST_DAY.isoformat()),
            *("--ends", (FIRST_DAY + timedelta(days=DAYS - 1)).isoformat()),
        )
        file = folder / "schedule.json"
        content = schedule(count)
        file.write_bytes(content)
        cost = imported(site, file)
        least = least or cost.cpu_seconds / count
        grows = cost.cpu_seconds / count / least
        print(f"import of {count:6,}       {cost}   {grows:.2f} of the first's CPU a session")
        if count == COUNTS[-1]:
            print(f"again, unchanged       {imported(site, file)}")
            file.write_bytes(changed(content, CHANGES))
            print(f"again, {CHANGES} changes      {imported(site, file)}")


def imported(site: Site, file: Path) -> Cost:
    """Return what the command took that imports *file*."""
    words = ("programme", "import", str(file), "--event", SLUG)
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    return command_cost(command, site.environment())


def print_documents() -> None:
    """Print what a phone fetches of a large programme, and after a change of it."""
    app = create_app({"SQLALCHEMY_DATABASE_URI": "sqlite://", "MAIL_URL": ""})
    with app.app_context():
        db.create_all()
        with transaction():
            create_event(
                slug=SLUG,
                name="Large",
                timezone=ZONE,
                starts_on=FIRST_DAY,
                ends_on=FIRST_DAY + timedelta(days=DAYS - 1),
                now=now(),
            )
        content = schedule(LARGE)
        first = published(content)
        index = index_document(SLUG, first.version)
        details = [details_document(SLUG, name) for name in first.details]
        assert index is not None
        print(
            f"index of {LARGE:,}         {len(index.brotli) / KILOBYTE:8.1f} kB brotli"
            f" (goal {INDEX_GOAL}), {len(index.gzip) / KILOBYTE:.1f} kB gzip"
        )
        total = sum(len(day.brotli) for day in details if day)
        print(
            f"details of {LARGE:,}       {total / KILOBYTE:8.1f} kB brotli in {len(details)} parts"
        )
        print_calendar(first.version)
        forget_newest(SLUG)
        second = published(changed(content, CHANGES))
        delta = delta_document(SLUG, first.version, second.version)
        assert delta is not None
        print(
            f"delta of {CHANGES} changes    {len(delta.brotli) / KILOBYTE:8.1f} kB brotli"
            f" (goal {DELTA_GOAL}), {len(delta.gzip) / KILOBYTE:.1f} kB gzip"
        )
        db.session.remove()
        db.engine.dispose()


def print_calendar(version: int) -> None:
    """Print what the whole calendar costs when it is first asked for, beside plain formatting."""
    found = whole_programme(SLUG, version)
    assert found is not None
    programme = programme_of(*found, "https://hallway.example.org")
    marks = calendar_marks(SLUG)
    ours, by_hand = [], []
    for _ in range(ROUNDS):
        ours.append(_seconds(lambda: programme_calendar(programme, marks, now())))
        by_hand.append(_seconds(lambda: formatted(programme)))
    ratio = sorted(one / other for one, other in zip(ours, by_hand, strict=True))[ROUNDS // 2]
    print(
        f"calendar, first time   {min(ours) * 1000:8.1f} ms CPU, {ratio:.2f} of formatting by hand"
        f" (goal {CALENDAR_GOAL})"
    )


def formatted(programme: Programme) -> bytes:
    """Return a calendar of the same sessions by formatting and escaping alone."""
    parts = ["BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"]
    for item in programme.items:
        people = ", ".join(person.name for person in item.people)
        parts.append(
            f"BEGIN:VEVENT\r\nUID:{item.key}@example.org\r\nDTSTAMP:20260601T000000Z\r\n"
            f"DTSTART:{_utc(item.starts_at)}\r\nDTEND:{_utc(item.ends_at)}\r\nSEQUENCE:0\r\n"
            f"SUMMARY:{_escaped(item.title)}\r\nLOCATION:{_escaped(', '.join(item.rooms))}\r\n"
            f"DESCRIPTION:{_escaped(people)}\\n{_escaped(item.abstract)}\r\nEND:VEVENT\r\n"
        )
    return "".join([*parts, "END:VCALENDAR\r\n"]).encode()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the programme and the names of its details."""

    version: int
    details: list[str]


def published(content: bytes) -> Version:
    """Import *content* and return what was published."""
    plan = plan_import(slug=SLUG, parsed=read_programme(content, zone=ZONE), now=now())
    with transaction():
        apply_import(plan=plan, now=now())
    found = newest_published(SLUG)
    assert found is not None
    manifest = orjson.loads(found.manifest)
    return Version(found.version, sorted(set(manifest["details"].values())))
