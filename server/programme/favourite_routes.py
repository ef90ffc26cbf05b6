"""HTTP for favourites brought along: a list goes in, what it names comes back, nothing is kept."""

import base64
import binascii
from datetime import timedelta
from typing import Any

from flask import request
from flask_smorest import Blueprint

from server.core.clock import now
from server.core.db import transaction
from server.core.identity import signed_in_account_id
from server.core.ids import new_id
from server.core.limits import take
from server.core.slots import free_slot, take_slot
from server.programme.errors import FavouritesRefusedError
from server.programme.favourite_schemas import FavouritesRequest, FavouritesResponse
from server.programme.favourite_services import favourites_report, known_sessions

bp = Blueprint("favourites", __name__, description="Favourites from other systems")

# Reading takes a process of its own for a moment, so few go on at once, whoever asks. A person
# tries a handful of files; a venue, which is one network, has many people on its first morning.
AT_ONCE = 2
LONGEST = timedelta(seconds=130)
PERSON_AN_HOUR, NETWORK_AN_HOUR = 60, 1200


@bp.route("/api/events/<slug>/favourites", methods=["POST"])
@bp.arguments(FavouritesRequest)
@bp.response(200, FavouritesResponse)
@bp.alt_response(404, "NOT_FOUND")
@bp.alt_response(413, "REQUEST_ENTITY_TOO_LARGE")
@bp.alt_response(422, "UNPROCESSABLE_ENTITY")
@bp.alt_response(429, "TOO_MANY_REQUESTS")
@bp.alt_response(503, "SERVICE_UNAVAILABLE")
def post_favourites(given: dict[str, Any], slug: str) -> dict[str, Any]:
    """Find the sessions that a list names; no account is needed, and nothing is written."""
    content = _content(given)
    zone, known = known_sessions(slug=slug)
    account_id = signed_in_account_id()
    with transaction():
        take(
            scope="favourites",
            subject=str(account_id or request.remote_addr),
            limit=PERSON_AN_HOUR if account_id else NETWORK_AN_HOUR,
            period=timedelta(hours=1),
            now=now(),
        )
        ticket = take_slot(
            scope="favourites",
            subject=account_id or new_id(),
            slots=AT_ONCE,
            life=LONGEST,
            now=now(),
        )
    try:
        return favourites_report(content, zone=zone, slug=slug, known=known)
    finally:
        with transaction():
            free_slot(ticket)


def _content(given: dict[str, Any]) -> bytes:
    if "text" in given:
        text: str = given["text"]
        return text.encode()
    try:
        return base64.b64decode(given["file"], validate=True)
    except binascii.Error:
        raise FavouritesRefusedError("The file did not arrive whole. Choose it again.") from None
