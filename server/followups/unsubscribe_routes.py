"""The page behind a follow-up's unsubscribe address: no account, no cookie, no part of the API."""

from flask import Blueprint, Response, render_template

from server.core.clock import now
from server.core.db import transaction
from server.followups import permission_services

bp = Blueprint("unsubscribe", __name__)


@bp.get("/u/<token>")
def get_unsubscribe(token: str) -> Response:
    """Show what the button does; looking changes nothing, for mail programs look ahead."""
    permission_services.delivery_for_token(token)
    return _page(done=False)


@bp.post("/u/<token>")
def post_unsubscribe(token: str) -> Response:
    """Write no follow-up to this mail's recipient any more (RFC 8058 one-click, or the button)."""
    with transaction():
        permission_services.unsubscribe(token=token, now=now())
    return _page(done=True)


def _page(*, done: bool) -> Response:
    page = Response(render_template("followups/unsubscribe.html", done=done))
    page.headers["Cache-Control"] = "no-store"
    return page
