"""The worker's side of the table: claim, fence, settle, reap, purge.

Each is one statement that names the state it leaves and the claim it belongs to. Whoever
changed no row has lost the job and stops: that, and nothing else, keeps a message from going
out twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import structlog
from flask import current_app
from sqlalchemy import DateTime, delete, func, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from server.core.clock import now as current_time
from server.core.db import db
from server.core.ids import random_token
from server.outbox.models import PENDING, Job, MailboxMessage
from server.outbox.registry import ENDED, DueJob, State, kind_named, urgent_kinds

# Longer than the relay's time-outs together (`relay.CONVERSATION` before the fence,
# `relay.DATA` after it); each job of a batch renews it when its turn comes.
LEASE = timedelta(seconds=60)
BATCH = 20
RETRIES = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 8 * 60)
)  # after the first attempt, the second, …
CLAIM_BITS = 80
KEPT_TEXTS = timedelta(days=30)
KEPT_ROWS = timedelta(days=365)
log = structlog.get_logger()
ABANDONED = "The connection broke while the message was handed over. It may have arrived."


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that is this claimer's until its lease ends. `name` is of this one claim."""

    name: str
    job: DueJob


def due_time() -> datetime:
    """Return the moment that due times are compared with.

    The database's clock on PostgreSQL, where several machines share one table, unless the
    app's clock was set by hand.
    """
    if db.engine.dialect.name != "postgresql" or current_app.config["NOW"]:
        return current_time()
    moment = db.session.execute(
        select(func.timezone("utc", func.now(), type_=DateTime))
    ).scalar_one()
    return moment.replace(tzinfo=UTC)


def claim_due(*, now: datetime, limit: int = BATCH) -> list[Claim]:
    """Take at most *limit* due jobs, urgent kinds before all others, each counted as a try."""
    urgent = urgent_kinds()
    return (_claim(urgent, now, limit) if urgent else []) or _claim(None, now, limit)


def _claim(kinds: Sequence[str] | None, now: datetime, limit: int) -> list[Claim]:
    name = random_token(CLAIM_BITS)
    claimed = db.session.scalars(claim_statement(name, kinds, now, limit))
    return [Claim(name, job.as_due()) for job in sorted(claimed, key=lambda job: job.due_at)]


def claim_statement(
    name: str, kinds: Sequence[str] | None, now: datetime, limit: int
) -> ReturningUpdate[Job]:
    """Return the one statement that makes due jobs *name*'s; workers side by side skip them."""
    due = select(Job.id).where(PENDING, Job.due_at <= now)
    if kinds is not None:
        due = due.where(Job.kind.in_(kinds))
    # The rows found are locked, so that nobody else's claim can come between finding and taking.
    # SQLite has one writer at a time and knows no FOR UPDATE; SQLAlchemy leaves it out there.
    due = due.order_by(Job.due_at).limit(limit).with_for_update(skip_locked=True)
    return (
        update(Job)
        .where(Job.id.in_(select(due.cte("due").c.id)))
        .values(
            state=State.CLAIMED,
            claimed_by=name,
            lease_until=now + LEASE,
            attempts=Job.attempts + 1,
        )
        .returning(Job)
        .execution_options(synchronize_session=False, populate_existing=True)
    )


def renew(claim: Claim, *, now: datetime) -> bool:
    """Start on a claimed job: the lease counts from now. False: it was taken away, leave it."""
    return _advance(claim, (State.CLAIMED,), lease_until=now + LEASE) is not None


def objection(claim: Claim, *, now: datetime) -> str | None:
    """Ask again, now that it is due: return why the message must not go, or None."""
    job, kind = claim.job, kind_named(claim.job.kind)
    if job.expires_at is not None and job.expires_at <= now:
        return "It was too old to be of use."
    if kind.late_after is not None and now - job.due_at > kind.late_after:
        return "It could not go out in time. Look at it once more and send it again."
    return kind.may_send(job, now)


def hand_off(claim: Claim, *, now: datetime) -> bool:
    """Pass the fence: from here on nobody can know, until the relay answers.

    False: the lease ran out and the job is somebody else's; the message must not be sent.
    """
    left = _advance(claim, (State.CLAIMED,), state=State.HANDOFF, lease_until=now + LEASE)
    return left is not None


def settle_sent(claim: Claim, *, reply: str, now: datetime) -> None:
    """Note that the relay took the message; also where the reaper had given up on the answer."""
    left = (State.HANDOFF, State.UNKNOWN)
    _end(claim, left, State.SENT, reason=None, smtp_reply=reply, sent_at=now, now=now)


def settle_cancelled(claim: Claim, *, reason: str, now: datetime) -> None:
    """Stop a claimed job that must not go."""
    _end(claim, (State.CLAIMED,), State.CANCELLED, reason=reason, now=now)


def settle_failed(claim: Claim, *, reason: str, reply: str | None, now: datetime) -> None:
    """Give a job up: the relay refused it for good, or it was tried often enough."""
    left = (State.CLAIMED, State.HANDOFF)
    _end(claim, left, State.FAILED, reason=reason, smtp_reply=reply, now=now)


def settle_later(claim: Claim, *, reason: str, reply: str | None, now: datetime) -> None:
    """Try a job again later that surely did not go; after the last try it has failed."""
    tries = claim.job.attempts
    if tries > len(RETRIES):
        settle_failed(claim, reason=reason, reply=reply, now=now)
        return
    _advance(
        claim,
        (State.CLAIMED, State.HANDOFF),
        state=State.PENDING,
        due_at=now + RETRIES[tries - 1],
        claimed_by=None,
        lease_until=None,
        reason=reason,
        smtp_reply=reply,
    )


def settle_lost(claim: Claim, *, now: datetime) -> None:
    """File a job whose answer never came: *hold* waits for a person, *resend* goes again."""
    if kind_named(claim.job.kind).policy == "resend":
        settle_later(claim, reason=ABANDONED, reply=None, now=now)
    else:
        _end(claim, (State.HANDOFF,), State.UNKNOWN, reason=ABANDONED, now=now)


def reap(*, now: datetime) -> int:
    """Take back what a worker left behind when it died; return how many jobs that were."""
    free = {"state": State.PENDING, "claimed_by": None, "lease_until": None}
    expired = update(Job).where(Job.lease_until < now)
    taken = [
        *_returned(expired.where(Job.state == State.CLAIMED).values(**free).returning(Job)),
        *_returned(
            expired.where(Job.state == State.HANDOFF, Job.policy == "resend")
            .values(**free)
            .returning(Job)
        ),
    ]
    # `claimed_by` stays: should that worker live after all and hear the answer, it may say so.
    undecided = _returned(
        expired.where(Job.state == State.HANDOFF)
        .values(state=State.UNKNOWN, lease_until=None, reason=ABANDONED)
        .returning(Job)
    )
    for job in undecided:
        _tell(job.as_due(), State.UNKNOWN, ABANDONED, now)
    return len(taken) + len(undecided)


def purge(*, now: datetime) -> None:
    """Forget what is no longer needed: texts after 30 days, rows after a year."""
    old = now - KEPT_TEXTS
    ended = Job.state.in_(ENDED)
    statements = (
        update(Job).where(ended, Job.sent_at < old).values(payload={}, smtp_reply=None),
        delete(Job).where(ended, Job.created_at < now - KEPT_ROWS),
        delete(MailboxMessage).where(MailboxMessage.received_at < old),
    )
    for statement in statements:
        db.session.execute(statement, execution_options={"synchronize_session": False})


def _end(
    claim: Claim,
    left: Sequence[State],
    state: State,
    *,
    reason: str | None,
    now: datetime,
    **values: object,
) -> None:
    """Move the claim's job from one of *left* to its end, and tell its kind."""
    if _advance(claim, left, state=state, lease_until=None, reason=reason, **values) is not None:
        _tell(claim.job, state, reason, now)


def _tell(job: DueJob, state: State, reason: str | None, now: datetime) -> None:
    """Tell the job's kind how it ended; its fault must not undo what is known of the message."""
    try:
        with db.session.begin_nested():
            kind_named(job.kind).ended(job, state, reason, now)
    except Exception:
        log.exception("kind could not be told", job=str(job.id), kind=job.kind, state=state)


def _advance(claim: Claim, left: Sequence[State], **values: object) -> UUID | None:
    """Change the claim's job in one statement if it is still in one of *left*; None if not."""
    statement = (
        update(Job)
        .where(Job.id == claim.job.id, Job.claimed_by == claim.name, Job.state.in_(left))
        .values(**values)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(statement)


def _returned(statement: ReturningUpdate[Job]) -> list[Job]:
    options = {"synchronize_session": False, "populate_existing": True}
    return list(db.session.scalars(statement, execution_options=options))
