"""HTTP for sync: the one door."""

from typing import Any
from uuid import UUID

from apispec import APISpec
from flask import abort, request
from flask_smorest import Blueprint
from marshmallow import EXCLUDE
from sqlalchemy.exc import IntegrityError, OperationalError

from server.core.clock import now
from server.core.db import transaction
from server.core.identity import current_account_id, require_sign_in
from server.sync.errors import BatchBusyError, BatchTooLargeError
from server.sync.kinds import REGISTRY
from server.sync.schemas import EntryEnvelope, SyncRequest, SyncResponse, entry_schema
from server.sync.services import UnguardedError, changes_after, receive

BYTES_PER_BATCH = 256 * 1024
TRIES = 3
bp = Blueprint("sync", __name__)
require_sign_in(bp)
envelope = EntryEnvelope(unknown=EXCLUDE).load


@bp.before_request
def check_size() -> None:
    """Refuse more than one request may carry, and what nests too deep to be read."""
    if len(request.get_data(cache=True)) > BYTES_PER_BATCH:
        raise BatchTooLargeError(f"Send at most {BYTES_PER_BATCH // 1024} kB at once.")
    try:
        request.get_json()
    except RecursionError:
        abort(400, "This nests too deep.")


@bp.post("/api/sync")
@bp.arguments(SyncRequest)
@bp.response(200, SyncResponse)
@bp.alt_response(401, "UNAUTHORIZED")
@bp.alt_response(409, "CONFLICT")
@bp.alt_response(413, "REQUEST_ENTITY_TOO_LARGE")
@bp.alt_response(503, "SERVICE_UNAVAILABLE")
def post_sync(batch: dict[str, Any]) -> dict[str, Any]:
    """Take a phone's entries in, and tell it what changed since it last asked.

    Always 200 once the batch was looked at, even if every entry in it was refused.
    """
    account_id = current_account_id()
    epoch, results = _received(account_id, batch)
    changes, cursor, more = changes_after(
        account_id=account_id, cursor=batch["cursor"], registry=REGISTRY
    )
    return {"epoch": epoch, "results": results, "changes": changes, "cursor": cursor, "more": more}


def document_entries(spec: APISpec) -> None:
    """Put every kind of entry into the OpenAPI document, told apart by `kind`."""
    mapping = {}
    for kind, entry in REGISTRY.kinds.items():
        name, schema = entry_schema(kind, entry.schema)
        spec.components.schema(name, schema=schema)
        mapping[kind] = f"#/components/schemas/{name}"
    spec.components.schema(
        "SyncEntry",
        {
            "oneOf": [{"$ref": reference} for reference in mapping.values()],
            "discriminator": {"propertyName": "kind", "mapping": mapping},
        },
    )


def _received(account_id: UUID, batch: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """Apply the batch in one transaction, again where others were in its way.

    Without savepoints first: once more with them where an entry failed.
    """
    guarded, tries = False, TRIES
    while tries:
        try:
            with transaction():
                return receive(
                    account_id=account_id,
                    client_id=batch["client"],
                    device_now=batch["device_now"],
                    epoch=batch["epoch"],
                    entries=batch["entries"],
                    registry=REGISTRY,
                    envelope=envelope,
                    now=now(),
                    guarded=guarded,
                )
        except UnguardedError:
            guarded = True
        except (OperationalError, IntegrityError):
            tries -= 1
    raise BatchBusyError("Nothing was changed. Try again in a moment.")
