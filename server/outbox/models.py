"""Tables of the outbox."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, TextClause, text
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Model
from server.core.ids import new_id
from server.outbox.registry import DueJob, State

# Said as literals, also by who asks: SQLite takes a partial index only for its own words.
PENDING = text(f"state = '{State.PENDING}'")
LEASED = text("lease_until IS NOT NULL")
UNRESOLVED = text(f"state IN ('{State.FAILED}', '{State.UNKNOWN}')")


def partial_index(name: str, *columns: str, where: TextClause) -> Index:
    """Return an index of the rows that somebody still looks for: few among a year of sent ones."""
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


class Job(Model):
    """One message to be sent once; `services` alone changes it.

    `owner_id` is the account that sees what became of it (None: nobody's, such as a sign-in code
    for an address without an account). `payload` holds ids, never text. `claimed_by` names one
    claim, not a worker: a worker that claims a job again is somebody else.
    """

    __table_args__ = (
        partial_index("ix_job_due_at", "due_at", where=PENDING),
        partial_index("ix_job_kind_due_at", "kind", "due_at", where=PENDING),
        partial_index("ix_job_lease_until", "lease_until", where=LEASED),
        partial_index("ix_job_state", "state", where=UNRESOLVED),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    owner_id: Mapped[UUID | None] = mapped_column(index=True)
    event_id: Mapped[UUID | None]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(default=State.PENDING)
    policy: Mapped[str]
    lease_until: Mapped[datetime | None]
    claimed_by: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    message_id: Mapped[str] = mapped_column(unique=True)
    payload: Mapped[dict[str, Any]]
    smtp_reply: Mapped[str | None]
    reason: Mapped[str | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    def as_due(self) -> DueJob:
        """Return the job as its kind sees it."""
        return DueJob(
            id=self.id,
            kind=self.kind,
            dedupe_key=self.dedupe_key,
            owner_id=self.owner_id,
            event_id=self.event_id,
            due_at=self.due_at,
            expires_at=self.expires_at,
            created_at=self.created_at,
            message_id=self.message_id,
            attempts=self.attempts,
            payload=self.payload,
        )


class MailboxMessage(Model):
    """A mail that a server without a mail relay kept instead of sending it; never in production."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    job_id: Mapped[UUID] = mapped_column(unique=True)
    received_at: Mapped[datetime]
    content: Mapped[bytes]
