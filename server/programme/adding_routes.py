"""HTTP for programmes that attendees bring: look first, then all of it or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

import marshmallow as ma
import orjson
from flask import Response, request
from flask_smorest import Blueprint
from werkzeug.exceptions import RequestEntityTooLarge

from server.core.api import described
from server.core.clock import now
from server.core.db import transaction
from server.core.identity import current_account_id, require_sign_in
from server.programme import own_event_services as own
from server.programme.adding import Said
from server.programme.adding_schemas import (
    AddedResponse,
    AddRequest,
    EventFactsRequest,
    PreviewRequest,
    PreviewResponse,
    RenewRequest,
)
from server.programme.adding_services import (
    Preview,
    add_event,
    added_before,
    begin_reading,
    end_reading,
    preview_new,
    preview_newer,
    renew_event,
    require_as_shown,
    require_room_for_one_more,
)
from server.programme.address import fetch
from server.programme.errors import ProgrammeRefusedError, ProgrammeTooLargeError
from server.programme.importing.parsed import Source
from server.programme.own_event_services import EventFacts
from server.programme.uploads import ENVELOPE_BYTES, MAX_BYTES, MAX_FILES, TOO_LARGE, source_of

bp = Blueprint("adding", __name__, description="Programmes that attendees bring")
require_sign_in(bp)
UPLOAD = {
    "required": True,
    "content": {
        "application/json": {"schema": PreviewRequest},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {
                    "file": {"type": "array", "items": {"type": "string", "format": "binary"}}
                },
            }
        },
    },
}


SAID = (
    "name",
    "timezone",
    "starts_on",
    "ends_on",
    "place",
    "zone_here",
    "columns",
    "ask_columns",
    "add",
)


@bp.route("/api/programmes/preview", methods=["POST"])
@described(
    bp.doc(requestBody=UPLOAD),
    bp.response(HTTPStatus.OK, PreviewResponse),
    bp.alt_response(401, "UNAUTHORIZED"),
    bp.alt_response(403, "FORBIDDEN"),
    bp.alt_response(404, "NOT_FOUND"),
    bp.alt_response(409, "CONFLICT"),
    bp.alt_response(413, "REQUEST_ENTITY_TOO_LARGE"),
    bp.alt_response(422, "UNPROCESSABLE_ENTITY"),
    bp.alt_response(429, "TOO_MANY_REQUESTS"),
    bp.alt_response(503, "SERVICE_UNAVAILABLE"),
)
def post_preview() -> Response:
    """Read a programme and show what it would make, or do to `event`; nothing is written."""
    fields = _fields(PreviewRequest())
    if "event" not in fields:
        require_room_for_one_more(current_account_id())
    shown = _read(fields, slug=fields.get("event")).document
    return Response(orjson.dumps(shown), content_type="application/json")


@bp.route("/api/programmes", methods=["POST"])
@bp.doc(requestBody=UPLOAD)
@bp.response(HTTPStatus.CREATED, AddedResponse)
@bp.alt_response(401, "UNAUTHORIZED")
@bp.alt_response(409, "CONFLICT")
@bp.alt_response(413, "REQUEST_ENTITY_TOO_LARGE")
@bp.alt_response(422, "UNPROCESSABLE_ENTITY")
@bp.alt_response(429, "TOO_MANY_REQUESTS")
@bp.alt_response(503, "SERVICE_UNAVAILABLE")
def post_programme() -> tuple[dict[str, Any], int]:
    """Add what was previewed as a private event of one's own; a repeat of `id` adds nothing."""
    fields, account_id = _fields(AddRequest()), current_account_id()
    made = added_before(event_id=fields["id"], account_id=account_id)
    if made is not None:
        return own.own_facts(slug=made, account_id=account_id), HTTPStatus.OK
    preview = _read(fields)
    require_as_shown(preview, digest=fields["digest"])
    with transaction():
        made = add_event(event_id=fields["id"], preview=preview, now=now())
    return own.own_facts(slug=made, account_id=account_id), HTTPStatus.CREATED


@bp.route("/api/events/<slug>/programme", methods=["POST"])
@bp.doc(requestBody=UPLOAD)
@bp.response(HTTPStatus.OK, AddedResponse)
@bp.alt_response(401, "UNAUTHORIZED")
@bp.alt_response(403, "FORBIDDEN")
@bp.alt_response(404, "NOT_FOUND")
@bp.alt_response(409, "CONFLICT")
@bp.alt_response(413, "REQUEST_ENTITY_TOO_LARGE")
@bp.alt_response(422, "UNPROCESSABLE_ENTITY")
@bp.alt_response(429, "TOO_MANY_REQUESTS")
@bp.alt_response(503, "SERVICE_UNAVAILABLE")
def post_newer_programme(slug: str) -> dict[str, Any]:
    """Import what was previewed over the programme of one's own event."""
    fields = _fields(RenewRequest())
    preview = _read(fields, slug=slug)
    require_as_shown(preview, digest=fields["digest"])
    with transaction():
        renew_event(preview=preview, now=now())
    return own.own_facts(slug=slug, account_id=current_account_id())


@bp.route("/api/events/<slug>", methods=["PATCH"])
@bp.arguments(EventFactsRequest)
@bp.response(HTTPStatus.OK, AddedResponse)
@bp.alt_response(401, "UNAUTHORIZED")
@bp.alt_response(403, "FORBIDDEN")
@bp.alt_response(404, "NOT_FOUND")
@bp.alt_response(409, "CONFLICT")
def patch_event(body: dict[str, Any], slug: str) -> dict[str, Any]:
    """Correct the name, place, dates or zone of one's own event.

    In another zone everything stays at the hour that the venue's clocks show.
    """
    facts = cast(EventFacts, body)
    event = own.require_own_event(slug=slug, account_id=current_account_id())
    plan = own.plan_facts(event=event, facts=facts, now=now())
    with transaction():
        own.change_facts(event=event, facts=facts, plan=plan, now=now())
    return own.own_facts(slug=slug, account_id=current_account_id())


def _read(fields: dict[str, Any], *, slug: str | None = None) -> Preview:
    """Read what the request brings, one at a time an account and a few at a time in all."""
    account_id = current_account_id()
    if slug is not None:
        own.require_own_event(slug=slug, account_id=account_id)
    with _one_at_a_time(account_id):
        source, file_name = _source(fields)
        said = Said(**{name: fields[name] for name in SAID if name in fields})
        if slug is not None:
            return preview_newer(
                source=source, slug=slug, account_id=account_id, said=said, now=now()
            )
        return preview_new(
            source=source, file_name=file_name, said=said, owner_id=account_id, now=now()
        )


@contextmanager
def _one_at_a_time(account_id: UUID) -> Iterator[None]:
    with transaction():
        ticket = begin_reading(account_id=account_id, now=now())
    try:
        yield
    finally:
        with transaction():
            end_reading(ticket)


def _fields(schema: ma.Schema) -> dict[str, Any]:
    """Return the request's fields, those of a form or of JSON, as *schema* has them."""
    try:
        if request.mimetype == "multipart/form-data":
            request.max_content_length = MAX_BYTES + ENVELOPE_BYTES
            request.max_form_parts = MAX_FILES + 20
            body: dict[str, Any] = request.form.to_dict()
            if "columns" in body:
                body["columns"] = _json(body["columns"])
        else:
            body = request.get_json()
    except RequestEntityTooLarge as error:
        raise ProgrammeTooLargeError(TOO_LARGE) from error
    fields: dict[str, Any] = schema.load(body)
    return fields


def _json(text: str) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise ma.ValidationError({"columns": ["Not valid JSON."]}) from error


def _source(fields: dict[str, Any]) -> tuple[Source, str]:
    """Return what is to be read, and what it is called."""
    if address := fields.get("address", "").strip():
        return fetch(address), address
    files = request.files.getlist("file")
    if not files:
        raise ProgrammeRefusedError("Choose a file, or give an address.")
    name = files[0].filename or ""
    whole = source_of((file.filename or "", file.stream) for file in files)
    return whole, name if len(files) == 1 else name.split("/")[0]
