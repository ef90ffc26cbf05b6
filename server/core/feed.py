"""The feed that phones read back: per account, which rows changed, in which order.

A feature calls `touch` for a row that it changed; the row's new number is taken from the
account's counter at the end of the transaction. The row itself stays in the feature's table and
is rendered when it is read (`sync` composes the renderers).
"""

from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ForeignKey, Index, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Model, before_commit, db
from server.core.ids import random_token

EPOCH_BITS = 40
Touch = tuple[UUID, str, str]


class FeedCounter(Model):
    """An account's place in time: `seq` grows by one per change, `epoch` names the history."""

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    epoch: Mapped[str]
    seq: Mapped[int] = mapped_column(default=0)


class FeedRow(Model):
    """The newest change of one row, as its owner's phones will read it."""

    __table_args__ = (Index("ix_feed_row_account_id_seq", "account_id", "seq", unique=True),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    row_id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]


def touch(account_id: UUID, kind: str, row_id: object) -> None:
    """Note that *account_id*'s row *kind*/*row_id* changed (or is gone) in this transaction."""
    touched()[account_id, kind, str(row_id)] = None


def touched() -> dict[Touch, None]:
    """Return this transaction's touches, oldest first; a savepoint that fails restores a copy."""
    touches: dict[Touch, None] = db.session.info.setdefault("touched", {})
    return touches


class Change(NamedTuple):
    """A row that changed, and its place in the feed."""

    kind: str
    row_id: str
    seq: int


# Made once: a statement's making costs more than its running. Columns, because nothing of them
# is changed as an entity.
_COUNTERS, _ROWS = FeedCounter.__table__, FeedRow.__table__
_EPOCH = select(_COUNTERS.c.epoch).where(_COUNTERS.c.account_id == bindparam("account"))
_AFTER = (
    select(_ROWS.c.kind, _ROWS.c.row_id, _ROWS.c.seq)
    .where(_ROWS.c.account_id == bindparam("account"), _ROWS.c.seq > bindparam("cursor"))
    .order_by(_ROWS.c.seq)
    .limit(bindparam("most"))
)


@cache
def _count_up(dialect: str) -> Any:  # noqa: ANN401 -- either dialect's statement
    insert = _insert_of(dialect)(FeedCounter)
    return insert.on_conflict_do_update(
        index_elements=["account_id"], set_={"seq": FeedCounter.seq + insert.excluded.seq}
    ).returning(_COUNTERS.c.seq, _COUNTERS.c.epoch)


@cache
def _number_rows(dialect: str) -> Any:  # noqa: ANN401 -- as above
    insert = _insert_of(dialect)(FeedRow)
    return insert.on_conflict_do_update(
        index_elements=["account_id", "kind", "row_id"], set_={"seq": insert.excluded.seq}
    )


def _insert_of(dialect: str) -> Any:  # noqa: ANN401 -- as above
    return (sqlite if dialect == "sqlite" else postgresql).insert


def epoch_of(account_id: UUID) -> str:
    """Return the name of the account's history, which begins when it is first asked for."""
    epoch: str | None = db.session.connection().scalar(_EPOCH, {"account": account_id})
    return _counted(account_id, 0)[1] if epoch is None else epoch


def rows_after(account_id: UUID, cursor: int, limit: int) -> list[Change]:
    """Return the account's changes after *cursor*, oldest first, at most *limit*."""
    wanted = {"account": account_id, "cursor": cursor, "most": limit}
    return [Change._make(row) for row in db.session.connection().execute(_AFTER, wanted)]


@before_commit
def number_touches() -> None:
    """Give each touched row its number; counters last and in account order, against deadlocks."""
    touches = touched()
    for account_id in sorted({account for account, _, _ in touches}):
        _number(
            account_id, [(kind, row) for account, kind, row in touches if account == account_id]
        )
    touches.clear()


def _number(account_id: UUID, rows: list[tuple[str, str]]) -> None:
    db.session.flush()
    first = _counted(account_id, len(rows))[0] - len(rows) + 1
    numbered = [
        {"account_id": account_id, "kind": kind, "row_id": row_id, "seq": seq}
        for seq, (kind, row_id) in enumerate(rows, first)
    ]
    db.session.connection().execute(_number_rows(db.engine.dialect.name), numbered)


def _counted(account_id: UUID, count: int) -> tuple[int, str]:
    """Let the account's counter rise, locked for this transaction; return it and the epoch."""
    counter = {"account_id": account_id, "epoch": random_token(EPOCH_BITS), "seq": count}
    written = db.session.connection().execute(_count_up(db.engine.dialect.name), counter)
    seq, epoch = written.one()
    return seq, epoch


def change_epochs() -> None:
    """Begin a new history for every account, after an older state of the database was put back.

    Phones then send again what was acknowledged lately, and read everything anew.
    """
    for counter in db.session.scalars(select(FeedCounter)):
        counter.epoch = random_token(EPOCH_BITS)
    db.session.flush()
