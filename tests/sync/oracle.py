"""What must be true: derived from what people did and what reached the server.

Never from how the server decided.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from server.contacts.models import Alias, Contact, Encounter, Note, Scan
from server.core.db import db
from server.swaps.consent_services import is_given
from server.sync.models import Receipt
from tests.phones import Json, row_id
from tests.sync.world import PEOPLE, Pocket, World, account_id, badge_of

LATE = timedelta(minutes=5)  # how long a request may be under way
TOLERANCE, WINDOW = timedelta(minutes=10), timedelta(days=14)
MEETING = timedelta(minutes=15)
PER_STEP = 2  # five in the product; two finds more here
LONGEST_NOTE = 10_000


class Act(NamedTuple):
    """One thing somebody did, in true time."""

    client: str
    entry: Json
    at: datetime
    code: str = ""
    step: int | None = None
    whom: str = ""


@dataclass
class Reached:
    """What reached the server; a restore forgets some of it."""

    arrived: dict[str, tuple[datetime, int]] = field(default_factory=dict)
    bound: dict[str, UUID] = field(default_factory=dict)
    claimed: set[str] = field(default_factory=set)

    def copy(self) -> Reached:
        return Reached(dict(self.arrived), dict(self.bound), set(self.claimed))


class Oracle:
    """Its own book of acts and arrivals, and what follows from it."""

    def __init__(self, world: World, phones: list[Pocket]) -> None:
        self.world = world
        self.acts: dict[str, Act] = {}
        self.shown: dict[tuple[str, int], datetime] = {}
        self.phone_of_key = {phone.key: phone for phone in phones}
        self.reached = Reached()

    # -- keeping the book

    def did(self, phone: Pocket, entry: Json, **more: Any) -> None:  # noqa: ANN401 -- an act's
        at = more.pop("at", self.world.clock.now)
        self.acts[entry["id"]] = Act(phone.client, entry, at, **more)

    def heard(self, request: Json, account: UUID, answer: Json) -> None:
        """Note what a request brought, and check that its answer may be read."""
        self.reached.bound.setdefault(request["client"], account)
        for entry in request["entries"]:
            arrival = self.world.clock.now, len(self.reached.arrived)
            self.reached.arrived.setdefault(entry["id"], arrival)
        self._check_may_read(account, answer)

    # -- who gave what to whom

    def account_of(self, code: str) -> UUID | None:
        """Return whose code this is, once the server can know."""
        for person in PEOPLE:
            if code == badge_of(person):
                return account_id(person) if person in self.reached.claimed else None
        phone = self.phone_of_key[code]
        registered = row_id(phone.name, 1) in self.reached.arrived
        return self.reached.bound.get(phone.client) if registered else None

    def yeses(
        self, giver: UUID, receiver: UUID, slack: timedelta
    ) -> Iterator[tuple[datetime, tuple[str, int] | None]]:
        """Yield true time and minute of code of every yes that reached the server."""
        for ident, act in self.acts.items():
            if ident not in self.reached.arrived or act.client not in self.reached.bound:
                continue
            received, actor = self.reached.arrived[ident][0], self.reached.bound[act.client]
            if act.entry["kind"] == "share.give" and actor == giver:
                whom = account_id(act.whom) if act.whom else self.account_of(act.code)
                # Accepting what a restore forgot is refused: a yes needs a known asker.
                if whom == receiver and (slack > timedelta() or self._was_done(actor, ident)):
                    yield act.at, None
            if act.entry["kind"] != "scan.record":
                continue
            other = self.account_of(act.code)
            if (actor, other) == (giver, receiver) and act.entry["share"] == "swap":
                yield act.at, None
            if (other, actor) == (giver, receiver) and act.step is not None:
                shown = self.shown[act.code, act.step]
                if abs(act.at - shown) <= TOLERANCE + slack and received - shown <= WINDOW + slack:
                    yield shown, (act.code, act.step)

    def noes(
        self, giver: UUID, receiver: UUID, kinds: tuple[str, ...] = ("share.withdraw", "block.set")
    ) -> Iterator[datetime]:
        for ident, act in self.acts.items():
            if (
                ident in self.reached.arrived
                and act.entry["kind"] in kinds
                and self.reached.bound.get(act.client) == giver
                and self.account_of(act.code) == receiver
            ):
                yield self.reached.arrived[ident][0]

    def standing(
        self, giver: UUID, receiver: UUID, slack: timedelta = LATE
    ) -> list[tuple[datetime, tuple[str, int] | None]]:
        """Return the yeses that no withdrawal or block has outlived.

        All that may count, or (slack below zero) those that must: the server knows times to
        within LATE.
        """
        blocked = [*self.noes(giver, receiver, ("block.set",))]
        blocked += [*self.noes(receiver, giver, ("block.set",))]
        if giver == receiver or blocked:
            return []
        last = max(self.noes(giver, receiver), default=None)
        return [
            (at, step)
            for at, step in self.yeses(giver, receiver, slack)
            if last is None or at + slack > last
        ]

    def _was_done(self, account: UUID, entry: str) -> bool:
        with self.world.app.app_context():
            receipt = db.session.get(Receipt, (account, UUID(entry)))
            return receipt is not None and receipt.problem is None

    def _check_may_read(self, account: UUID, answer: Json) -> None:
        text = json.dumps(answer)
        for person in PEOPLE:
            other = account_id(person)
            if other == account:
                continue
            if f"face:{person}" in text:
                assert self.standing(other, account), f"a card of {person} is read without a yes"
            if f"mail:{person}" in text:
                assert self.standing(other, account), f"a number of {person} without a yes"
                assert self.standing(account, other), f"a number of {person} one-sidedly"
            if f"name:{person}" in text:  # whoever takes a card is named to its giver
                assert self.standing(other, account) or self.standing(account, other)
            assert str(other) not in text, "an account's id left the server"
        for client in re.findall(r"text:([^:]+):", text):
            assert self.reached.bound.get(row_id("client", client)) == account, "another's note"

    # -- at every moment

    def check_nothing_is_only_in_the_air(self, phones: list[Pocket]) -> None:
        held = {e["id"] for phone in phones for e in (*phone.outbox, *phone.sent, *phone.refused)}
        lost = self.acts.keys() - held - self.reached.arrived.keys()
        assert not lost, f"lost: {[self.acts[ident] for ident in lost]}"

    # -- when all have synced

    def check_all(self, phones: list[Pocket]) -> None:
        self._check_converged(phones)
        self._check_captures()
        self._check_doubles()
        self._check_marks()
        self._check_consent()

    def _check_converged(self, phones: list[Pocket]) -> None:
        for phone in phones:
            assert not phone.outbox, "an outbox never emptied"
            assert phone.account is not None
            assert phone.rows == self.world.rows_of(phone.account), "phone and server differ"
            for entry in phone.refused:
                poison = entry["kind"] == "note.save" and len(entry["text"]) > LONGEST_NOTE
                assert poison or entry["kind"] == "share.give", phone.problems[entry["id"]]

    def _named(self, owner: UUID) -> list[dict[str, str]]:
        """Return what the owner's phones named when they deleted contacts."""
        return [
            act.entry["seen"]
            for act in self.acts.values()
            if act.entry["kind"] == "contact.delete" and self.reached.bound[act.client] == owner
        ]

    def _check_captures(self) -> None:
        scans = self.world.select(Scan.id, Scan.account_id, Scan.gone)
        notes = self.world.select(Note.text, Note.account_id)
        replaced = {a.entry["base"] for a in self.acts.values() if a.entry["kind"] == "note.save"}
        for ident, act in self.acts.items():
            owner = self.reached.bound[act.client]
            if act.entry["kind"] == "scan.record":
                found = [owned for row, owned, gone in scans if str(row) == ident and not gone]
                deleted = not found and any(ident in seen for seen in self._named(owner))
                assert deleted or found == [owner], f"a scan is there {len(found)} times"
            if act.entry["kind"] == "note.save":
                found = [owned for text, owned in notes if text == act.entry["text"]]
                if ident in replaced:
                    assert found == [], "an older text came back"
                elif not any(ident in seen.values() for seen in self._named(owner)):
                    assert found == [owner], f"a note is there {len(found)} times"

    def _check_doubles(self) -> None:
        contacts = {
            (owner, row): person
            for owner, row, person, gone in self.world.select(
                Contact.account_id, Contact.id, Contact.person, Contact.gone
            )
            if not gone
        }
        people = [(owner, person) for (owner, _), person in contacts.items()]
        assert len(people) == len(set(people)), "a person is there twice"
        columns = Encounter.account_id, Encounter.contact_id, Encounter.id, Encounter.at
        meetings = self.world.select(*columns)
        for one, two in itertools.combinations(meetings, 2):
            if one[:2] == two[:2]:
                assert abs(one.at - two.at) > MEETING, "one meeting is there twice"
        met = {(owner, contact, row) for owner, contact, row, _ in meetings}
        for owner, contact in self.world.select(Note.account_id, Note.contact_id):
            assert (owner, contact) in contacts, "a note without its contact"
        for owner, contact, encounter, gone in self.world.select(
            Scan.account_id, Scan.contact_id, Scan.encounter_id, Scan.gone
        ):
            assert gone or (owner, contact) in contacts, "a scan without its contact"
            assert gone or (owner, contact, encounter) in met, "a scan without its encounter"

    def _check_marks(self) -> None:
        aliases = {
            (owner, str(old)): str(kept)
            for owner, old, kept in self.world.select(Alias.account_id, Alias.old_id, Alias.kept_id)
        }
        hot: dict[tuple[UUID, str], bool] = {}
        for _, ident in sorted((at, ident) for ident, at in self._arrivals()):
            act = self.acts[ident]
            if act.entry["kind"] == "contact.set":
                owner, contact = self.reached.bound[act.client], str(act.entry["contact"])
                hot[owner, aliases.get((owner, contact), contact)] = act.entry["value"]
        fields = {
            (owner, str(row)): fields
            for owner, row, fields in self.world.select(
                Contact.account_id, Contact.id, Contact.fields
            )
        }
        for marked, value in hot.items():
            assert fields[marked]["hot"][0] == value, "a mark was undone by a repeat"

    def _arrivals(self) -> Iterator[tuple[str, int]]:
        for ident in self.acts:
            if ident in self.reached.arrived:
                yield ident, self.reached.arrived[ident][1]

    def _check_consent(self) -> None:
        users: dict[tuple[str, int], list[UUID]] = {}
        for giver, receiver in itertools.permutations(map(account_id, PEOPLE), 2):
            standing = self.standing(giver, receiver)
            with self.world.app.app_context():
                given = is_given(giver_id=giver, receiver_id=receiver)
            assert standing or not given, "somebody holds a card without a yes"
            steps = {step for _, step in standing}
            crowded = (
                bool(steps)
                and None not in steps
                and all(self._crowd(step) > PER_STEP for step in steps)
            )
            must = self.standing(giver, receiver, -LATE)
            assert given or crowded or not must, "a yes is lost"
            only = steps.pop() if len(steps) == 1 else None
            if given and only is not None:
                users.setdefault(only, []).append(receiver)
        assert all(len(some) <= PER_STEP for some in users.values()), "one minute served a crowd"
        told: dict[str, set[UUID]] = {}
        for owner, raw in self.world.select(
            Scan.account_id, Scan.raw, where=Scan.verdict == "good"
        ):
            told.setdefault(raw, set()).add(owner)
        assert all(len(some) <= PER_STEP for some in told.values()), "one minute served a crowd"

    def _crowd(self, step: tuple[str, int] | None) -> int:
        return len(
            {
                self.reached.bound[act.client]
                for act in self.acts.values()
                if act.step is not None and (act.code, act.step) == step
            }
        )
