"""Commands of the outbox: `flask worker`, `flask outbox list|retry|cancel`."""

import signal
from dataclasses import asdict
from threading import Event
from uuid import UUID

import click
from flask import Flask, current_app, json
from flask.cli import AppGroup

from server.core.clock import now
from server.core.db import transaction
from server.core.errors import DomainError
from server.outbox import services
from server.outbox.registry import State
from server.outbox.worker import Worker, work

LISTED = 200
outbox = AppGroup("outbox", help="See and steer messages: ids and states, never their texts.")


def init_app(app: Flask) -> None:
    """Add the commands to `flask`."""
    app.cli.add_command(worker)
    app.cli.add_command(outbox)


@click.command("worker")
@click.option("--once", is_flag=True, help="Deliver what is due and end.")
def worker(*, once: bool) -> None:
    """Drain the outbox until stopped (or once)."""
    if once:
        Worker().tick()
        return
    stopping = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 -- documented by Flask
    if not work(app, stopping):
        raise click.ClickException(
            "Another worker is at work on this database: the server runs one itself."
        )


@outbox.command("list")
@click.option("--state", "states", multiple=True, type=click.Choice([*State]))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_jobs(*, states: tuple[str, ...], as_json: bool) -> None:
    """List messages that are not sent (or in the given states), the oldest due first."""
    wanted = frozenset(map(State, states)) or frozenset(State) - {State.SENT, State.CANCELLED}
    jobs = [
        {
            "id": str(job.id),
            "kind": job.kind,
            "state": job.state,
            "due_at": job.due_at.isoformat(),
            "attempts": job.attempts,
            "reason": job.reason,
            "smtp_reply": job.smtp_reply,
        }
        for job in services.jobs_in_states(wanted, limit=LISTED)
    ]
    if as_json:
        print(json.dumps({"jobs": jobs, "figures": asdict(services.figures(now()))}))
        return
    for job in jobs:
        print(
            f"{job['id']}  {job['state']:<9}  {job['due_at']}  {job['kind']}", job["reason"] or ""
        )
    if not jobs:
        print("Nothing.")


@outbox.command("retry")
@click.argument("job_id", metavar="ID", type=UUID)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def retry(job_id: UUID, *, as_json: bool) -> None:
    """Send a message again that failed, was cancelled or is unknown. It may arrive twice."""
    try:
        with transaction():
            job = services.retry(job_id=job_id, now=now())
    except DomainError as error:
        raise click.ClickException(f"{error.title} {error.detail}") from error
    _say(job.id, job.state, as_json=as_json)


@outbox.command("cancel")
@click.argument("job_id", metavar="ID", type=UUID)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def cancel(job_id: UUID, *, as_json: bool) -> None:
    """Stop a message that has not been handed to the mail server yet."""
    try:
        with transaction():
            job = services.cancel(job_id=job_id, reason="The operator stopped it.")
    except DomainError as error:
        raise click.ClickException(f"{error.title} {error.detail}") from error
    _say(job.id, job.state, as_json=as_json)


def _say(job_id: UUID, state: str, *, as_json: bool) -> None:
    print(json.dumps({"id": str(job_id), "state": state}) if as_json else f"{job_id} is {state}.")
