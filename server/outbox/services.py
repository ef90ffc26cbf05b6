"""What can be done with jobs. Each change of state is one statement, so that one worker wins it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from server.core.clock import now
from server.core.db import db
from server.core.ids import random_token
from server.outbox.models import Job
from server.outbox.registry import kind_named

MESSAGE_ID_BITS = 128


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
        created_at=now(),
    )
    db.session.add(job)
    db.session.flush()
    return job
