"""The mailbox of a server without a relay: pages for a browser, no part of the API.

They do not exist in production, where a mail is never kept instead of being sent.
"""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, render_template

from server.outbox import services

bp = Blueprint("mailbox", __name__)
SHOWN = 100


@bp.get("/mailbox")
def get_mailbox() -> str:
    """Show the mails kept, the newest first."""
    _refuse_in_production()
    return render_template("outbox/mailbox.html", mails=services.mailbox(limit=SHOWN))


@bp.get("/mailbox/<uuid:message_id>")
def get_mailbox_message(message_id: UUID) -> str:
    """Show one mail: its headers and its plain text, which is the source of its HTML."""
    _refuse_in_production()
    mail = services.mailbox_message_for_id(message_id)
    if mail is None:
        abort(HTTPStatus.NOT_FOUND)
    return render_template("outbox/mail.html", mail=mail)


@bp.get("/mailbox.css")
def get_mailbox_style() -> Response:
    """Return the style of the mailbox pages."""
    _refuse_in_production()
    return Response(render_template("outbox/mailbox.css"), content_type="text/css; charset=utf-8")


def _refuse_in_production() -> None:
    if current_app.config["PRODUCTION"]:
        abort(HTTPStatus.NOT_FOUND)
