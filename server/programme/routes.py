"""HTTP for the programme: what phones read, and what anybody else may."""

from typing import Any

from flask import Response, abort, current_app, request
from flask_smorest import Blueprint

from server.core.api import described
from server.core.conditional import IMMUTABLE, NO_CACHE, answer_plain, answer_variants
from server.core.variants import Variants
from server.programme.calendar import CONTENT_TYPE as CALENDAR
from server.programme.errors import UnknownDocumentError, UnknownEventError, UnknownSessionError
from server.programme.export_services import exported_programme, session_calendar
from server.programme.map_services import event_map
from server.programme.queries import (
    Published,
    changes_document,
    delta_document,
    details_document,
    index_document,
    is_private,
    newest_published,
)
from server.programme.schemas import (
    ChangesResponse,
    DeltaResponse,
    IndexResponse,
    ManifestResponse,
)

bp = Blueprint("programme", __name__, description="Events and their programmes")

JSON = "application/json"
XML = "application/xml"
TAG = {"ETag": {"schema": {"type": "string"}, "description": "strong, one per encoding"}}
UNCHANGED = "The client holds it already."


@bp.url_value_preprocessor
def refuse_unprintable(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Answer 404 to an address with control characters, which some databases choke on."""
    del endpoint
    for value in (values or {}).values():
        if isinstance(value, str) and not value.isprintable():
            abort(404)


@bp.before_request
def refuse_deleted() -> None:
    """Answer 404 for an attendee's event that is gone, whatever this process remembers of it."""
    if (slug := _private_slug()) is not None:
        _newest(slug)


@bp.after_request
def keep_private(response: Response) -> Response:
    """Keep an attendee's event out of shared caches and search engines."""
    if _private_slug() is not None:
        response.headers["X-Robots-Tag"] = "noindex"
        kept = response.headers.get("Cache-Control", NO_CACHE).removeprefix("public, ")
        response.headers["Cache-Control"] = f"private, {kept}"
    return response


@bp.route("/api/events/<slug>/programme")
@described(
    bp.response(200, ManifestResponse, headers=TAG),
    bp.alt_response(304, description=UNCHANGED, success=True),
    bp.alt_response(404, "NOT_FOUND"),
)
def get_manifest(slug: str) -> Response:
    """Say which version is the newest; the only document to ask for again and again."""
    published = _newest(slug)
    return answer_plain(
        published.manifest, tag=str(published.version), content_type=JSON, caching=NO_CACHE
    )


@bp.route("/api/events/<slug>/programme/<int(max=2147483647):version>/index.json")
@described(
    bp.response(200, IndexResponse, headers=TAG),
    bp.alt_response(304, description=UNCHANGED, success=True),
    bp.alt_response(404, "NOT_FOUND"),
)
def get_index(slug: str, version: int) -> Response:
    """Send a version's index: rooms, tracks, people and sessions, without long texts."""
    return _document(index_document(slug, version), str(version))


@bp.route("/api/events/<slug>/programme/details/<content>.json")
@described(
    bp.response(200, {"type": "object"}, headers=TAG),
    bp.alt_response(304, description=UNCHANGED, success=True),
    bp.alt_response(404, "NOT_FOUND"),
)
def get_details(slug: str, content: str) -> Response:
    """Send the long texts of a day's sessions, by the hash that the manifest names."""
    return _document(details_document(slug, content), content)


@bp.route("/api/events/<slug>/programme/<int(max=2147483647):old>..<int(max=2147483647):new>.json")
@described(
    bp.response(200, DeltaResponse, headers=TAG),
    bp.alt_response(304, description=UNCHANGED, success=True),
    bp.alt_response(404, "NOT_FOUND"),
)
def get_delta(slug: str, old: int, new: int) -> Response:
    """Send what leads from one version to a later one; not kept for ever, the index is."""
    return _document(delta_document(slug, old, new), f"{old}..{new}")


@bp.route("/api/events/<slug>/map/<name>")
@bp.response(200, {"type": "string", "format": "binary"}, content_type="image/*", headers=TAG)
@bp.alt_response(304, description=UNCHANGED, success=True)
@bp.alt_response(404, "NOT_FOUND")
def get_map(slug: str, name: str) -> Response:
    """Send the picture of the event's rooms, under the address that the index names."""
    body, content_type = event_map(slug=slug, name=name)
    return answer_plain(body, tag=name, content_type=content_type, caching=IMMUTABLE)


@bp.route("/api/events/<slug>/programme/changes.json")
@described(
    bp.response(200, ChangesResponse, headers=TAG),
    bp.alt_response(304, description=UNCHANGED, success=True),
    bp.alt_response(404, "NOT_FOUND"),
)
def get_changes(slug: str) -> Response:
    """Say what moved in each of the last versions, with old and new values."""
    version = _newest(slug).version
    body = changes_document(slug, version)
    if body is None:
        raise UnknownDocumentError("The programme has just changed. Ask again.")
    return answer_variants(body, tag=str(version), content_type=JSON, caching=NO_CACHE)


@bp.route("/e/<slug>/programme.json")
@described(
    bp.response(200, {"type": "object"}, headers=TAG, description="schedule.json as frab has it"),
    bp.alt_response(304, description=UNCHANGED, success=True),
    bp.alt_response(404, "NOT_FOUND"),
)
def get_programme_json(slug: str) -> Response:
    """Send the whole programme as `schedule.json`."""
    return _export(slug, "frab-json", JSON)


@bp.route("/e/<slug>/programme.xml")
@described(
    bp.response(200, {"type": "string"}, content_type=XML, headers=TAG),
    bp.alt_response(304, description=UNCHANGED, success=True),
    bp.alt_response(404, "NOT_FOUND"),
)
def get_programme_xml(slug: str) -> Response:
    """Send the whole programme as `schedule.xml`."""
    return _export(slug, "frab-xml", f"{XML}; charset=utf-8")


@bp.route("/e/<slug>/programme.ics")
@described(
    bp.response(200, {"type": "string"}, content_type="text/calendar", headers=TAG),
    bp.alt_response(304, description=UNCHANGED, success=True),
    bp.alt_response(404, "NOT_FOUND"),
)
def get_programme_calendar(slug: str) -> Response:
    """Send the whole programme as a calendar to subscribe to."""
    return _export(slug, "ics", CALENDAR)


@bp.route("/e/<slug>/sessions/<key>.ics")
@described(
    bp.response(200, {"type": "string"}, content_type="text/calendar", headers=TAG),
    bp.alt_response(304, description=UNCHANGED, success=True),
    bp.alt_response(404, "NOT_FOUND"),
)
def get_session_calendar(slug: str, key: str) -> Response:
    """Send one session for a calendar: a copy, which does not update."""
    session = session_calendar(slug=slug, key=key, base_url=current_app.config["BASE_URL"])
    if session is None:
        raise UnknownSessionError("No event here has this session. Check the address.")
    body, tag, modified_at = session
    return answer_plain(
        body, tag=tag, content_type=CALENDAR, caching=NO_CACHE, modified_at=modified_at
    )


def _private_slug() -> str | None:
    """Return the slug in the address where an attendee added the event."""
    slug: str = (request.view_args or {}).get("slug", "")
    return slug if is_private(slug) else None


def _newest(slug: str) -> Published:
    published = newest_published(slug)
    if published is None:
        raise UnknownEventError("No event has this short name on this server. Check the address.")
    return published


def _document(body: Variants | None, tag: str) -> Response:
    if body is None:
        raise UnknownDocumentError("This is not kept. Read the manifest and take the newest index.")
    return answer_variants(body, tag=tag, content_type=JSON, caching=IMMUTABLE)


def _export(slug: str, name: str, content_type: str) -> Response:
    newest = _newest(slug)
    body = exported_programme(
        slug=slug, version=newest.version, name=name, base_url=current_app.config["BASE_URL"]
    )
    if body is None:
        raise UnknownDocumentError("The programme has just changed. Ask again.")
    return answer_variants(
        body,
        tag=str(newest.version),
        content_type=content_type,
        caching=NO_CACHE,
        modified_at=newest.made_at,
    )
