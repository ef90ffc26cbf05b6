"""Commands of organising: attendees in, badges out."""

import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import NoReturn, ParamSpec

import click
from flask import Flask
from flask.cli import AppGroup

from server.core.clock import now
from server.core.db import transaction
from server.core.errors import DomainError
from server.organising import services
from server.organising.badges import PrintReport

Given = ParamSpec("Given")
SHOWN_BLANKS = 10

attendees = AppGroup("attendees", help="The people of an event.")
badges = AppGroup("badges", help="Badges in print.")


def init_app(app: Flask) -> None:
    """Add the commands to `flask`."""
    app.cli.add_command(attendees)
    app.cli.add_command(badges)


def refusing(command: Callable[Given, None]) -> Callable[Given, None]:
    """End a command that the domain refuses with its reason on standard error and status 1."""

    @wraps(command)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except DomainError as error:
            _refuse(f"{error.title} {error.detail}")

    return run


@attendees.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--event", "slug", required=True, help="The event's slug.")
@click.option("--json", "as_json", is_flag=True, help="Print one object and nothing else.")
@refusing
def import_attendees(file: Path, slug: str, *, as_json: bool) -> None:
    """Bring an event's attendees up to date with a CSV file.

    Its first line names the columns: name (or first name and last name), and where there are
    any email, role and institution. The same file again changes nothing; who is missing from
    a later file stays.
    """
    content = _read(file)
    with transaction():
        report = services.import_attendees(slug=slug, content=content, now=now())
    if as_json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print(
            f"{report['attendees']} attendees of {report['event']}: {report['added']} added, "
            f"{report['changed']} changed, {report['unchanged']} unchanged."
        )


@badges.command("print")
@click.option("--event", "slug", required=True, help="The event's slug.")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--label", help="One badge a page of this size, such as 89x36mm; else four on A4.")
@click.option(
    "--font",
    "fonts",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A font for names that the machine's fonts cannot write; may be given more than once.",
)
@refusing
def print_badges(slug: str, out: Path, label: str | None, fonts: tuple[Path, ...]) -> None:
    """Print every attendee's badge as a PDF. Who has a badge keeps its code."""
    from server.organising import badge_sheet  # noqa: PLC0415 -- slow import

    size = badge_sheet.label_size(label) if label else None
    with transaction():
        made = services.make_badges(slug=slug, now=now())
    job = services.print_job(slug)
    report = badge_sheet.print_badges(out=out, job=job, label=size, fonts=fonts)
    print(f"{report.badges} badges on {report.pages} pages in {out}; {made} of them new.")
    if report.left_blank:
        print(_about_blanks(report), file=sys.stderr)


def _about_blanks(report: PrintReport) -> str:
    shown = ", ".join(report.left_blank[:SHOWN_BLANKS])
    more = ", …" if len(report.left_blank) > SHOWN_BLANKS else ""
    scripts = ", ".join(report.scripts) or "letters that join"
    return (
        f"{len(report.left_blank)} names could not be written ({scripts}) and were left blank, to "
        f"be filled in by hand: {shown}{more}. Give a font that has their letters with --font "
        "FILE; Arabic, Hebrew, Thai and the scripts of India also need the package uharfbuzz."
    )


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        _refuse(f"{file} cannot be read: {error.strerror}.")


def _refuse(reason: str) -> NoReturn:
    print(reason, file=sys.stderr)
    sys.exit(1)
