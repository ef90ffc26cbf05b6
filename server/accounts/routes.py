"""HTTP for accounts: signing in by a code, signing out, and who is signed in."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response, g, request
from flask_smorest import Blueprint

from server.accounts import services
from server.accounts.errors import SignInCodeError
from server.accounts.schemas import (
    MeResponse,
    SignInCodeRequest,
    SignInCodeResponse,
    SignInRequest,
    SignInResponse,
)
from server.core.clock import now
from server.core.db import transaction
from server.core.identity import current_account_id

bp = Blueprint("accounts", __name__, description="Signing in and out")
# `__Host-`: the browser takes it from this host alone, over a connection it trusts.
COOKIE = "__Host-session"


def account_of_request() -> UUID | None:
    """Return the account whose session cookie the request carries; the app's identity look-up."""
    token = request.cookies.get(COOKIE)
    if token is None:
        return None
    moment = now()
    session = services.session_for_token(token, now=moment)
    if session is None:
        return None
    if services.is_due_for_renewal(session, now=moment):
        g.session_to_renew = token
    return session.account_id


@bp.after_app_request
def renew_session(response: Response) -> Response:
    """Let the session of somebody who uses it slide on, once a day."""
    token = g.pop("session_to_renew", None)
    if token is not None and response.status_code < HTTPStatus.BAD_REQUEST:
        with transaction():
            renewed = services.renew_session(token, now=now())
        if renewed:
            _set_cookie(response, token)
    return response


@bp.post("/api/sign-in/codes")
@bp.arguments(SignInCodeRequest)
@bp.response(HTTPStatus.ACCEPTED, SignInCodeResponse)
@bp.alt_response(422, "UNPROCESSABLE_ENTITY")
@bp.alt_response(429, "TOO_MANY_REQUESTS")
def post_sign_in_code(body: dict[str, Any]) -> dict[str, int]:
    """Mail a code to an address, at most five an hour.

    Known and unknown addresses are answered alike.
    """
    with transaction():
        services.ask_for_code(email=body["email"], now=now())
    return {"minutes": services.CODE_LIFE // timedelta(minutes=1)}


@bp.post("/api/sign-in/sessions")
@bp.arguments(SignInRequest)
@bp.response(HTTPStatus.OK, SignInResponse)
@bp.alt_response(422, "UNPROCESSABLE_ENTITY")
def post_sign_in_session(body: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Sign in with a code. The answer sets the session's cookie."""
    with transaction():
        signed_in = services.sign_in(email=body["email"], code=body["code"], now=now())
        if signed_in is not None and (earlier := request.cookies.get(COOKIE)):
            services.sign_out(earlier)
    if signed_in is None:
        raise SignInCodeError(
            "It may be mistyped, older than 10 minutes, or used. Ask for a new one if it is."
        )
    carrier = Response()
    _set_cookie(carrier, signed_in.token)
    answer = {"email": signed_in.email, "fresh": signed_in.fresh}
    return answer, HTTPStatus.OK, {"Set-Cookie": carrier.headers["Set-Cookie"]}


@bp.delete("/api/sign-in/session")
@bp.response(HTTPStatus.NO_CONTENT)
def delete_sign_in_session() -> Response:
    """Sign out, also where nobody is signed in."""
    if token := request.cookies.get(COOKIE):
        with transaction():
            services.sign_out(token)
    g.pop("session_to_renew", None)
    response = Response(status=HTTPStatus.NO_CONTENT)
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Lax")
    return response


@bp.get("/api/me")
@bp.response(HTTPStatus.OK, MeResponse)
@bp.alt_response(401, "UNAUTHORIZED")
def get_me() -> dict[str, str]:
    """Tell who is signed in."""
    return {"email": services.account_for_id(current_account_id()).email}


def _set_cookie(response: Response, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=services.SESSION_LIFE,
        path="/",
        secure=True,
        httponly=True,
        samesite="Lax",
    )
