"""The OpenAPI document, with our errors in it instead of flask-smorest's."""

from http import HTTPStatus
from typing import Any

import flask_smorest
import marshmallow as ma

from server.core.problems import MEDIA_TYPE


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
