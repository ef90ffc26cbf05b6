from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

PAGE = b"<!doctype html><title>Hallway</title>"


@pytest.fixture
def built(app: Flask, tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_bytes(PAGE)
    (tmp_path / "sw.js").write_text("self")
    (tmp_path / "manifest.webmanifest").write_text("{}")
    (tmp_path / "icon.svg").write_text("<svg/>")
    (tmp_path / "assets" / "index-abc.js").write_text("1")
    (tmp_path / "assets" / "index-abc.js.br").write_bytes(b"brotli")
    (tmp_path / "assets" / "index-abc.js.gz").write_bytes(b"gzip")
    app.config["STATIC_FOLDER"] = tmp_path
    return tmp_path


@pytest.mark.usefixtures("built")
def test_app_is_asked_for_anew_each_time(client: FlaskClient) -> None:
    response = client.get("/")

    assert response.data == PAGE
    assert response.content_type == "text/html; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-cache"
    again = client.get("/", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == response.headers["ETag"]


def test_missing_client_says_how_to_build_it(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    app.config["STATIC_FOLDER"] = tmp_path

    response = client.get("/")

    assert response.status_code == 503
    assert "python3 -m server --setup-only" in response.text


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    ("accepted", "encoding", "body"),
    [("gzip, br", "br", b"brotli"), ("gzip", "gzip", b"gzip"), ("identity", None, b"1")],
)
def test_asset_is_sent_in_the_best_form_for_ever(
    client: FlaskClient, accepted: str, encoding: str | None, body: bytes
) -> None:
    response = client.get("/assets/index-abc.js", headers={"Accept-Encoding": accepted})

    assert response.data == body
    assert response.headers.get("Content-Encoding") == encoding
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Vary"] == "Accept-Encoding"


@pytest.mark.usefixtures("built")
def test_tag_of_one_form_answers_for_another(client: FlaskClient) -> None:
    plain = client.get("/assets/index-abc.js").headers["ETag"]

    response = client.get(
        "/assets/index-abc.js", headers={"Accept-Encoding": "br", "If-None-Match": plain}
    )

    assert response.status_code == 304
    assert response.headers["ETag"] == f'{plain[:-1]}-br"'


@pytest.mark.usefixtures("built")
def test_worker_may_answer_for_the_whole_site(client: FlaskClient) -> None:
    response = client.get("/sw.js")

    assert response.content_type == "text/javascript; charset=utf-8"
    assert response.headers["Service-Worker-Allowed"] == "/"
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.usefixtures("built")
def test_manifest_has_its_media_type(client: FlaskClient) -> None:
    assert client.get("/manifest.webmanifest").content_type == "application/manifest+json"


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("path", ["/assets/none.js", "/assets/../sw.js", "/assets/%2e%2e/sw.js"])
def test_what_is_no_asset_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
