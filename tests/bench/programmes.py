"""What a large programme costs: importing it, importing it again changed, and its documents."""

import os
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import brotli
import orjson

from server.app import create_app
from server.core.clock import now
from server.core.db import db, transaction
from server.programme.import_services import apply_import, plan_import
from server.programme.importing.reading import read_programme
from server.programme.queries import delta_document, details_document, index_document
from server.programme.queries import newest_published as newest
from server.programme.services import create_event
from tests.bench.sizes import KILOBYTE, Cost, command_cost
from tests.bench.synthetic import DAYS, FIRST_DAY, ZONE, changed, schedule
from tests.browser.sites import Site

COUNTS = (2500, 5000, 10_000)
CHANGES = 10
LARGE = 3000
INDEX_GOAL, DELTA_GOAL = 100, 6
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
        second = published(changed(content, CHANGES))
        delta = delta_document(SLUG, first.version, second.version)
        assert delta is not None
        print(
            f"delta of {CHANGES} changes    {len(delta.brotli) / KILOBYTE:8.1f} kB brotli"
            f" (goal {DELTA_GOAL}), {len(delta.gzip) / KILOBYTE:.1f} kB gzip"
        )
        db.session.remove()
        db.engine.dispose()


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
    found = newest(SLUG)
    assert found is not None
    manifest = orjson.loads(found.manifest)
    return Version(found.version, sorted(set(manifest["details"].values())))
