"""What was answered to which entry, so that one that comes again is answered alike."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select

from server.core.db import db
from server.sync.models import Receipt

RECEIPTS_KEPT = timedelta(days=400)


class Answer(NamedTuple):
    """What an entry was answered with; `digest` tells it from another one under its id."""

    digest: bytes
    problem: dict[str, Any] | None


# Made once, and of columns: receipts are many and never changed.
_RECEIPTS = Receipt.__table__
_ANSWERS = select(_RECEIPTS.c.entry_id, _RECEIPTS.c.digest, _RECEIPTS.c.problem).where(
    _RECEIPTS.c.account_id == bindparam("account"),
    _RECEIPTS.c.entry_id.in_(bindparam("entries", expanding=True)),
)
_KEEP = insert(Receipt)


def answers_given(account_id: UUID, entry_ids: Collection[UUID]) -> dict[UUID, Answer]:
    """Return what the account's entries of these ids were answered with, in one statement."""
    if not entry_ids:
        return {}
    wanted = {"account": account_id, "entries": list(entry_ids)}
    found = db.session.connection().execute(_ANSWERS, wanted)
    return {entry_id: Answer(digest, problem) for entry_id, digest, problem in found}


def keep_answers(receipts: list[dict[str, Any]]) -> None:
    """Keep a batch's receipts, each as a row's columns, in one statement."""
    db.session.connection().execute(_KEEP, receipts)


def forget_receipts(now: datetime) -> None:
    """Delete receipts that no phone can ask for any more; a planner of the worker."""
    old = delete(Receipt).where(Receipt.received_at < now - RECEIPTS_KEPT)
    db.session.execute(old, execution_options={"synchronize_session": False})
