"""Codes as the server knows them: whose they are, and whether one was shown when it is said."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from server.accounts.client_services import offset_of
from server.core.db import db
from server.swaps import codes, people
from server.swaps.codes import BadgeCode, Code, LiveCode, TypedCode
from server.swaps.models import Attendee, Badge, CodeKey, StepUse
from server.swaps.people import Person

TOLERANCE = timedelta(minutes=10)  # between showing and scanning: two clocks drift
WINDOW = timedelta(days=14)  # a congress and the week of sign-ins after it
PEOPLE_PER_STEP = 5


@dataclass(frozen=True)
class Recognised:
    """What was scanned, and what the server knows of it.

    `name` is how contacts name the code they were met by; None, and no `person`, for what is
    none of our people's codes. `key` is the registered key of a live code.
    """

    code: Code
    name: str | None = None
    person: Person | None = None
    key: CodeKey | None = None

    @property
    def is_genuine(self) -> bool:
        """Whether the phone whose key a live code names showed exactly this."""
        return (
            self.key is not None
            and isinstance(self.code, LiveCode)
            and codes.is_tag_good(self.key.secret, self.code)
        )


def recognise(raw: str) -> Recognised:
    """Tell what was scanned, and whose it is as far as is known."""
    code = codes.parse_code(raw, hosts={codes.host_of(current_app.config["BASE_URL"])})
    match code:
        case LiveCode():
            name = codes.key_text(code.key_id)
            key = db.session.get(CodeKey, name)
            return Recognised(code, name, _person_for_key(name, key), key)
        case BadgeCode(token=name) | TypedCode(code=name):
            return Recognised(code, name, person_for_code(name))
        case _:
            return Recognised(code)


def register_code(
    *, account_id: UUID, client_id: UUID, secret: bytes, now: datetime
) -> CodeKey | None:
    """Give the account the code behind *secret*; None where it was registered before.

    Its id is its hash, so nobody registers a code without its secret; the first stands.
    """
    key = codes.key_id(secret)
    if db.session.get(CodeKey, codes.key_text(key)) is not None:
        return None
    registered = CodeKey(
        key_id=codes.key_text(key),
        secret=secret,
        typed_code=codes.typed_code(key),
        client_id=client_id,
        account_id=account_id,
        registered_at=now,
    )
    db.session.add(registered)
    db.session.flush()
    return registered


def person_for_code(name: str) -> Person:
    """Return who a code's name (see `Recognised`) stands for, as far as is known."""
    if len(name) == codes.TYPED_SIGNS + 1:
        return _person_for_typed(name)
    if len(name) in codes.TOKEN_SIGNS:
        return _person_for_badge(db.session.get(Badge, name)) or Person(people.BADGE, name)
    return _person_for_key(name, db.session.get(CodeKey, name))


def _person_for_key(name: str, key: CodeKey | None) -> Person:
    return people.account(key.account_id) if key else Person(people.KEY, name)


def _person_for_typed(name: str) -> Person:
    owners = select(CodeKey.account_id).where(CodeKey.typed_code == name)
    first = db.session.scalar(owners.order_by(CodeKey.registered_at).limit(1))
    if first is not None:
        return people.account(first)
    badge = db.session.scalar(select(Badge).where(Badge.typed_code == name).limit(1))
    return _person_for_badge(badge) or Person(people.TYPED, name)


def _person_for_badge(badge: Badge | None) -> Person | None:
    if badge is None or badge.revoked_at is not None:
        return None
    attendee = db.session.get_one(Attendee, badge.attendee_id)
    return (
        people.account(attendee.account_id) if attendee.account_id else people.attendee(attendee.id)
    )


def use_step(
    seen: Recognised, *, account_id: UUID, acted: datetime, received: datetime
) -> datetime | None:
    """Return when its owner said yes by showing a genuine code; None where it can only ask.

    Good only if scanned within ten minutes of being shown, received within fourteen days, and by
    one of the first five people of its minute.
    """
    if seen.key is None or not isinstance(seen.code, LiveCode):
        return None
    step = seen.code.step
    shown = _moment_shown(step, seen.key.client_id, received)
    if abs(acted - shown) > TOLERANCE or received - shown > WINDOW:
        return None
    used = select(StepUse.account_id).where(StepUse.key_id == seen.key.key_id, StepUse.step == step)
    users = set(db.session.scalars(used))
    if account_id not in users:
        if len(users) >= PEOPLE_PER_STEP:
            return None
        db.session.add(
            StepUse(key_id=seen.key.key_id, step=step, account_id=account_id, used_at=received)
        )
    return shown


def _moment_shown(step: int, client_id: UUID, received: datetime) -> datetime:
    """Return when a step was shown, by the server's clock.

    The showing phone's own clock made it, so that phone's offset turns it back; a clock that is
    ten years off cancels out.
    """
    seconds = step * codes.STEP_SECONDS + offset_of(client_id)
    if seconds >= received.timestamp():
        return received
    return datetime.fromtimestamp(seconds, UTC)
