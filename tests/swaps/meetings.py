"""Badges to scan, meetings that went before, and how a contact stands after."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from server.accounts.hooks import run_sign_in_hooks
from server.core.clock import now
from server.core.db import db, transaction
from server.swaps.models import Attendee, Badge
from tests.factories import make_event
from tests.phones import HOST, Json, MakePhone, Phone, row_id

PassTime = Callable[[timedelta], None]
TOKEN = "BADGE" + 15 * "0"


def make_badge(email: str | None = None, *, token: str = TOKEN, event: UUID | None = None) -> None:
    event = event or make_event().id
    with transaction():
        attendee = Attendee(
            event_id=event,
            email=email,
            name="Bo in print",
            role="Resident",
            institution="Example Clinic",
            created_at=now(),
        )
        db.session.add(attendee)
        db.session.flush()
        db.session.add(Badge(token=token, attendee_id=attendee.id, made_at=now()))


def sees(phone: Phone) -> Json:
    """Return how the phone's one contact stands, by the words of its row."""
    contact = phone.one("contact")
    names = ("i_give", "they_give", "mutual")
    return {name: contact[name] for name in names} | {
        "face": contact.get("face", {}).get("name"),
        "email": contact.get("card", {}).get("email"),
    }


def sync_all(*phones: Phone) -> None:
    for phone in (*phones, *phones):
        phone.sync()


MUTUAL_WITH_BO = {
    "i_give": True,
    "they_give": True,
    "mutual": True,
    "face": "Bo",
    "email": "bo@example.org",
}


NOTHING = {"i_give": False, "they_give": False, "mutual": False, "face": None, "email": None}


def claim(phone: Phone) -> None:
    """Let the phone's owner prove their address again, as signing in does."""
    assert phone.account is not None
    with transaction():
        run_sign_in_hooks(phone.account, f"{phone.name[:-1]}@example.org", now())


def ask_bo(phone: MakePhone) -> tuple[Phone, Phone]:
    ada, bo = phone("ada"), phone("bo")
    make_badge("bo@example.org")
    claim(bo)
    ada.scan(f"{HOST}/b/{TOKEN}", contact=row_id("bo at ada"))
    sync_all(ada, bo)
    return ada, bo


def swap(phone: MakePhone) -> tuple[Phone, Phone]:
    ada, bo = phone("ada"), phone("bo")
    ada.scan(bo.shows(), contact=row_id("bo at ada"))
    sync_all(ada, bo)
    return ada, bo
