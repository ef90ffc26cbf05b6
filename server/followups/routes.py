"""HTTP for follow-ups."""

from uuid import UUID

from flask_smorest import Blueprint

from server.core.clock import now
from server.core.db import transaction
from server.core.identity import current_account_id, require_sign_in
from server.followups import delivery_services
from server.followups.schemas import DeliveryResponse, SendRequest

bp = Blueprint("followups", __name__, description="Messages to the people somebody met")
require_sign_in(bp)


@bp.post("/api/messages/<uuid:message_id>/send")
@bp.arguments(SendRequest)
@bp.response(202, DeliveryResponse)
def post_message_send(body: dict[str, object], message_id: UUID) -> object:
    """Have the server send an approved message to its contact, with answers to its owner.

    Asking twice sends once. 409: it was changed, handed off or sent; 422: it must not go to this
    person; 429: the day's mails are used up.
    """
    with transaction():
        return delivery_services.request_sending(
            account_id=current_account_id(),
            message_id=message_id,
            seen_hash=str(body["hash"]),
            again=bool(body["again"]),
            now=now(),
        )
