"""HTTP for the events that somebody finds: the public ones, and those of their own."""

from typing import Any

import orjson
from flask import Response, abort
from flask_smorest import Blueprint

from server.agenda.event_schemas import EventResponse, EventsResponse
from server.agenda.event_services import listed_events, seen_event
from server.core.api import described
from server.core.identity import signed_in_account_id

bp = Blueprint("events", __name__, description="Events, public and one's own")
JSON = "application/json"
# The answer depends on who asks.
HEADERS = {"Cache-Control": "private, no-cache", "Vary": "Cookie"}


@bp.url_value_preprocessor
def refuse_unprintable(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Answer 404 to an address with control characters, which some databases choke on."""
    del endpoint
    if any(isinstance(value, str) and not value.isprintable() for value in (values or {}).values()):
        abort(404)


@bp.route("/api/events")
@described(
    bp.response(200, EventsResponse),
)
def get_events() -> Response:
    """List the events here, the newest first; private ones to who added or joined them."""
    return _answer({"events": listed_events(signed_in_account_id())})


@bp.route("/api/events/<slug>")
@described(
    bp.response(200, EventResponse),
    bp.alt_response(404, "NOT_FOUND"),
)
def get_event(slug: str) -> Response:
    """Send an event's facts, those of a private one to whoever knows its address."""
    found = seen_event(slug=slug, account_id=signed_in_account_id())
    answer = _answer(found)
    if found.get("private"):
        answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _answer(document: dict[str, Any]) -> Response:
    return Response(orjson.dumps(document), content_type=JSON, headers=HEADERS)
