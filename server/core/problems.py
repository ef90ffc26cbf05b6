"""RFC 9457: every error leaves the server as `application/problem+json`."""

from collections.abc import Iterator, Mapping
from typing import Any

import structlog
from flask import Flask, Response, current_app, json
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException, UnprocessableEntity

from server.core.errors import (
    BusyError,
    ConflictError,
    DomainError,
    ForbiddenError,
    LimitedError,
    NotFoundError,
    OutdatedError,
    RejectedError,
    TooLargeError,
)

MEDIA_TYPE = "application/problem+json"
STATUS_OF: dict[type[DomainError], int] = {
    ForbiddenError: 403,
    NotFoundError: 404,
    ConflictError: 409,
    TooLargeError: 413,
    RejectedError: 422,
    OutdatedError: 426,
    LimitedError: 429,
    BusyError: 503,
}
log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """Register the handlers; an unforeseen exception still propagates under TESTING."""
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(ValidationError, _validation_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unforeseen)


def problem_for(error: DomainError | ValidationError) -> dict[str, Any]:
    """Return the problem document of a refusal, as the receipt of a sync entry keeps it."""
    if isinstance(error, ValidationError):
        return _document(
            422,
            "The request is not valid.",
            "Some fields were missing or not as they must be.",
            type_="/problems/invalid-request",
            errors=[
                {"pointer": pointer, "detail": detail}
                for pointer, detail in _flatten(error.messages_dict)
            ],
        )
    return _document(
        status_of(error),
        error.title,
        error.detail,
        type_=f"/problems/{error.code}",
        **error.context,
    )


def status_of(error: DomainError) -> int:
    """Return the HTTP status a refusal answers with."""
    return next(STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF)


def _domain_error(error: DomainError) -> Response:
    response = _respond(problem_for(error))
    if isinstance(error, BusyError):
        response.headers["Retry-After"] = "1"
    if isinstance(error, LimitedError):
        response.headers["Retry-After"] = str(error.context.get("retry_after", 60))
    return response


def _validation_error(error: ValidationError) -> Response:
    return _respond(problem_for(error))


def _http_error(error: HTTPException) -> Response:
    messages = getattr(error, "data", {}).get("messages")  # how webargs carries a ValidationError
    if isinstance(error, UnprocessableEntity) and messages:
        # webargs files messages by where they came from; a pointer is into the body.
        merged: dict[str, Any] = {}
        for where in messages.values():
            merged |= where if isinstance(where, dict) else {"_schema": where}
        return _respond(problem_for(ValidationError(merged)))
    code = error.code or 500
    response = _respond(_document(code, error.name, error.description or ""))
    if error.response is None:
        for name, value in error.get_headers():
            if name.lower() not in {"content-type", "content-length"}:
                response.headers[name] = value
    return response


def _unforeseen(error: Exception) -> Response:
    if current_app.testing:
        raise error
    log.error("unforeseen", exc_info=error)
    return _respond(
        _document(500, "Something failed on our side.", "Nothing was changed. Try again later.")
    )


def _respond(document: dict[str, Any]) -> Response:
    return Response(json.dumps(document), document["status"], content_type=MEDIA_TYPE)


def _document(
    status: int, title: str, detail: str, *, type_: str = "about:blank", **extensions: object
) -> dict[str, Any]:
    return {"type": type_, "title": title, "status": status, "detail": detail, **extensions}


def _flatten(messages: Mapping[str, Any], path: str = "#") -> Iterator[tuple[str, str]]:
    """Turn marshmallow's nested messages into JSON pointers, one per message."""
    for key, value in messages.items():
        here = path if key == "_schema" else f"{path}/{key}"
        if isinstance(value, Mapping):
            yield from _flatten(value, here)
        else:
            for detail in value if isinstance(value, list) else [value]:
                yield here, str(detail)
