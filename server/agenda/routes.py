"""HTTP for the agenda: its calendar. Phones plan through `POST /api/sync`."""

from flask import Response, current_app
from flask_smorest import Blueprint

from server.agenda.calendar_services import (
    agenda_calendar,
    calendar_token,
    ensure_calendar_token,
    renew_calendar_token,
    revoke_calendar_token,
)
from server.agenda.schemas import CalendarResponse
from server.core.clock import now
from server.core.conditional import answer_plain
from server.core.db import transaction
from server.core.identity import current_account_id
from server.core.variants import content_tag

bp = Blueprint("agenda", __name__, description="What an attendee plans")

CALENDAR = "text/calendar; charset=utf-8"
CACHING = "private, max-age=900"


@bp.route("/cal/<token>.ics")
@bp.response(200, {"type": "string"}, content_type="text/calendar")
@bp.alt_response(304, description="The client holds it already.", success=True)
@bp.alt_response(404, "NOT_FOUND")
def get_agenda_calendar(token: str) -> Response:
    """Send an agenda as a calendar to subscribe to; who has the address may read it."""
    calendar = agenda_calendar(token=token, base_url=_base_url(), now=now())
    return answer_plain(
        calendar.body,
        tag=content_tag(calendar.body),
        content_type=CALENDAR,
        caching=CACHING,
        modified_at=calendar.modified_at,
    )


@bp.route("/api/calendar")
@bp.response(200, CalendarResponse)
@bp.alt_response(401, "UNAUTHORIZED")
def get_calendar() -> dict[str, str | None]:
    """Say where my agenda can be subscribed to; null while no address was asked for."""
    token = calendar_token(account_id=current_account_id())
    return {"address": None if token is None else _address(token)}


@bp.route("/api/calendar", methods=["POST"])
@bp.response(200, CalendarResponse)
@bp.alt_response(401, "UNAUTHORIZED")
def post_calendar() -> dict[str, str | None]:
    """Give my agenda an address, or say which it has."""
    account_id = current_account_id()
    with transaction():
        return {"address": _address(ensure_calendar_token(account_id=account_id, now=now()))}


@bp.route("/api/calendar/renew", methods=["POST"])
@bp.response(200, CalendarResponse)
@bp.alt_response(401, "UNAUTHORIZED")
def post_calendar_renewal() -> dict[str, str | None]:
    """Give my agenda another address; the one before leads nowhere from now on."""
    account_id = current_account_id()
    with transaction():
        return {"address": _address(renew_calendar_token(account_id=account_id, now=now()))}


@bp.route("/api/calendar", methods=["DELETE"])
@bp.response(204)
@bp.alt_response(401, "UNAUTHORIZED")
def delete_calendar() -> None:
    """Take my agenda's address away."""
    account_id = current_account_id()
    with transaction():
        revoke_calendar_token(account_id=account_id, now=now())


def _base_url() -> str:
    base_url: str = current_app.config["BASE_URL"]
    return base_url


def _address(token: str) -> str:
    return f"{_base_url()}/cal/{token}.ics"
