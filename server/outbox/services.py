"""What callers can do with jobs; `claim_services` is the worker's side."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, event, func, select, update
from sqlalchemy.orm import Session

from server.core.clock import now as current_time
from server.core.db import db
from server.core.ids import random_token
from server.outbox.errors import JobEndedError, JobNotFoundError
from server.outbox.mail import KeptMail, kept_mail
from server.outbox.models import PENDING, UNRESOLVED, Job, MailboxMessage
from server.outbox.registry import State, kind_named

MESSAGE_ID_BITS = 128
CANCELLABLE = (State.PENDING, State.CLAIMED)
REPEATABLE = (State.FAILED, State.UNKNOWN, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Figures:
    """What an operator watches: no names, only numbers."""

    oldest_due_seconds: float
    unknown: int
    failed: int
    pending: int


def enqueue(  # noqa: PLR0913 -- a row, by name
    *,
    kind: str,
    dedupe_key: str,
    owner_id: UUID | None,
    due_at: datetime,
    payload: dict[str, Any],
    event_id: UUID | None = None,
    expires_at: datetime | None = None,
) -> Job | None:
    """Make a job in the caller's transaction; None where *dedupe_key* was used before.

    *payload* names by ids what to render; a JSON object. The kind must be registered. What is
    rolled back was never enqueued; what is due already goes out as soon as it is committed.
    """
    if db.session.scalar(select(Job.id).where(Job.dedupe_key == dedupe_key)) is not None:
        return None
    domain = current_app.config["MAIL_FROM"].rpartition("@")[2]
    job = Job(
        kind=kind,
        dedupe_key=dedupe_key,
        owner_id=owner_id,
        event_id=event_id,
        due_at=due_at,
        expires_at=expires_at,
        policy=kind_named(kind).policy,
        message_id=f"<{random_token(MESSAGE_ID_BITS).lower()}@{domain}>",
        payload=payload,
        created_at=current_time(),
    )
    db.session.add(job)
    db.session.flush()
    if due_at <= job.created_at:
        db.session.info["ring_outbox_bell"] = True
    return job


@event.listens_for(db.session, "after_commit")
def _ring(session: Session) -> None:
    """Wake this process's worker for what became due with this commit."""
    if not session.in_nested_transaction() and session.info.pop("ring_outbox_bell", False):
        current_app.extensions["outbox_bell"].set()


@event.listens_for(db.session, "after_rollback")
def _stay_quiet(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop("ring_outbox_bell", None)


def job_for_dedupe_key(dedupe_key: str) -> Job | None:
    """Return the job that was enqueued under this key, whatever became of it."""
    return db.session.scalar(select(Job).where(Job.dedupe_key == dedupe_key))


def job_for_id(job_id: UUID, *, owner_id: UUID | None = None) -> Job:
    """Return a job; with *owner_id*, only that owner's. Raises `JobNotFoundError`."""
    job = db.session.get(Job, job_id)
    if job is None or owner_id not in {None, job.owner_id}:
        raise JobNotFoundError("It may have been deleted a year after it was made.")
    return job


def jobs_in_states(states: frozenset[State], *, limit: int) -> list[Job]:
    """Return jobs in these states, the oldest due first, at most *limit*."""
    wanted = select(Job).where(Job.state.in_(states)).order_by(Job.due_at, Job.id).limit(limit)
    return list(db.session.scalars(wanted))


def cancel(*, job_id: UUID, reason: str, owner_id: UUID | None = None) -> Job:
    """Stop a job that has not been handed to the relay yet; *reason* is for its owner.

    Raises `JobEndedError` once it is handed over or ended: what left cannot be called back.
    """
    job = job_for_id(job_id, owner_id=owner_id)
    changed = _change(
        job, Job.state.in_(CANCELLABLE), state=State.CANCELLED, reason=reason, claimed_by=None
    )
    if not changed:
        raise JobEndedError(f"The message is {job.state} and cannot be cancelled any more.")
    return job


def retry(*, job_id: UUID, now: datetime, owner_id: UUID | None = None) -> Job:
    """Send a job again that failed, was cancelled, or is unknown: somebody decided that.

    It keeps its Message-ID, so that a mailbox that has it already can tell. Raises
    `JobEndedError` for one that is sent, under way, or expired.
    """
    job = job_for_id(job_id, owner_id=owner_id)
    if job.expires_at is not None and job.expires_at <= now:
        raise JobEndedError("The message has expired. Make a new one.")
    changed = _change(
        job,
        Job.state.in_(REPEATABLE),
        state=State.PENDING,
        due_at=now,
        attempts=0,
        claimed_by=None,
        reason=None,
        smtp_reply=None,
    )
    if not changed:
        raise JobEndedError(f"The message is {job.state}; only one that did not go can go again.")
    db.session.info["ring_outbox_bell"] = True
    return job


def mark_sent(*, job_id: UUID, now: datetime, owner_id: UUID | None = None) -> Job:
    """Settle an unknown job as sent: its owner found that it had arrived."""
    job = job_for_id(job_id, owner_id=owner_id)
    if not _change(job, Job.state == State.UNKNOWN, state=State.SENT, sent_at=now, reason=None):
        raise JobEndedError(f"The message is {job.state}; only an unknown one can be settled.")
    return job


def _change(job: Job, condition: ColumnElement[bool], **values: object) -> bool:
    """Change the row in one statement if *condition* still holds; refresh it either way."""
    statement = update(Job).where(Job.id == job.id, condition).values(**values).returning(Job.id)
    changed = db.session.scalar(statement.execution_options(synchronize_session=False)) is not None
    db.session.refresh(job)
    return changed


def schema_problem() -> str | None:
    """Return why the database is not at the schema this code needs, or None where it is."""
    folder = Path(current_app.extensions["migrate"].directory)
    if not (folder / "versions").is_dir():
        return None  # made without migrations, as tests do
    from alembic.migration import MigrationContext  # noqa: PLC0415 -- slow import
    from alembic.script import ScriptDirectory  # noqa: PLC0415 -- slow import

    wanted = set(ScriptDirectory(str(folder)).get_heads())
    held = set(MigrationContext.configure(db.session.connection()).get_current_heads())
    return None if held == wanted else "The database is at another version: run flask db upgrade."


def figures(now: datetime) -> Figures:
    """Return how far behind the outbox is and what needs a person."""
    oldest = db.session.scalar(select(func.min(Job.due_at)).where(PENDING, Job.due_at <= now))
    unresolved = select(Job.state, func.count()).where(UNRESOLVED).group_by(Job.state)
    rows = db.session.execute(unresolved)
    counts = {state: count for state, count in rows}  # noqa: C416 -- a Row is no pair to mypy
    pending = db.session.scalar(select(func.count()).select_from(Job).where(PENDING))
    return Figures(
        oldest_due_seconds=(now - oldest).total_seconds() if oldest else 0.0,
        unknown=counts.get(State.UNKNOWN, 0),
        failed=counts.get(State.FAILED, 0),
        pending=pending or 0,
    )


def keep_in_mailbox(*, job_id: UUID, content: bytes, now: datetime) -> None:
    """Keep a mail that a server without a relay cannot send, for the mailbox page."""
    db.session.add(MailboxMessage(job_id=job_id, content=content, received_at=now))
    db.session.flush()


def mailbox(*, limit: int) -> list[KeptMail]:
    """Return the mails kept, the newest first, at most *limit*."""
    newest = select(MailboxMessage).order_by(MailboxMessage.received_at.desc()).limit(limit)
    return [kept_mail(row.id, row.received_at, row.content) for row in db.session.scalars(newest)]


def mailbox_message_for_id(message_id: UUID) -> KeptMail | None:
    """Return one kept mail."""
    row = db.session.get(MailboxMessage, message_id)
    return None if row is None else kept_mail(row.id, row.received_at, row.content)
