"""What every answer carries to keep a browser safe, and which writes are believed."""

from flask import Flask, Response, abort, current_app, request

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
    "style-src 'self'; font-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types hallway"
)
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    """Check each write's origin before it is handled, and send the headers after."""
    app.before_request(_refuse_foreign_writes)
    app.after_request(_send_headers)


def _refuse_foreign_writes() -> None:
    """Refuse a write that a page of another site made in the visitor's name: 403.

    Fetch Metadata where the browser sends it, Origin otherwise; a client that sends neither is
    no browser, and carries no visitor's cookie by accident. A list-unsubscribe POST comes from
    mail services without either.
    """
    if request.method in READING:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in {"same-origin", "none"}:
            abort(403, "This request came from another site.")
        return
    origin = request.headers.get("Origin")
    if origin is not None and origin not in {
        request.host_url.rstrip("/"),
        current_app.config["BASE_URL"],
    }:
        abort(403, "This request came from another site.")


def _send_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(self), microphone=(), geolocation=()")
    return response
