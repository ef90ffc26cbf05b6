"""HTTP for the shell: the built client, and what a browser expects at the root."""

from pathlib import Path

from flask import Blueprint, Response, abort, current_app, render_template, request

from server.core.config import ROOT
from server.shell.files import built_file, same_content

bp = Blueprint("shell", __name__)

REVALIDATED = "no-cache"
IMMUTABLE = "public, max-age=31536000, immutable"


@bp.get("/")
def get_app() -> Response:
    """Send the app; without a built client, a page that says how to build it."""
    return built_page("index.html")


@bp.get("/c/")
def get_card_page() -> Response:
    """Send the page that shows a card: it reads the part after #, which never comes here."""
    page = built_page("card.html")
    page.headers["X-Robots-Tag"] = "noindex"
    return page


@bp.get("/assets/<path:name>")
def get_asset(name: str) -> Response:
    """Send a file whose name holds the hash of its content: it never changes."""
    return _send(name, IMMUTABLE, folder="assets") or abort(404)


@bp.get("/sw.js")
def get_service_worker() -> Response:
    """Send the worker that keeps the app for when there is no network."""
    response = _send("sw.js", REVALIDATED) or abort(404)
    response.headers["Service-Worker-Allowed"] = "/"
    return response


@bp.get("/<any('manifest.webmanifest', 'icon.svg'):name>")
@bp.get("/<any('icon-180.png', 'icon-192.png', 'icon-512.png', 'icon-maskable-512.png'):name>")
def get_root_file(name: str) -> Response:
    """Send what makes the app installable."""
    return _send(name, REVALIDATED) or abort(404)


@bp.get("/favicon.ico")
def get_favicon() -> Response:
    """Send the drawn icon to browsers that ask for one without looking at the page."""
    return _send("icon.svg", REVALIDATED) or abort(404)


def built_page(name: str) -> Response:
    """Send a page of the built client, asked for anew each time, or say that it is not built."""
    page = _send(name, REVALIDATED)
    if page is not None:
        return page
    return Response(render_template("shell/not_built.html"), 503, {"Retry-After": "60"})


def static_folder() -> Path:
    """Return where the client was built."""
    return Path(current_app.config.get("STATIC_FOLDER", ROOT / "server" / "static"))


def _send(name: str, caching: str, folder: str = "") -> Response | None:
    accepted = request.accept_encodings
    file = built_file(static_folder() / folder, name, lambda coding: accepted.quality(coding) > 0)
    if file is None:
        return None
    response = Response(file.body, content_type=file.content_type)
    response.set_etag(file.etag)
    response.headers["Cache-Control"] = caching
    response.vary.add("Accept-Encoding")
    if file.encoding:
        response.headers["Content-Encoding"] = file.encoding
    known_tags = request.if_none_match.as_set(include_weak=True)
    if any(same_content(file.etag, known) for known in known_tags):
        response.status_code = 304
        response.set_data(b"")
        del response.headers["Content-Length"]
    return response
