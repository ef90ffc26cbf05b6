"""The OpenAPI document, with our errors in it instead of flask-smorest's."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

import flask_smorest
import marshmallow as ma

from server.core.problems import MEDIA_TYPE

View = TypeVar("View", bound=Callable[..., Any])


def described(*decorators: Callable[[Any], Any]) -> Callable[[View], View]:
    """Describe a view as *decorators* of flask-smorest would, and leave the view itself alone.

    For what is asked for very often and answers a finished `Response`: each of those decorators
    is otherwise a call around every request.
    """

    def describe(view: View) -> View:
        wrapped: Any = view
        for decorator in reversed(decorators):
            wrapped = decorator(wrapped)
        view._apidoc = wrapped._apidoc  # type: ignore[attr-defined]  # noqa: SLF001 -- its own way
        return view

    return describe


class PointedErrorSchema(ma.Schema):
    """One field of a request that was not as it must be."""

    pointer = ma.fields.String(metadata={"description": "JSON pointer into the body"})
    detail = ma.fields.String()


class ProblemSchema(ma.Schema):
    """RFC 9457: what was refused, why, and what to do."""

    type = ma.fields.String(required=True, metadata={"description": "/problems/<code>, for ever"})
    title = ma.fields.String(required=True)
    status = ma.fields.Integer(required=True)
    detail = ma.fields.String(required=True)
    errors = ma.fields.List(ma.fields.Nested(PointedErrorSchema))


class Api(flask_smorest.Api):  # type: ignore[misc]  # published without types
    """flask-smorest's API, answering and documenting errors as problem documents.

    `core.problems` handles the errors themselves.
    """

    def _register_error_handlers(self) -> None:
        """Leave errors to `core.problems`."""

    def _register_responses(self) -> None:
        """Document every error status, and the default one, as a problem document."""
        for status in HTTPStatus:
            body: dict[str, Any] = {"description": status.phrase}
            if status >= HTTPStatus.BAD_REQUEST:
                body["content"] = {MEDIA_TYPE: {"schema": ProblemSchema}}
            self.spec.components.response(status.name, body, lazy=True)
        self.spec.components.response(
            "DEFAULT_ERROR",
            {"description": "A problem", "content": {MEDIA_TYPE: {"schema": ProblemSchema}}},
            lazy=True,
        )
