"""Commands of the programme: `flask events create`, `flask programme import` and `export`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click
from flask import Flask, current_app, json
from flask.cli import AppGroup

from server.core.clock import now
from server.core.db import transaction
from server.core.errors import DomainError
from server.programme.address import fetch
from server.programme.changes import line_of_change
from server.programme.export_services import FORMATS, exported_programme
from server.programme.import_services import (
    ImportPlan,
    apply_import,
    parse_programme,
    plan_import,
)
from server.programme.importing.parsed import Source
from server.programme.map_services import set_event_map
from server.programme.pictures import safe_picture
from server.programme.services import create_event, require_event
from server.programme.sources import read_source
from server.programme.walk_services import set_walks
from server.programme.walks import read_walks

DAY = click.DateTime(["%Y-%m-%d"])

events = AppGroup("events", help="Conferences on this server.")
programme = AppGroup("programme", help="An event's rooms, tracks, sessions and speakers.")


def init_app(app: Flask) -> None:
    """Add the commands to `flask`."""
    app.cli.add_command(events)
    app.cli.add_command(programme)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn a refusal of the domain into its reason on standard error and exit status 1."""
    try:
        yield
    except DomainError as error:
        raise click.ClickException(f"{error.title} {error.detail}") from error


@events.command("create")
@click.argument("slug")
@click.option("--name", required=True, help="As people say it.")
@click.option("--short-name", help="For narrow places; the name where it is not given.")
@click.option("--timezone", required=True, metavar="ZONE", help="The venue's: Europe/Berlin.")
@click.option("--starts", required=True, type=DAY, help="First day, as in 2026-06-09.")
@click.option("--ends", required=True, type=DAY, help="Last day.")
@click.option("--place", help="Venue and town.")
def create(  # noqa: PLR0913 -- an event's facts, each an option
    *,
    slug: str,
    name: str,
    short_name: str | None,
    timezone: str,
    starts: datetime,
    ends: datetime,
    place: str | None,
) -> None:
    """Make an event; SLUG is its short name in addresses."""
    with refusals(), transaction():
        create_event(
            slug=slug,
            name=name,
            short_name=short_name,
            timezone=timezone,
            starts_on=starts.date(),
            ends_on=ends.date(),
            place=place,
            now=now(),
        )
    print(f"{slug} is there. Next: flask programme import FILE --event {slug}")


@events.command("walks")
@click.argument("slug")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--minutes", type=int, metavar="N", help="Between rooms the file does not name.")
def walks(*, slug: str, file: Path | None, minutes: int | None) -> None:
    """Say how long it takes from room to room; FILE has lines of: room, room, minutes."""
    if file is None and minutes is None:
        raise click.UsageError("Give a FILE of walking times, --minutes N, or both.")
    with refusals():
        found = None if file is None else read_walks(_bytes(file))
        with transaction():
            pairs = set_walks(slug=slug, minutes=minutes, walks=found, now=now())
            usual = require_event(slug).walk_minutes
    print(f"{slug}: {pairs} pairs of rooms are known; any other walk counts {usual} minutes.")


@events.command("map")
@click.argument("slug")
@click.argument("picture", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--remove", is_flag=True, help="Show no map any more.")
def map_(*, slug: str, picture: Path | None, remove: bool) -> None:
    """Show PICTURE (PNG, JPEG or WebP) as the map of the event's rooms, on every phone."""
    if remove == (picture is not None):
        raise click.UsageError("Give either a PICTURE or --remove.")
    with refusals():
        made = None if picture is None else safe_picture(_bytes(picture))
        with transaction():
            set_event_map(slug=slug, picture=made, now=now())
    if made is None:
        print(f"{slug} has no map any more.")
    else:
        print(f"{slug} has a map of {made.width} by {made.height}, {len(made.body) // 1000} kB.")


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from error


def _columns(
    context: click.Context, parameter: click.Parameter, pairs: tuple[str, ...]
) -> dict[str, str]:
    del context, parameter
    for pair in pairs:
        if not all(pair.partition("=")):
            raise click.BadParameter(f"{pair!r} is not FIELD=COLUMN, as in title=Talk.")
    return dict(pair.split("=", 1) for pair in pairs)


@programme.command("import")
@click.argument("source", metavar="FILE|FOLDER|URL")
@click.option("--event", "slug", required=True, metavar="SLUG")
@click.option("--format", "format_name", metavar="NAME", help="Insist on one format.")
@click.option("--timezone", metavar="ZONE", help="The file's times; the event's if not given.")
@click.option("--map", "columns", multiple=True, callback=_columns, metavar="FIELD=COLUMN")
@click.option("--add", is_flag=True, help="Add to what is there, like a list of posters.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def import_(  # noqa: PLR0913 -- one parameter an option
    *,
    source: str,
    slug: str,
    format_name: str | None,
    timezone: str | None,
    columns: dict[str, str],
    add: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import a programme, or a newer one over it: all of it, or nothing and the reason."""
    with refusals():
        parsed = parse_programme(
            slug=slug,
            source=_read(source),
            format_name=format_name,
            timezone=timezone,
            columns=columns,
        )
        plan = plan_import(slug=slug, parsed=parsed, now=now(), add=add)
        if not dry_run:
            with transaction():
                apply_import(plan=plan, now=now())
    if as_json:
        print(json.dumps(plan.report))
    else:
        _print_plan(plan, dry_run=dry_run)


def _read(source: str) -> Source:
    return fetch(source) if "://" in source else read_source(Path(source))


def _print_plan(plan: ImportPlan, *, dry_run: bool) -> None:
    report = plan.report
    for change, row in zip(plan.changes, report["changes"], strict=True):
        print(line_of_change(change, row["agendas"]))
    for row in report["renamed"]:
        print(f"= {row['what']} {row['old']} is now {row['new']}")
    for warning in report["warnings"]:
        print(f"! {warning['where']}: {warning['message']}")
    print(
        f"{report['format']}: {report['sessions']} entries ({report['posters']} posters), "
        f"{report['speakers']} people, {report['rooms']} rooms, {report['days']} days. "
        f"{report['added']} added, {report['changed']} changed, {report['removed']} removed, "
        f"{report['unchanged']} unchanged."
    )
    if dry_run:
        print("A dry run: nothing was written.")


@programme.command("export")
@click.option("--event", "slug", required=True, metavar="SLUG")
@click.option("--format", "name", required=True, type=click.Choice(FORMATS))
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
def export(*, slug: str, name: str, file: Path | None) -> None:
    """Write the published programme to FILE, or to standard output."""
    with refusals():
        body = exported_programme(
            slug=slug,
            version=require_event(slug).version,
            name=name,
            base_url=current_app.config["BASE_URL"],
        )
    if body is None:
        raise click.ClickException("The programme has just changed. Run this again.")
    if file is None:
        click.echo(body.plain, nl=False)
        return
    try:
        file.write_bytes(body.plain)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from error
