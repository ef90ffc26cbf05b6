"""What every answer carries to keep a browser safe, and which writes are believed."""

from collections.abc import Callable, Iterable
from types import TracebackType
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Request, abort, current_app, request
from flask.sessions import SessionInterface, SessionMixin

OptExcInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
    "style-src 'self'; font-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types hallway"
)
SENT = tuple(
    (name.lower(), (name, value))
    for name, value in {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    }.items()
)
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    """Check each write's origin before it is handled, and send the headers after.

    A header that a route sets itself is left as it is.
    """
    app.session_interface = _NoSession()
    app.before_request(_refuse_foreign_writes)
    app.wsgi_app = _Headers(app.wsgi_app)  # type: ignore[method-assign]


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


class _NoSession(SessionInterface):
    """Flask's signed cookie, not used: who is signed in is kept in the database."""

    def __init__(self) -> None:
        self.null = self.null_session_class()

    def open_session(self, app: Flask, request: Request) -> SessionMixin:
        del app, request
        return self.null


class _Headers:
    """Adds `SENT` to what the application answers, as late and as cheaply as can be."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(
            status: str,
            headers: list[tuple[str, str]],
            problem: OptExcInfo | None = None,
            /,
        ) -> Callable[[bytes], object]:
            given = {name.lower() for name, _ in headers}
            headers.extend(pair for name, pair in SENT if name not in given)
            return start_response(status, headers, problem)

        return self.application(environ, start)
