"""The real server in memory, its clock stopped, and phones that carry what people did with them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from server.accounts.models import Account
from server.app import create_app
from server.contacts.claim_services import claim_attendees
from server.core.db import db, safe_sqlite, transaction
from server.core.feed import change_epochs, epoch_of
from server.swaps.models import Attendee, Badge, Card
from server.sync.kinds import REGISTRY
from server.sync.services import changes_after
from tests.factories import make_event
from tests.phones import HOST, Json, Phone, row_id, sign_everyone_in

PEOPLE = "abcd"
BATCH = 4
START = datetime(2026, 6, 10, 12, 0, 17, tzinfo=UTC)  # within a minute, as life is


class Died(BaseException):
    """The server's process is gone; what its transaction did is undone."""


class StoppedClock:
    """What `core.clock` adds to the real time to get the test's."""

    def __init__(self) -> None:
        self.now = START

    def __radd__(self, real: datetime) -> datetime:
        return self.now


def account_id(person: str) -> UUID:
    return UUID(row_id("account", person))


def badge_of(person: str) -> str:
    return person.upper() * 20


class World:
    """One server for many runs; `reset` puts its database back to where no one has signed in."""

    def __init__(self) -> None:
        self.app: Flask = create_app(
            {"TESTING": True, "SQLALCHEMY_DATABASE_URI": "sqlite://", "NOW": None, "MAIL_URL": ""}
        )
        sign_everyone_in(self.app)
        self.http = self.app.test_client()
        self.clock = StoppedClock()
        self.app.extensions["clock_offset"] = self.clock
        with self.app.app_context():
            db.create_all()
            self._print_badges()
        self.empty = self.backup()

    def _print_badges(self) -> None:
        event = make_event("example").id
        with transaction():
            for person in PEOPLE:
                attendee = Attendee(
                    event_id=event,
                    email=f"{person}@example.org",
                    name=f"badge:{person}",
                    created_at=START,
                )
                db.session.add(attendee)
                db.session.flush()
                db.session.add(
                    Badge(token=badge_of(person), attendee_id=attendee.id, made_at=START)
                )

    def reset(self) -> None:
        self.clock.now = START
        self._put_back(self.empty)

    def backup(self) -> Any:  # noqa: ANN401 -- a connection, as its driver makes it
        copy = safe_sqlite().connect(":memory:", check_same_thread=False)
        with self.app.app_context():
            self._connection().backup(copy)
        return copy

    def restore(self, backup: Any) -> None:  # noqa: ANN401 -- likewise
        """Put a backup back, as the command does: every epoch changes."""
        self._put_back(backup)
        with self.app.app_context(), transaction():
            change_epochs()

    def _put_back(self, backup: Any) -> None:  # noqa: ANN401 -- likewise
        with self.app.app_context():
            backup.backup(self._connection())

    def _connection(self) -> Any:  # noqa: ANN401 -- likewise
        return db.engine.raw_connection().driver_connection

    def sign_in(self, person: str) -> UUID:
        """Sign somebody in as `accounts` does, and give them a card at the first time."""
        with self.app.app_context(), transaction():
            if db.session.get(Account, account_id(person)) is None:
                email = f"{person}@example.org"
                db.session.add(Account(id=account_id(person), email=email, created_at=START))
                fields = {
                    "name": f"name:{person}",
                    "headline": f"face:{person}",
                    "phone": f"mail:{person}",
                }
                db.session.flush()
                db.session.add(Card(account_id=account_id(person), fields=fields, presets={}))
                claim_attendees(account_id=account_id(person), email=email)
        return account_id(person)

    def rows_of(self, account: UUID) -> dict[tuple[str, str], Json]:
        """Return what a new phone of the account would read, kind and id first."""
        rows, cursor, more = {}, 0, True
        with self.app.app_context():
            while more:
                changes, cursor, more = changes_after(
                    account_id=account, cursor=cursor, registry=REGISTRY
                )
                for change in changes:
                    if not change.pop("gone", False):
                        del change["seq"]
                        rows[change.pop("kind"), change.pop("id")] = change
        return rows

    def epoch_of(self, account: UUID) -> str:
        with self.app.app_context():
            return epoch_of(account)

    def select(self, *columns: Any, where: Any = True) -> list[Any]:  # noqa: ANN401 -- SQL
        with self.app.app_context():
            return list(db.session.execute(select(*columns).where(where)))


class Pocket(Phone):
    """A phone in somebody's pocket: what they see is the rows with the outbox on top."""

    def __init__(self, world: World, name: str, skew_minutes: int) -> None:
        self.world = world
        super().__init__(world.http, name, None, timedelta(minutes=skew_minutes))

    def clock(self) -> datetime:
        return self.world.clock.now + self.skew

    def real(self, row: str) -> str:
        alias = self.rows.get(("alias", row))
        return alias["to"] if alias else row

    def contacts(self) -> dict[str, list[str]]:
        """Return each contact's codes."""
        found = {row: list(fields["codes"]) for row, fields in self.all("contact").items()}
        for entry in self.outbox:
            if entry["kind"] == "scan.record":
                found.setdefault(self.real(entry["contact"]), []).append(code_named(entry["raw"]))
        return found

    def meet(self, raw: str, *, share: bool, at: datetime | None = None) -> Json:
        name = code_named(raw)
        known = next((row for row, codes in self.contacts().items() if name in codes), None)
        entry = self.scan(raw, share=share, contact=known)
        if at is not None:
            entry["at"] = (at + self.skew).isoformat()
        return entry

    def notes(self, contact: str) -> dict[str, str]:
        """Return the contact's notes, each with the entry whose text is seen."""
        found = {
            row: fields["by"]
            for row, fields in self.all("note").items()
            if fields["contact"] == contact
        }
        for entry in self.outbox:
            if entry["kind"] == "note.save" and self.real(entry["contact"]) == contact:
                found[entry["note"]] = entry["id"]
        return found

    def seen_of(self, contact: str) -> dict[str, str]:
        scans = [
            row for row, fields in self.all("scan").items() if fields["contact"] == contact
        ] + [
            entry["id"]
            for entry in self.outbox
            if entry["kind"] == "scan.record" and self.real(entry["contact"]) == contact
        ]
        return self.notes(contact) | dict.fromkeys(scans, "")


_names: dict[str, str] = {}


def live_code(phone: Pocket) -> str:
    """Return what a phone shows now, and remember whose it is."""
    raw = phone.shows(event="example")
    _names[raw] = phone.key
    return raw


def badge_code(person: str) -> str:
    raw = f"{HOST}/b/{badge_of(person)}"
    _names[raw] = badge_of(person)
    return raw


def code_named(raw: str) -> str:
    """Return the name of a code that was shown; reading them is tested elsewhere."""
    return _names[raw]
