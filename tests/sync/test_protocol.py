"""Whatever people, phones and networks do, nothing is lost, doubled or leaked.

The model of the protocol, run against the real server through its door: five phones of four
people, their clocks up to ten years off; requests lost, late and doubled; phones and server dying
in the middle; evictions, restores, claims under the wrong account, photographs, forged times.
`python3 -m tests fuzz` looks through 400 runs of 40 steps; `HALLWAY_RUNS` and `HALLWAY_STEPS` say
otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from server.swaps import code_services
from server.sync import services as door
from tests.effort import effort
from tests.phones import Json
from tests.sync.oracle import LATE, LONGEST_NOTE, PER_STEP, Oracle
from tests.sync.world import (
    BATCH,
    PEOPLE,
    Died,
    Pocket,
    World,
    account_id,
    badge_code,
    badge_of,
    live_code,
)

TEN_YEARS = 10 * 365 * 24 * 60
DEVICES = (("a", 0), ("a", 3), ("b", -TEN_YEARS), ("c", TEN_YEARS), ("d", -7))
CHANGES_PER_ANSWER = 6
who = st.integers(0, len(DEVICES) - 1)
pick = st.integers(0, 99)
share = st.sampled_from([True, True, False])
NETWORK = st.sampled_from(
    ["ok"] * 6 + ["request lost", "reply lost", "late", "twice", "phone dies", "server dies"]
)
world = World()
pytestmark = pytest.mark.fuzz


class Protocol(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        world.reset()
        self.limits = patch.multiple(code_services, PEOPLE_PER_STEP=PER_STEP)
        self.pages = patch.multiple(door, CHANGES_PER_ANSWER=CHANGES_PER_ANSWER)
        self.limits.start()
        self.pages.start()
        self.phones = [Pocket(world, f"{p}{n}", skew) for n, (p, skew) in enumerate(DEVICES)]
        self.oracle = Oracle(world, self.phones)
        self.serial = count()
        self.flying: list[tuple[datetime, Json, UUID]] = []
        self.photos: list[tuple[Pocket, str, int, datetime]] = []
        self.backup: Any = None

    # -- acts

    def scan_live(self, i: int, j: int, *, share: bool) -> None:
        if i != j:
            phone, shower = self.phones[i], self.phones[j]
            self.oracle.shown[shower.key, shower.step()] = world.clock.now
            entry = phone.meet(live_code(shower), share=share)
            self.oracle.did(phone, entry, code=shower.key, step=shower.step())

    @rule(i=who, j=who, share=share)
    def scan(self, i: int, j: int, share: bool) -> None:  # noqa: FBT001 -- drawn
        self.scan_live(i, j, share=share)

    @rule(i=who, j=who)
    def both_scan(self, i: int, j: int) -> None:
        self.scan_live(i, j, share=True)
        self.scan_live(j, i, share=True)

    @rule(j=who)
    def crowd(self, j: int) -> None:
        """Everybody scans what one phone shows, and goes where there is a network."""
        for i in range(len(self.phones)):
            self.scan_live(i, j, share=False)
        self.connect(*range(len(self.phones)))

    @rule(i=who, j=who, share=share)
    def scan_before_they_sign_in(self, i: int, j: int, share: bool) -> None:  # noqa: FBT001
        self.scan_live(i, j, share=share)
        self.connect(i)
        self.connect(j)

    @rule(i=who, person=st.sampled_from(PEOPLE), share=share)
    def scan_badge(self, i: int, person: str, share: bool) -> None:  # noqa: FBT001 -- drawn
        phone = self.phones[i]
        entry = phone.meet(badge_code(person), share=share)
        self.oracle.did(phone, entry, code=badge_of(person))

    @rule(j=who)
    def photograph(self, j: int) -> None:
        shower, now = self.phones[j], world.clock.now
        self.oracle.shown[shower.key, shower.step()] = now
        self.photos.append((shower, live_code(shower), shower.step(), now))

    @precondition(lambda self: self.photos)
    @rule(i=who, n=pick, share=share, forged=st.booleans())
    def replay_photo(self, i: int, n: int, share: bool, forged: bool) -> None:  # noqa: FBT001
        shower, raw, step, shown = self.photos[n % len(self.photos)]
        phone = self.phones[i]
        if shower.key != phone.key:
            at = shown if forged else world.clock.now
            entry = phone.meet(raw, share=share, at=at)
            self.oracle.did(phone, entry, at=at, code=shower.key, step=step)

    def write(self, phone: Pocket, contact: str, note: str, base: str | None) -> None:
        text = f"text:{phone.name}:{next(self.serial)};"
        entry = phone.post("note.save", contact=contact, note=note, base=base, text=text)
        self.oracle.did(phone, entry)

    @rule(i=who, n=pick)
    def note(self, i: int, n: int) -> None:
        phone = self.phones[i]
        if contacts := sorted(phone.contacts()):
            note = str(UUID(int=1000 + next(self.serial)))
            self.write(phone, contacts[n % len(contacts)], note, None)

    @rule(i=who, n=pick, m=pick)
    def edit(self, i: int, n: int, m: int) -> None:
        phone = self.phones[i]
        if contacts := [row for row in sorted(phone.contacts()) if phone.notes(row)]:
            contact = contacts[n % len(contacts)]
            notes = phone.notes(contact)
            note = sorted(notes)[m % len(notes)]
            self.write(phone, contact, note, notes[note])

    @rule(n=pick)
    def edit_on_two_phones(self, n: int) -> None:
        one, two = self.phones[:2]
        self.connect(0, 1)
        notes = sorted(one.all("note").items())
        both = [(row, fields) for row, fields in notes if two.rows.get(("note", row)) == fields]
        if both:
            note, fields = both[n % len(both)]
            for phone in (one, two):
                base = phone.notes(fields["contact"]).get(note)
                self.write(phone, fields["contact"], note, base)

    @rule(i=who, n=pick, hot=st.booleans())
    def mark(self, i: int, n: int, hot: bool) -> None:  # noqa: FBT001 -- drawn
        phone = self.phones[i]
        if contacts := sorted(phone.contacts()):
            contact = contacts[n % len(contacts)]
            entry = phone.post("contact.set", contact=contact, field="hot", value=hot)
            self.oracle.did(phone, entry)

    @rule(i=who, n=pick)
    def delete(self, i: int, n: int) -> None:
        phone = self.phones[i]
        if contacts := sorted(phone.contacts()):
            contact = contacts[n % len(contacts)]
            seen = phone.seen_of(contact)
            self.oracle.did(phone, phone.post("contact.delete", contact=contact, seen=seen))

    @rule(i=who, n=pick)
    def accept(self, i: int, n: int) -> None:
        phone = self.phones[i]
        if asks := sorted(phone.all("ask").items()):
            row, fields = asks[n % len(asks)]
            entry = phone.post("share.give", about=row)
            self.oracle.did(phone, entry, whom=fields["face"]["headline"][-1])

    @rule(i=who, n=pick)
    def give(self, i: int, n: int) -> None:
        phone = self.phones[i]
        if contacts := [(row, codes) for row, codes in sorted(phone.contacts().items()) if codes]:
            contact, codes = contacts[n % len(contacts)]
            self.oracle.did(phone, phone.post("share.give", about=contact), code=codes[0])

    @rule(i=who, n=pick, how=st.sampled_from(["share.withdraw", "share.withdraw", "block.set"]))
    def withdraw(self, i: int, n: int, how: str) -> None:
        phone = self.phones[i]
        if contacts := [(row, codes) for row, codes in sorted(phone.contacts().items()) if codes]:
            contact, codes = contacts[n % len(contacts)]
            self.oracle.did(phone, phone.post(how, about=contact, met_by=codes), code=codes[0])

    @rule(i=who, j=who, how=st.sampled_from(["share.withdraw", "block.set"]))
    def regret(self, i: int, j: int, how: str) -> None:
        """Two meet; one of them thinks better of it before the other's scan arrives."""
        self.both_scan(i, j)
        one, two = self.phones[i], self.phones[j]
        contacts = [row for row, codes in one.contacts().items() if two.key in codes]
        if contacts:
            entry = one.post(how, about=contacts[0], met_by=[two.key])
            self.oracle.did(one, entry, code=two.key)
            world.clock.now += timedelta(minutes=12)
            self.connect(i)

    @rule(i=who)
    def write_poison(self, i: int) -> None:
        phone = self.phones[i]
        if contacts := sorted(phone.contacts()):
            note = str(UUID(int=1000 + next(self.serial)))
            text = "x" * (LONGEST_NOTE + 1)
            phone.post("note.save", contact=contacts[0], note=note, base=None, text=text)

    # -- the world

    @rule(minutes=st.sampled_from([1, 1, 5, 12, 60, 1440, 20 * 1440]))
    def time_passes(self, minutes: int) -> None:
        world.clock.now += timedelta(minutes=minutes)

    def sign(self, phone: Pocket, person: str) -> None:
        phone.account = world.sign_in(person)
        self.oracle.reached.claimed.add(person)

    def is_new(self, phone: Pocket) -> bool:
        return phone.epoch is None and phone.stale is None

    @rule(i=who, person=st.sampled_from(PEOPLE), right=st.sampled_from([True, True, True, False]))
    def sign_in(self, i: int, person: str, right: bool) -> None:  # noqa: FBT001 -- drawn
        if self.is_new(self.phones[i]):
            self.sign(self.phones[i], DEVICES[i][0] if right else person)

    @rule(i=who, person=st.sampled_from(PEOPLE))
    def claim_goes_astray(self, i: int, person: str) -> None:
        """Somebody else signs in on this phone, the reply is lost, then its owner signs in."""
        phone = self.phones[i]
        if self.is_new(phone):
            self.sign(phone, person)
            self.deliver(phone.request(BATCH), account_id(person))
            self.sign(phone, DEVICES[i][0])

    @rule(i=who)
    def evict(self, i: int) -> None:
        old = self.phones[i]
        if old.account and not old.outbox and old.epoch == world.epoch_of(old.account):
            self.backup = None
            new = Pocket(world, f"{old.name}'", DEVICES[i][1])
            new.account = old.account
            self.phones[i] = new
            self.oracle.phone_of_key[new.key] = new

    @rule()
    def back_up(self) -> None:
        self.backup = world.backup(), self.oracle.reached.copy()

    @precondition(lambda self: self.backup)
    @rule()
    def restore(self) -> None:
        backup, reached = self.backup
        world.restore(backup)
        self.oracle.reached = reached.copy()
        for phone in self.phones:  # their sessions ended; they sign in again
            if phone.account:
                self.sign(phone, next(p for p in PEOPLE if account_id(p) == phone.account))

    @precondition(lambda self: self.backup)
    @rule(i=who)
    def restore_then_write(self, i: int) -> None:
        self.restore()
        phone = self.phones[i]
        for contact in sorted(phone.contacts())[:3]:
            self.write(phone, contact, str(UUID(int=1000 + next(self.serial))), None)
        if phone.account:
            for _ in range(6):
                self.sync_well(phone)

    @rule(i=who, j=who)
    def restore_before_a_meeting(self, i: int, j: int) -> None:
        """What the server forgot, the one who was scanned still writes about."""
        if i != j:
            self.back_up()
            self.scan_live(i, j, share=True)
            self.connect(i, j)
            self.restore_then_write(j)

    @rule(i=who, how=NETWORK, after=st.integers(0, 3))
    def sync(self, i: int, how: str, after: int) -> None:
        phone = self.phones[i]
        if phone.account is None:
            return
        request = phone.request(BATCH)
        if how == "late":
            self.flying.append((world.clock.now, request, phone.account))
        elif how == "server dies":
            with dying(after):
                self.deliver(request, phone.account)
        elif how != "request lost":
            answer = self.deliver(request, phone.account)
            if how == "twice":
                answer = self.deliver(request, phone.account)
            if how not in {"reply lost", "phone dies"}:
                phone.receive(answer)

    @rule(some=st.sets(who, min_size=1))
    def network_for_a_while(self, some: set[int]) -> None:
        self.connect(*sorted(some))

    def connect(self, *some: int) -> None:
        for i in some:
            if self.phones[i].account is None:
                self.sign(self.phones[i], DEVICES[i][0])
            for _ in range(3):
                world.clock.now += timedelta(minutes=1)
                if not self.sync_well(self.phones[i]):
                    break

    @precondition(lambda self: self.flying)
    @rule(n=pick)
    def late_request_arrives(self, n: int) -> None:
        sent, request, account = self.flying.pop(n % len(self.flying))
        if world.clock.now - sent <= LATE:
            self.deliver(request, account)

    def sync_well(self, phone: Pocket) -> bool:
        """Let a phone send and read; return whether there is more to do."""
        assert phone.account is not None
        answer = self.deliver(phone.request(BATCH), phone.account)
        phone.receive(answer)
        return bool(phone.outbox) or bool(answer.get("more", True))

    def deliver(self, request: Json, account: UUID) -> Json:
        """Bring a request to the server; return its answer, empty if the server died of it."""
        try:
            response = self.phones[0].send(request, account)
        except Died:
            return {}
        answer: Json = response.get_json()
        if response.status_code == 200:
            self.oracle.heard(request, account, answer)
            failed = [result for result in answer["results"] if result["status"] == "later"]
            assert not failed, "the server failed at an entry"
        else:
            assert answer["type"] in {"/problems/new-epoch", "/problems/client-bound"}, answer
        return answer

    @invariant()
    def nothing_is_only_in_the_air(self) -> None:
        self.oracle.check_nothing_is_only_in_the_air(self.phones)

    def teardown(self) -> None:
        try:
            self.settle()
            self.oracle.check_all(self.phones)
        finally:
            self.limits.stop()
            self.pages.stop()

    def settle(self) -> None:
        """Let every phone send and read until nothing changes any more."""
        for sent, request, account in self.flying:
            if world.clock.now - sent <= LATE:
                self.deliver(request, account)
        for n, phone in enumerate(self.phones):
            if phone.account is None:
                self.sign(phone, DEVICES[n][0])
        for _ in range(80):
            before = [(p.cursor, p.epoch, len(p.outbox)) for p in self.phones]
            for phone in self.phones:
                owner = self.oracle.reached.bound.get(phone.client)
                if owner and owner != phone.account:  # "saved in a…@": sign in there
                    self.sign(phone, next(p for p in PEOPLE if account_id(p) == owner))
                self.sync_well(phone)
            if before == [(p.cursor, p.epoch, len(p.outbox)) for p in self.phones]:
                break


@contextmanager
def dying(after: int) -> Iterator[None]:
    """Let the server die when it comes to its next entry but *after*."""
    left = count(after, -1)
    act = door._Batch._act

    def die(batch: Any, entry: Json, known: Json) -> None:  # noqa: ANN401 -- the door's own
        if next(left) == 0:
            raise Died
        act(batch, entry, known)

    with patch.object(door._Batch, "_act", die):
        yield


TestProtocol = Protocol.TestCase
TestProtocol.settings = settings(
    max_examples=effort("HALLWAY_RUNS", short=15, full=400),
    stateful_step_count=effort("HALLWAY_STEPS", short=25, full=40),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)
