"""Accounts and how people sign in to them: a code by mail, then a session in a cookie."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from flask import current_app
from sqlalchemy import bindparam, delete, select

from server.accounts.codes import same_code, sign_in_code
from server.accounts.hooks import run_sign_in_hooks
from server.accounts.models import Account, SignInCode, SignInSession
from server.core import feed, limits
from server.core.db import db
from server.core.ids import new_id
from server.outbox import services as outbox
from server.outbox.mail import mail_address

CODE_KIND = "sign-in-code"
CODE_LIFE = timedelta(minutes=10)
CODE_TRIES = 5
MAILS_AN_HOUR = 5
SESSION_LIFE = timedelta(days=90)
SESSION_RENEWED_AFTER = timedelta(days=1)
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody who just signed in.

    `token` is for their cookie and is kept nowhere else. `fresh`: the account held nothing yet,
    so that whatever is on their phone can go in without asking.
    """

    account_id: UUID
    email: str
    token: str
    fresh: bool


def ask_for_code(*, email: str, now: datetime) -> SignInCode:
    """Mail a new code to *email*, whether or not anybody has an account under it.

    Codes mailed before stop working. Raises `MailAddressError`, or `RateLimitedError` after five
    in an hour. Nothing here looks at accounts, so the answer cannot depend on them.
    """
    address = mail_address(email)
    limits.take(
        scope="sign-in-mail",
        subject=address,
        limit=MAILS_AN_HOUR,
        period=timedelta(hours=1),
        now=now,
    )
    request = db.session.get(SignInCode, address, with_for_update=True)
    if request is None:
        request = SignInCode(email=address)
        db.session.add(request)
    request.id, request.expires_at, request.tries = new_id(), now + CODE_LIFE, 0
    outbox.enqueue(
        kind=CODE_KIND,
        dedupe_key=f"code:{request.id}",
        owner_id=None,
        due_at=now,
        expires_at=request.expires_at,
        payload={"request": str(request.id)},
    )
    return request


def code_request_for_id(request_id: UUID) -> SignInCode | None:
    """Return a request if it is still the newest of its address and not used."""
    return db.session.scalar(select(SignInCode).where(SignInCode.id == request_id))


def code_of(request: SignInCode) -> str:
    """Return the code that answers *request*."""
    return sign_in_code(request.id, str(current_app.config["SECRET_KEY"]))


def sign_in(*, email: str, code: str, now: datetime) -> SignedIn | None:
    """Sign in with a code, making the account at the first time; None if the code does not work.

    Each try is counted, so the caller commits in either case: after five wrong ones the code is
    dead. A code works once, within ten minutes, for the address it was mailed to.
    """
    address = mail_address(email)
    request = db.session.get(SignInCode, address, with_for_update=True, populate_existing=True)
    if request is None or request.expires_at <= now or request.tries >= CODE_TRIES:
        return None
    request.tries += 1
    if not same_code(code, code_of(request)):
        return None
    db.session.delete(request)
    account = account_for_email(address)
    if account is None:
        account = Account(email=address, created_at=now)
        db.session.add(account)
        db.session.flush()
    fresh = not feed.rows_after(account.id, 0, 1)
    token = _open_session(account.id, now)
    run_sign_in_hooks(account.id, address, now)
    return SignedIn(account.id, address, token, fresh)


def _open_session(account_id: UUID, now: datetime) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    db.session.add(
        SignInSession(
            token_hash=_hashed(token),
            account_id=account_id,
            created_at=now,
            expires_at=now + SESSION_LIFE,
        )
    )
    return token


def account_for_email(email: str) -> Account | None:
    """Return the account of an address, given as it is compared."""
    return db.session.scalar(select(Account).where(Account.email == email))


def account_for_id(account_id: UUID) -> Account:
    """Return the account of somebody who is signed in."""
    return db.session.get_one(Account, account_id)


class OpenSession(NamedTuple):
    """Whose session a cookie names, and when it expires."""

    account_id: UUID
    expires_at: datetime


# Every request of somebody signed in asks this: made once, and of columns.
_SESSIONS = SignInSession.__table__
_OPEN = select(_SESSIONS.c.account_id, _SESSIONS.c.expires_at).where(
    _SESSIONS.c.token_hash == bindparam("token_hash")
)


def session_for_token(token: str, *, now: datetime) -> OpenSession | None:
    """Return the session a cookie names, if it has not expired."""
    found = db.session.connection().execute(_OPEN, {"token_hash": _hashed(token)}).one_or_none()
    return OpenSession._make(found) if found is not None and found.expires_at > now else None


def is_due_for_renewal(session: OpenSession, *, now: datetime) -> bool:
    """Tell whether a session was last renewed more than a day ago: not every request writes."""
    return session.expires_at - now < SESSION_LIFE - SESSION_RENEWED_AFTER


def renew_session(token: str, *, now: datetime) -> bool:
    """Let a session that is used live for another 90 days; False if it has ended meanwhile."""
    session = db.session.get(SignInSession, _hashed(token))
    if session is None or session.expires_at <= now:
        return False
    session.expires_at = now + SESSION_LIFE
    return True


def sign_out(token: str) -> None:
    """End the session that *token* names, if there is one."""
    db.session.execute(delete(SignInSession).where(SignInSession.token_hash == _hashed(token)))


def forget_expired(now: datetime) -> None:
    """Delete codes, sessions and counts that no longer mean anything; a planner of the worker."""
    db.session.execute(delete(SignInCode).where(SignInCode.expires_at < now))
    db.session.execute(delete(SignInSession).where(SignInSession.expires_at < now))
    limits.forget_counts(now=now)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
