"""A page for reading the API, made from its OpenAPI document. No script, no other origin.

Outside production only; programs read `/openapi.json`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from apispec import APISpec
from flask import Blueprint, Flask, Response, abort, current_app, render_template

METHODS = ("get", "put", "post", "delete", "patch")
Document = Mapping[str, Any]
bp = Blueprint("reference", __name__)


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address, as the page shows it."""

    method: str
    path: str
    tag: str
    summary: str
    description: str
    parameters: list[str]
    body: str | None  # the name of a schema
    answers: list[tuple[str, str, str | None]]  # status, words, the name of a schema


def init_app(app: Flask, spec: APISpec) -> None:
    """Show *spec* as it is when a page is asked for."""
    app.extensions["api_document"] = spec
    app.register_blueprint(bp)


@bp.before_request
def refuse_in_production() -> None:
    """Have no such page where real people's data is."""
    if current_app.config["PRODUCTION"]:
        abort(HTTPStatus.NOT_FOUND)


@bp.get("/docs")
def get_reference() -> str:
    """Show every operation by feature, then every schema."""
    document = current_app.extensions["api_document"].to_dict()
    tags: dict[str, list[Operation]] = {}
    for operation in operations(document):
        tags.setdefault(operation.tag, []).append(operation)
    return render_template(
        "core/reference.html",
        title=document["info"]["title"],
        tags=sorted(tags.items()),
        schemas=sorted(document["components"]["schemas"].items()),
        wording=wording,
    )


@bp.get("/docs.css")
def get_reference_style() -> Response:
    """Send the page's style."""
    return Response(render_template("core/reference.css"), content_type="text/css; charset=utf-8")


def operations(document: Document) -> Iterator[Operation]:
    """Yield every operation of the document, in the order of its addresses."""
    for path, methods in sorted(document["paths"].items()):
        shared = methods.get("parameters", [])
        for method in (method for method in METHODS if method in methods):
            told = methods[method]
            yield Operation(
                method=method.upper(),
                path=path,
                tag=told.get("tags", ["other"])[0],
                summary=told.get("summary", ""),
                description=told.get("description", ""),
                parameters=[
                    f"{one['name']} ({one['in']}): {wording(one.get('schema', {}))}"
                    for one in [*shared, *told.get("parameters", [])]
                    if "name" in one
                ],
                body=_schema_of(told.get("requestBody", {})),
                answers=[
                    (str(status), *_answer(document, answer))
                    for status, answer in sorted(told["responses"].items(), key=str)
                ],
            )


def wording(schema: Document) -> str:
    """Return what a value must be, in one line: "string (uuid)", "list of SyncEntry"."""
    if reference := schema.get("$ref"):
        return str(reference).rpartition("/")[2]
    if several := schema.get("oneOf") or schema.get("anyOf") or schema.get("allOf"):
        return " or ".join(wording(one) for one in several)
    if "enum" in schema:
        return "one of " + ", ".join(map(repr, schema["enum"]))
    kind = schema.get("type", "anything")
    if kind == "array":
        return f"list of {wording(schema.get('items', {}))}"
    named = " or ".join(kind) if isinstance(kind, list) else str(kind)
    limits = [
        f"{words} {schema[name]}"
        for name, words in (("format", ""), ("minLength", "from"), ("maxLength", "to"))
        if name in schema
    ]
    return named + (f" ({', '.join(limit.strip() for limit in limits)})" if limits else "")


def _answer(document: Document, answer: Document) -> tuple[str, str | None]:
    if reference := answer.get("$ref"):
        answer = document["components"]["responses"][str(reference).rpartition("/")[2]]
    return str(answer.get("description", "")), _schema_of(answer)


def _schema_of(part: Document) -> str | None:
    for content in part.get("content", {}).values():
        if reference := content.get("schema", {}).get("$ref"):
            return str(reference).rpartition("/")[2]
    return None
