"""Codes as the server knows them: whose they are, and whether one was shown when it is said."""

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
LAST_MOMENT = datetime.max.replace(tzinfo=UTC)


def read_code(raw: str) -> Code:
    """Tell what was scanned, as this server's codes read."""
    return codes.parse_code(raw, hosts={codes.host_of(current_app.config["BASE_URL"])})


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


def code_id(code: Code) -> str | None:
    """Return the name of one of our codes of people, by which a contact is met; else None."""
    match code:
        case LiveCode():
            return codes.key_text(code.key_id)
        case BadgeCode():
            return code.token
        case TypedCode():
            return code.code
        case _:
            return None


def person_for_code(name: str) -> Person:
    """Return who a code's name (see `code_id`) stands for, as far as is known."""
    if len(name) == codes.TYPED_SIGNS + 1:
        return _person_for_typed(name)
    if len(name) in codes.TOKEN_SIGNS:
        return _person_for_badge(db.session.get(Badge, name)) or Person(people.BADGE, name)
    key = db.session.get(CodeKey, name)
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


def is_genuine(code: LiveCode) -> bool:
    """Return whether the phone whose key the code names showed exactly this."""
    key = db.session.get(CodeKey, codes.key_text(code.key_id))
    return key is not None and codes.is_tag_good(key.secret, code)


def moment_shown(code: LiveCode, *, received: datetime) -> datetime:
    """Return when a genuine code was shown, by the server's clock.

    The showing phone's own clock made the step, so that phone's offset turns it back; a clock
    that is ten years off cancels out.
    """
    key = db.session.get_one(CodeKey, codes.key_text(code.key_id))
    seconds = code.step * codes.STEP_SECONDS + offset_of(key.client_id)
    if seconds >= received.timestamp():
        return received
    return datetime.fromtimestamp(seconds, UTC)


def use_step(
    code: LiveCode, *, account_id: UUID, acted: datetime, received: datetime
) -> datetime | None:
    """Return when its owner said yes by showing the code; None where it can only ask.

    Good only if scanned within ten minutes of being shown, received within fourteen days, and by
    one of the first five people of its minute.
    """
    shown = moment_shown(code, received=received)
    if abs(acted - shown) > TOLERANCE or received - shown > WINDOW:
        return None
    key = codes.key_text(code.key_id)
    users = set(
        db.session.scalars(
            select(StepUse.account_id).where(StepUse.key_id == key, StepUse.step == code.step)
        )
    )
    if account_id not in users:
        if len(users) >= PEOPLE_PER_STEP:
            return None
        db.session.add(StepUse(key_id=key, step=code.step, account_id=account_id, used_at=received))
    return shown
