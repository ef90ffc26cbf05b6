import pytest
from flask.testing import FlaskClient

from server.core.reference import operations, wording


def test_page_shows_every_operation_of_the_document(client: FlaskClient) -> None:
    document = client.get("/openapi.json").json
    assert document
    page = client.get("/docs")
    text = page.get_data(as_text=True)
    shown = list(operations(document))
    methods = ("get", "post", "put", "patch", "delete")
    paths = document["paths"].values()
    assert len(shown) == sum(method in path for path in paths for method in methods)
    for operation in shown:
        assert f"<code>{operation.path}</code>" in text
    for name in document["components"]["schemas"]:
        assert f'id="schema-{name}"' in text


def test_page_needs_no_script_and_no_other_origin(client: FlaskClient) -> None:
    text = client.get("/docs").get_data(as_text=True)
    assert "<script" not in text
    assert "style=" not in text
    assert "://" not in text
    assert client.get("/docs.css").content_type == "text/css; charset=utf-8"


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string", "format": "uuid"}, "string (uuid)"),
        ({"type": "string", "minLength": 1, "maxLength": 40}, "string (from 1, to 40)"),
        ({"type": ["string", "null"]}, "string or null"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}, "list of Thing"),
        ({"enum": ["going", None]}, "one of 'going', None"),
        ({"oneOf": [{"type": "string"}, {"type": "integer"}]}, "string or integer"),
        ({}, "anything"),
    ],
)
def test_schema_is_told_in_a_line(schema: dict[str, object], words: str) -> None:
    assert wording(schema) == words
