"""Mistakes to plant in the real server, or in the phones, to see the test of the protocol fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any
from unittest.mock import patch
from uuid import UUID

from server.contacts import (
    claim_services,
    contact_services,
    encounter_services,
    feed_services,
    record_services,
    scan_services,
    sharing_services,
)
from server.contacts.alias_services import is_alias
from server.contacts.errors import UnknownAskError
from server.contacts.models import Contact, Note
from server.core.acts import Act
from server.core.db import db
from server.core.feed import touch
from server.swaps import code_services, people
from server.swaps.consent_services import Pair, pair_of
from server.sync import services as door
from server.sync.kinds import REGISTRY
from server.sync.registry import EntryKind, Registry
from tests.phones import Phone
from tests.sync import test_protocol

Replace = tuple[Any, str, object]
AGES = timedelta(days=100_000)


@contextmanager
def planted(*replacements: Replace) -> Iterator[None]:
    """Replace each `(where, name, by)` for as long as the context lasts."""
    patches = [patch.object(where, name, by) for where, name, by in replacements]
    for one in patches:
        one.start()
    try:
        yield
    finally:
        for one in reversed(patches):
            one.stop()


def everywhere(name: str, by: object) -> list[Replace]:
    """Replace a service in every module that imported it."""
    modules: list[ModuleType] = [
        claim_services,
        contact_services,
        encounter_services,
        record_services,
        scan_services,
        sharing_services,
    ]
    return [(module, name, by) for module in modules if hasattr(module, name)]


def no_receipts() -> list[Replace]:
    """The server does not remember which entries it has applied."""
    return [
        (door, "_receipts", lambda *_: {}),
        (door._Batch, "_keep", lambda *_: None),
    ]


def trust_clock() -> list[Replace]:
    """Device times are taken as they are."""
    return [
        (door, "corrected", lambda at, **times: min(at, times["received"])),
        (code_services, "offset_of", lambda *_: 0.0),
    ]


def any_account() -> list[Replace]:
    """A client's entries may be claimed by a second account."""
    from server.accounts.models import Client

    return [(door, "client_for", lambda **ids: db.session.get(Client, ids["client_id"]))]


def any_epoch() -> list[Replace]:
    """After a restore a phone goes on as if nothing had happened."""
    receive = door.receive
    from server.sync import routes

    return [(routes, "receive", lambda **batch: receive(**{**batch, "epoch": None}))]


def no_alias() -> list[Replace]:
    """What is said about an id that was merged away is refused."""
    known = contact_services.known_contact

    def refuse(*, account_id: UUID, contact_id: UUID, now: datetime) -> Contact:
        if is_alias(account_id, contact_id):
            raise UnknownAskError("Gone.")
        return known(account_id=account_id, contact_id=contact_id, now=now)

    return everywhere("known_contact", refuse)


def unknown_refused() -> list[Replace]:
    """A note about a contact the server does not know is refused."""
    known = contact_services.known_contact

    def refuse(*, account_id: UUID, contact_id: UUID, now: datetime) -> Contact:
        there = db.session.get(Contact, (account_id, contact_id))
        if there is None and not is_alias(account_id, contact_id):
            raise UnknownAskError("Unknown.")
        return known(account_id=account_id, contact_id=contact_id, now=now)

    return everywhere("known_contact", refuse)


def revive() -> list[Replace]:
    """A late scan's yes counts from its arrival, so it survives an earlier no."""
    use_step = code_services.use_step

    def late(code: Any, **times: Any) -> datetime | None:  # noqa: ANN401 -- passed through
        shown = use_step(code, **times)
        received: datetime = times["received"]
        return shown and received

    return [(scan_services, "use_step", late)]


def photo_is_fresh() -> list[Replace]:
    """The age of a live code is not checked."""
    return [(code_services, "TOLERANCE", AGES), (code_services, "WINDOW", AGES)]


def no_step_limit() -> list[Replace]:
    """One minute of a code may be used by any number of people."""
    return [(test_protocol, "PER_STEP", 99)]


def no_park() -> list[Replace]:
    """A scan of a code that nobody registered yet is not judged later."""
    return [(claim_services, "judge_waiting", lambda *_: None)]


def one_sided() -> list[Replace]:
    """Contact fields flow before both have agreed."""
    given = feed_services._given

    def leak(how: Any, card: Any, printed: Any) -> Any:  # noqa: ANN401 -- passed through
        row = given(how, card, printed)
        return row | ({"card": card.contact} if card else {})

    return [(feed_services, "_given", leak)]


def lost_no() -> list[Replace]:
    """A withdrawal about somebody without an account is not kept for their claim."""
    return everywhere("carry_held", lambda held, _: db.session.delete(held)) + everywhere(
        "hold_no", lambda **_: None
    )


def delete_all() -> list[Replace]:
    """Deleting a contact deletes what the deleting phone had not seen."""
    notes, scans = record_services._deleted_notes, record_services._deleted_scans

    class Everything(dict[UUID, str]):
        def __contains__(self, key: object) -> bool:
            return True

        def get(self, key: UUID, default: Any = None) -> Any:  # noqa: ANN401 -- as dict's
            del default
            return str(db.session.query(Note.by).filter(Note.id == key).scalar())

    return [
        (record_services, "_deleted_notes", lambda contact, _: notes(contact, Everything())),
        (record_services, "_deleted_scans", lambda contact, _: scans(contact, Everything())),
    ]


def overwrite() -> list[Replace]:
    """An edited note overwrites whatever is there."""

    def save(act: Act, **body: Any) -> None:  # noqa: ANN401 -- passed through
        row = db.session.get(Note, (act.account_id, body["note"]))
        record_services.save_note(act, **{**body, "base": row.by if row else body["base"]})

    return [in_registry("note.save", save)]


def stale_view() -> list[Replace]:
    """A withdrawal does not touch the receiver's rows."""

    def settle_one(one: UUID, two: UUID) -> Pair:
        mine = contact_services.contact_of(account_id=one, person=people.account(two))
        if mine is not None:
            touch(one, "contact", mine.id)
        return pair_of(one, two)

    return [(sharing_services, "settle", settle_one)]


def note_follows() -> list[Replace]:
    """Completing the other side copies the scanner's notes."""
    complete = scan_services._complete_other_side

    def leak(scan: Any, code: Any, other: UUID) -> None:  # noqa: ANN401 -- passed through
        complete(scan, code, other)
        theirs = contact_services.contact_of(
            account_id=other, person=people.account(scan.account_id)
        )
        notes = db.session.query(Note.text).filter(Note.contact_id == scan.contact_id)
        if theirs is not None:
            theirs.fields = {**theirs.fields, "name": [" ".join(text for (text,) in notes), 1]}

    return [(scan_services, "_complete_other_side", leak)]


def no_withdrawal() -> list[Replace]:
    """Taking back reaches nobody."""
    return [(sharing_services, "take_back", lambda **_: None)]


def twice_met() -> list[Replace]:
    """Two scans within a quarter of an hour are two encounters."""
    return [(encounter_services, "encounter_near", lambda *_: None)]


def forget_on_send() -> list[Replace]:
    """The phone drops an entry when it is sent, not when it is acknowledged."""
    request = Phone.request

    def forget(phone: Phone, most: int = 100) -> Any:  # noqa: ANN401 -- passed through
        sent = request(phone, most)
        del phone.outbox[:most]
        return sent

    return [(Phone, "request", forget)]


def no_resend() -> list[Replace]:
    """After a restore the phone does not send acknowledged entries again."""
    receive = Phone.receive

    def forget(phone: Phone, answer: Any) -> None:  # noqa: ANN401 -- passed through
        if answer.get("type") == "/problems/new-epoch":
            phone.sent = []
        receive(phone, answer)

    return [(Phone, "receive", forget)]


def in_registry(kind: str, apply: Callable[..., None]) -> Replace:
    entry = EntryKind(REGISTRY.kinds[kind].schema, apply)
    return door._Batch, "_act", _acting({kind: entry})


def _acting(kinds: dict[str, EntryKind]) -> Callable[..., None]:
    act = door._Batch._act

    def instead(batch: Any, entry: Any, known: Any) -> None:  # noqa: ANN401 -- passed through
        batch.registry = Registry(kinds={**REGISTRY.kinds, **kinds}, renderers=REGISTRY.renderers)
        act(batch, entry, known)

    return instead


# The ordinary run sees those fail that do so within seconds; `python3 -m tests fuzz` sees all.
FAULTS: dict[str, Callable[[], list[Replace]]] = {
    fault.__name__.replace("_", "-"): fault
    for fault in (
        no_receipts,
        trust_clock,
        any_account,
        any_epoch,
        no_alias,
        unknown_refused,
        revive,
        photo_is_fresh,
        no_step_limit,
        no_park,
        one_sided,
        lost_no,
        delete_all,
        overwrite,
        stale_view,
        note_follows,
        no_withdrawal,
        twice_met,
        forget_on_send,
        no_resend,
    )
}
