"""HTTP for organising."""

from http import HTTPStatus

from flask import Response
from flask_smorest import Blueprint

from server.core.db import transaction
from server.core.identity import current_account_id, require_sign_in
from server.organising.event_services import delete_own_event

bp = Blueprint("organising", __name__)
require_sign_in(bp)


@bp.route("/api/events/<slug>", methods=["DELETE"])
@bp.response(HTTPStatus.NO_CONTENT)
@bp.alt_response(401, "UNAUTHORIZED")
@bp.alt_response(403, "FORBIDDEN")
@bp.alt_response(404, "NOT_FOUND")
def delete_event(slug: str) -> Response:
    """Take an event off the account that added it; others who joined it keep it."""
    with transaction():
        delete_own_event(slug=slug, account_id=current_account_id())
    return Response(status=HTTPStatus.NO_CONTENT)
