"""The one door for what phones write, and the feed they read back."""

import hashlib
import json
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from marshmallow import ValidationError
from sqlalchemy.exc import OperationalError

from server.accounts.client_services import client_for, corrected, note_request
from server.contacts.sharing_services import note_client_sync
from server.core.acts import Act
from server.core.db import db
from server.core.errors import DomainError
from server.core.feed import epoch_of, rows_after, touched
from server.core.problems import problem_for
from server.sync.errors import (
    BatchTooLargeError,
    EntryReusedError,
    NewEpochError,
    OutdatedEntryError,
    UnknownKindError,
)
from server.sync.receipt_services import Answer, answers_given, keep_answers
from server.sync.registry import Entry, Registry

ENTRIES_PER_BATCH = 100
CHANGES_PER_ANSWER = 500
DONE, REFUSED, LATER = "done", "refused", "later"
Result = dict[str, Any]
Envelope = Callable[[Entry], dict[str, Any]]
log = structlog.get_logger()


class UnguardedError(Exception):
    """An entry failed that no savepoint kept apart: roll back, and take the batch in guarded."""


@dataclass(frozen=True)
class Sender:
    """Who sends a batch, and how to read its times."""

    account_id: UUID
    client_id: UUID
    offset: float
    received: datetime


def receive(  # noqa: PLR0913 -- a batch, by name
    *,
    account_id: UUID,
    client_id: UUID,
    device_now: datetime,
    epoch: str | None,
    entries: list[Any],
    registry: Registry,
    envelope: Envelope,
    now: datetime,
    guarded: bool = True,
) -> tuple[str, list[Result]]:
    """Apply a batch, each entry once and each for itself; return the epoch and the results.

    A savepoint keeps each entry apart, at a third of its cost. Hardly any is refused, so a
    caller may do without them first: not *guarded*, the first failure is `UnguardedError`.

    Nothing is applied for a phone of another account (`ClientBoundError`), of another epoch
    (`NewEpochError`) or for too many entries (`BatchTooLargeError`).
    """
    if len(entries) > ENTRIES_PER_BATCH:
        raise BatchTooLargeError(f"Send at most {ENTRIES_PER_BATCH} entries at once.")
    if any(_version(entry) < registry.oldest for entry in entries):
        raise OutdatedEntryError("What you entered stays on your phone. Update the app to send it.")
    client = client_for(client_id=client_id, account_id=account_id)
    current = epoch_of(account_id)
    if epoch is not None and epoch != current:
        raise NewEpochError(
            "Send what was acknowledged in the last 30 days again, and read from the start.",
            epoch=current,
        )
    offset = note_request(
        client=client,
        client_id=client_id,
        account_id=account_id,
        device_now=device_now,
        now=now,
        zone=_last_zone(entries),
    )
    db.session.flush()
    sender = Sender(account_id, client_id, offset, now)
    results = _Batch(sender, registry, envelope, guarded=guarded).apply(entries)
    note_client_sync(account_id=account_id, epoch=current)
    return current, results


class _Batch:
    """One batch on its way: what was answered before, and what waits for a failed entry."""

    def __init__(
        self, sender: Sender, registry: Registry, envelope: Envelope, *, guarded: bool
    ) -> None:
        self.sender, self.registry, self.envelope = sender, registry, envelope
        self.guarded = guarded
        self.receipts: dict[UUID, Answer] = {}
        self.kept: list[dict[str, Any]] = []
        self.waiting: set[str] = set()

    def apply(self, entries: list[Any]) -> list[Result]:
        cleaned = [clean(entry) for entry in entries]
        self.receipts = _receipts(self.sender.account_id, cleaned)
        results = [self._result(entry) for entry in cleaned]
        if self.kept:
            keep_answers(self.kept)
        return results

    def _result(self, entry: Any) -> Result:  # noqa: ANN401 -- it is JSON
        named = entry.get("id") if isinstance(entry, dict) else None
        try:
            known = self.envelope(entry)
        except ValidationError as error:
            return {"id": named, "status": REFUSED, "problem": problem_for(error)}
        digest = digest_of(entry)
        receipt = self.receipts.get(known["id"])
        if receipt is not None:
            return {"id": named, **_answered(receipt, digest)}
        if not self.waiting.isdisjoint(ids_in(entry)):
            self.waiting.update(ids_in(entry))
            return {"id": named, "status": LATER}
        return {"id": named, **self._applied(entry, known, digest)}

    def _applied(self, entry: Entry, known: dict[str, Any], digest: bytes) -> Result:
        touches = dict(touched())
        problem = None
        try:
            with self._apart():
                self._act(entry, known)
        except UnknownKindError as error:
            # No receipt: the phone keeps it, and a newer server may know what it is.
            return {"status": REFUSED, "problem": problem_for(error)}
        except (DomainError, ValidationError) as error:
            problem = problem_for(error)
        except (OperationalError, UnguardedError):
            raise  # the database's trouble is the whole batch's, which is tried again
        except Exception:
            log.exception("entry failed", kind=known["kind"])
            _restore_touches(touches)
            self.waiting.update(ids_in(entry))
            return {"status": LATER}
        if problem is not None:
            _restore_touches(touches)
        self._keep(known["id"], digest, problem)
        return {"status": DONE} if problem is None else {"status": REFUSED, "problem": problem}

    @contextmanager
    def _apart(self) -> Iterator[None]:
        if self.guarded:
            with db.session.begin_nested():
                yield
            return
        try:
            yield
        except OperationalError:
            raise
        except Exception as error:
            raise UnguardedError from error

    def _act(self, entry: Entry, known: dict[str, Any]) -> None:
        kind = self.registry.kinds.get(known["kind"])
        if kind is None:
            raise UnknownKindError("It stays on your phone. Try again later.")
        sender = self.sender
        act = Act(
            account_id=sender.account_id,
            client_id=sender.client_id,
            entry_id=known["id"],
            acted=corrected(known["at"], offset=sender.offset, received=sender.received),
            received=sender.received,
        )
        kind.apply(act, **kind.loader.load(self.registry.upcast(entry)))
        db.session.flush()

    def _keep(self, entry_id: UUID, digest: bytes, problem: dict[str, Any] | None) -> None:
        self.receipts[entry_id] = Answer(digest, problem)
        self.kept.append(
            {
                "account_id": self.sender.account_id,
                "entry_id": entry_id,
                "digest": digest,
                "problem": problem,
                "received_at": self.sender.received,
            }
        )


def changes_after(
    *, account_id: UUID, cursor: int, registry: Registry
) -> tuple[list[dict[str, Any]], int, bool]:
    """Return the account's changes after *cursor*, the cursor after them, and if there are more."""
    found = rows_after(account_id, cursor, CHANGES_PER_ANSWER + 1)
    rows = found[:CHANGES_PER_ANSWER]
    by_kind: dict[str, list[str]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row.row_id)
    rendered = {
        kind: registry.renderers[kind](account_id, row_ids)
        for kind, row_ids in by_kind.items()
        if kind in registry.renderers
    }
    changes = [
        {"kind": row.kind, "id": row.row_id, "seq": row.seq}
        | (rendered[row.kind].get(row.row_id) or {"gone": True})
        for row in rows
        if row.kind in rendered
    ]
    return changes, rows[-1].seq if rows else cursor, len(found) > len(rows)


def digest_of(entry: Entry) -> bytes:
    """Return what tells an entry from another one under the same id."""
    return hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).digest()


def ids_in(value: Any) -> Iterator[str]:  # noqa: ANN401 -- it is JSON
    """Yield every id that an entry names, its own among them."""
    if isinstance(value, str):
        try:
            yield str(UUID(value))
        except ValueError:
            return
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from ids_in(name)
            yield from ids_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from ids_in(item)


def clean(value: Any) -> Any:  # noqa: ANN401 -- it is JSON
    """Return *value* with what no database stores (NUL, half a character) replaced by U+FFFD."""
    if isinstance(value, str):
        whole = (
            value
            if value.isascii()
            else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        )
        return whole.replace("\0", "\ufffd")
    if isinstance(value, dict):
        return {clean(name): clean(item) for name, item in value.items()}
    if isinstance(value, list):
        return [clean(item) for item in value]
    return value


def _receipts(account_id: UUID, entries: list[Any]) -> dict[UUID, Answer]:
    named = [entry.get("id") for entry in entries if isinstance(entry, dict)]
    ids = {UUID(row_id) for text in named if isinstance(text, str) for row_id in ids_in(text)}
    return answers_given(account_id, ids)


def _answered(receipt: Answer, digest: bytes) -> Result:
    if receipt.digest != digest:
        error = EntryReusedError("Another entry has this id already; give this one a new id.")
        return {"status": REFUSED, "problem": problem_for(error)}
    if receipt.problem is None:
        return {"status": DONE}
    return {"status": REFUSED, "problem": receipt.problem}


def _version(entry: Any) -> float:  # noqa: ANN401 -- it is JSON
    version = entry.get("v") if isinstance(entry, dict) else None
    return version if isinstance(version, int) else math.inf


def _last_zone(entries: list[Any]) -> str | None:
    """Return where the phone was when it made its newest entry."""
    zones = [entry.get("zone") for entry in entries if isinstance(entry, dict)]
    return next((zone for zone in reversed(zones) if isinstance(zone, str)), None)


def _restore_touches(touches: dict[tuple[UUID, str, str], None]) -> None:
    touched().clear()
    touched().update(touches)
