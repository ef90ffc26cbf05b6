"""Pages behind codes, for phones without the app: they work without script or an account."""

from datetime import timedelta
from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response, render_template, request

from server.core import limits
from server.core.clock import now
from server.core.db import transaction
from server.core.ids import derived_id, token_key
from server.swaps import badge_services, page_services, vcards

# A whole venue is one network: far above what its people open, far below what a harvest needs.
PAGES_A_MINUTE = 120

pages = Blueprint("swap_pages", __name__)
# The same card has the same id on every phone that saves it.
CARDS = UUID("6f0b2f6c-6c1c-5d6e-9a53-3f1c9f3f6d11")


@pages.get("/b/<token>")
def get_badge(token: str) -> Response:
    """Show what a badge in force says; a plain page for one that was replaced or never made."""
    if busy := _refusal_of_many():
        return busy
    face = badge_services.face_for_token(token_key(token))
    if face is None:
        return _page("swaps/no_badge.html", status=404)
    return _page("swaps/badge.html", face=face)


@pages.post("/c/contact.vcf")
def post_contact_file() -> Response:
    """Answer a card code with the file of its contact, which phones offer to save.

    The code comes in the body, so that no log and no history has it; nothing of it is kept.
    """
    if busy := _refusal_of_many():
        return busy
    code = page_services.shown_card(request.form.get("code", ""))
    if code is None or not code.fields:
        return _page("swaps/no_card.html", status=422)
    fields = {name: value for name, value in code.fields.items() if isinstance(value, str)}
    uid = derived_id(CARDS, code.key_id.hex())
    note = page_services.meeting_note(fields.get("event"), now())
    card = vcards.vcard(fields, uid=uid, revised_at=now(), note=note)
    name = fields.get("name", "")
    response = Response(card, content_type="text/vcard; charset=utf-8")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{vcards.file_name(name)}.vcf"; '
        f"filename*=UTF-8''{quote(name or 'contact', safe='')}.vcf"
    )
    return _private(response)


@pages.get("/pages.css")
def get_style() -> Response:
    """Return the style of these pages."""
    style = render_template("swaps/pages.css")
    return Response(style, content_type="text/css; charset=utf-8")


def _refusal_of_many() -> Response | None:
    """Return a page that says when to come back, where one network opens very many cards."""
    try:
        with transaction():
            limits.take(
                scope="card-page",
                subject=request.remote_addr or "",
                limit=PAGES_A_MINUTE,
                period=timedelta(minutes=1),
                now=now(),
            )
    except limits.RateLimitedError as error:
        response = _page("swaps/busy.html", status=429)
        response.headers["Retry-After"] = str(error.context["retry_after"])
        return response
    return None


def _page(template: str, status: int = 200, **values: object) -> Response:
    page = render_template(template, **values)
    return _private(Response(page, status, content_type="text/html; charset=utf-8"))


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
