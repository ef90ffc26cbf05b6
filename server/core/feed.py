"""The feed that phones read back: per account, which rows changed, in which order.

A feature calls `touch` for a row that it changed; the row's new number is taken from the
account's counter at the end of the transaction. The row itself stays in the feature's table and
is rendered when it is read (`sync` composes the renderers).
"""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, select
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


def counter_for(account_id: UUID) -> FeedCounter:
    """Return the account's counter, locked for this transaction, made at first use.

    A transaction of SQLite that writes has the database for itself: what it read once is true.
    """
    alone = db.engine.dialect.name == "sqlite"
    counter = db.session.get(FeedCounter, account_id, with_for_update=None if alone else True)
    if counter is None:
        counter = FeedCounter(account_id=account_id, epoch=random_token(EPOCH_BITS), seq=0)
        db.session.add(counter)
        db.session.flush()
    return counter


def counter_for_reading(account_id: UUID) -> FeedCounter:
    """Return the account's counter without locking it, made at first use."""
    return db.session.get(FeedCounter, account_id) or counter_for(account_id)


def rows_after(account_id: UUID, cursor: int, limit: int) -> list[FeedRow]:
    """Return the account's changes after *cursor*, oldest first, at most *limit*."""
    changes = select(FeedRow).where(FeedRow.account_id == account_id, FeedRow.seq > cursor)
    return list(db.session.scalars(changes.order_by(FeedRow.seq).limit(limit)))


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
    counter = counter_for(account_id)
    first = counter.seq + 1
    counter.seq += len(rows)
    numbered = [
        {"account_id": account_id, "kind": kind, "row_id": row_id, "seq": seq}
        for seq, (kind, row_id) in enumerate(rows, first)
    ]
    insert = (sqlite if db.engine.dialect.name == "sqlite" else postgresql).insert(FeedRow)
    written = insert.on_conflict_do_update(
        index_elements=["account_id", "kind", "row_id"], set_={"seq": insert.excluded.seq}
    )
    db.session.connection().execute(written, numbered)
    db.session.flush()


def change_epochs() -> None:
    """Begin a new history for every account, after an older state of the database was put back.

    Phones then send again what was acknowledged lately, and read everything anew.
    """
    for counter in db.session.scalars(select(FeedCounter)):
        counter.epoch = random_token(EPOCH_BITS)
    db.session.flush()
