from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from server.accounts.hooks import on_sign_in
from server.accounts.models import Account, SignInCode, SignInSession
from server.core import feed
from server.core.db import db, transaction
from server.outbox import services as outbox
from tests.accounts.conftest import EMAIL, Phone
from tests.factories import make_account

Later = Callable[[timedelta], None]
ReadCode = Callable[[], str]
PROBLEM = {
    "type": "/problems/sign-in-code",
    "title": "This code does not work.",
    "status": 422,
    "detail": "It may be mistyped, older than 10 minutes, or used. Ask for a new one if it is.",
}


def rows(model: type[Account | SignInCode | SignInSession]) -> int:
    with transaction():
        return db.session.query(model).count()


def test_code_from_the_mail_signs_in(phone: Phone, read_code: ReadCode) -> None:
    assert phone.me().status_code == 401

    asked = phone.ask()
    assert (asked.status_code, asked.json) == (202, {"minutes": 10})
    signed_in = phone.sign_in(read_code())

    assert signed_in.status_code == 200
    assert signed_in.json == {"email": EMAIL, "fresh": True}
    assert phone.me().json == {"email": EMAIL}
    cookie = signed_in.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=7776000"):
        assert part in cookie
    assert "Domain" not in cookie


def test_mail_says_what_it_is_and_keeps_the_code_out_of_its_subject(
    phone: Phone, read_code: ReadCode
) -> None:
    phone.ask()

    code = read_code()

    with transaction():
        (mail,) = outbox.mailbox(limit=9)
    assert len(code.replace(" ", "")) == 8
    assert mail.to == EMAIL
    assert mail.subject == "Your code to sign in to Hallway"
    assert "works once, for 10 minutes" in mail.text
    assert (
        f"http://127.0.0.1:8000/#/sign-in?email=mira%40example.org&code={code.replace(' ', '')}\n"
    ) in mail.text


def test_code_may_be_typed_carelessly(phone: Phone, read_code: ReadCode) -> None:
    phone.ask("Mira@Example.ORG")
    code = read_code()
    careless = f" {code.lower().replace('0', 'o').replace('1', 'l').replace(' ', '-')} "

    assert phone.sign_in(careless, " MIRA@example.org").status_code == 200


def test_known_and_unknown_addresses_are_answered_with_the_same_bytes(phone: Phone) -> None:
    make_account("known@example.org")

    known, unknown = phone.ask("known@example.org"), phone.ask("nobody@example.org")

    assert known.status_code == unknown.status_code == 202
    assert known.data == unknown.data
    assert list(known.headers) == list(unknown.headers)
    wrong = [phone.sign_in("AAAA AAAA", f"{name}@example.org") for name in ("known", "nobody", "x")]
    assert {(answer.status_code, answer.data) for answer in wrong} == {
        (422, wrong[0].data),
    }
    assert len({str(list(answer.headers)) for answer in wrong}) == 1


def test_wrong_code_is_a_problem_that_says_what_to_do(phone: Phone) -> None:
    phone.ask()

    refused = phone.sign_in("AAAA AAAA")

    assert refused.json == PROBLEM
    assert refused.content_type == "application/problem+json"
    assert "Set-Cookie" not in refused.headers


def test_code_works_once(phone: Phone, other_phone: Phone, read_code: ReadCode) -> None:
    phone.ask()
    code = read_code()
    assert phone.sign_in(code).status_code == 200

    assert other_phone.sign_in(code).json == PROBLEM


def test_code_expires_after_ten_minutes(phone: Phone, read_code: ReadCode, later: Later) -> None:
    phone.ask()
    code = read_code()
    later(timedelta(minutes=10))

    assert phone.sign_in(code).json == PROBLEM


def test_code_of_somebody_else_does_not_work(phone: Phone, read_code: ReadCode) -> None:
    phone.ask("ben@example.org")
    bens = read_code()
    phone.ask()

    assert phone.sign_in(bens).json == PROBLEM


def test_newest_code_alone_works(phone: Phone, read_code: ReadCode) -> None:
    phone.ask()
    first = read_code()
    phone.ask()
    second = read_code()

    assert phone.sign_in(first).json == PROBLEM
    assert phone.sign_in(second).status_code == 200


def test_fifth_wrong_try_ends_the_code(phone: Phone, read_code: ReadCode) -> None:
    phone.ask()
    code = read_code()
    for _ in range(5):
        assert phone.sign_in("AAAA AAAA").json == PROBLEM

    assert phone.sign_in(code).json == PROBLEM


def test_fourth_wrong_try_does_not(phone: Phone, read_code: ReadCode) -> None:
    phone.ask()
    code = read_code()
    for _ in range(4):
        phone.sign_in("AAAA AAAA")

    assert phone.sign_in(code).status_code == 200


def test_sixth_mail_in_an_hour_is_refused_with_when_to_come_back(
    phone: Phone, other_phone: Phone, later: Later
) -> None:
    for _ in range(5):
        assert phone.ask().status_code == 202

    refused = other_phone.ask(EMAIL.upper())

    assert refused.status_code == 429
    assert refused.json is not None
    assert refused.json["type"] == "/problems/rate-limited"
    assert 3590 <= int(refused.headers["Retry-After"]) <= 3600
    assert phone.ask("ben@example.org").status_code == 202
    later(timedelta(hours=1))
    assert phone.ask().status_code == 202


@pytest.mark.parametrize("email", ["mira", "mira@localhost", "a b@example.org", "müra@example.org"])
def test_address_that_mail_cannot_reach_is_refused(phone: Phone, email: str) -> None:
    refused = phone.ask(email)

    assert refused.status_code == 422
    assert refused.json is not None
    assert refused.json["type"] == "/problems/mail-address"
    assert refused.json["detail"] == "Write it as name@domain, such as mira@example.org."


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#/email"),
        ({"email": 5}, "#/email"),
        ({"email": "x" * 255}, "#/email"),
        ({"email": EMAIL, "admin": True}, "#/admin"),
    ],
)
def test_request_for_a_code_is_validated(
    phone: Phone, body: dict[str, object], pointer: str
) -> None:
    refused = phone.client.post("/api/sign-in/codes", json=body)

    assert refused.status_code == 422
    assert refused.json is not None
    assert [error["pointer"] for error in refused.json["errors"]] == [pointer]


def test_huge_code_is_refused(phone: Phone) -> None:
    assert phone.sign_in("A" * 41).status_code == 422


def test_signing_out_ends_the_session_on_the_server(phone: Phone, read_code: ReadCode) -> None:
    phone.ask()
    phone.sign_in(read_code())
    cookie = phone.client.get_cookie("__Host-session")
    assert cookie is not None

    gone = phone.sign_out()

    assert (gone.status_code, gone.data) == (204, b"")
    assert rows(SignInSession) == 0
    phone.client.set_cookie("__Host-session", cookie.value)
    assert phone.me().status_code == 401


def test_signing_out_twice_is_as_good(phone: Phone) -> None:
    assert phone.sign_out().status_code == 204


def test_signing_in_again_replaces_the_session(phone: Phone, read_code: ReadCode) -> None:
    for _ in range(2):
        phone.ask()
        phone.sign_in(read_code())

    assert rows(SignInSession) == 1
    assert rows(Account) == 1


def test_token_is_kept_hashed(phone: Phone, read_code: ReadCode) -> None:
    phone.ask()
    phone.sign_in(read_code())

    cookie = phone.client.get_cookie("__Host-session")
    with transaction():
        kept = db.session.scalars(db.select(SignInSession.token_hash)).one()
    assert cookie is not None
    assert cookie.value not in kept
    assert len(cookie.value) == 43


def test_session_slides_while_it_is_used_and_ends_90_days_after(
    phone: Phone, read_code: ReadCode, later: Later
) -> None:
    phone.ask()
    phone.sign_in(read_code())
    assert "Set-Cookie" not in phone.me().headers
    for _ in range(3):
        later(timedelta(days=60))
        used = phone.me()
        assert used.status_code == 200
        assert "Max-Age=7776000" in used.headers["Set-Cookie"]

    later(timedelta(days=90))
    assert phone.me().status_code == 401


def test_cookie_made_up_signs_nobody_in(phone: Phone) -> None:
    phone.client.set_cookie("__Host-session", "x" * 43)

    assert phone.me().status_code == 401


def test_account_that_holds_something_is_not_fresh(phone: Phone, read_code: ReadCode) -> None:
    account = make_account(EMAIL)
    with transaction():
        feed.touch(account.id, "contact", "c1")
    phone.ask()

    assert phone.sign_in(read_code()).json == {"email": EMAIL, "fresh": False}


def test_features_are_told_of_a_sign_in(app: Flask, phone: Phone, read_code: ReadCode) -> None:
    told: list[str] = []
    on_sign_in(app, lambda _account_id, email, _now: told.append(email))
    phone.ask()
    phone.sign_in("AAAA AAAA")
    assert told == []

    phone.sign_in(read_code())

    assert told == [EMAIL]


def test_code_that_was_used_is_not_mailed(phone: Phone, app: Flask, read_code: ReadCode) -> None:
    phone.ask()
    code = read_code()
    phone.ask()
    phone.ask()

    read_code()

    with transaction():
        assert len(outbox.mailbox(limit=9)) == 2
    assert phone.sign_in(code).json == PROBLEM
    assert app.extensions["outbox_bell"].is_set()


def test_expired_codes_and_sessions_are_deleted(
    phone: Phone, read_code: ReadCode, later: Later
) -> None:
    phone.ask()
    phone.sign_in(read_code())
    phone.ask("ben@example.org")
    later(timedelta(days=91))
    phone.ask("eve@example.org")

    read_code()

    assert (rows(SignInCode), rows(SignInSession), rows(Account)) == (1, 0, 1)
