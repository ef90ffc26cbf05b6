"""The picture of an event's rooms: what is taken, what is refused, and how phones get it."""

import io
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, PngImagePlugin

from server.programme.errors import PictureRefusedError
from server.programme.pictures import LARGEST_BYTES, safe_picture
from tests.factories import make_event, make_session

SECRET = b"N 52.5 E 13.4"


def picture(kind: str, size: tuple[int, int] = (40, 30), **more: Any) -> bytes:  # noqa: ANN401
    held = io.BytesIO()
    Image.new("RGB", size, "teal").save(held, kind, **more)
    return held.getvalue()


def exif(**tags: int) -> Image.Exif:
    made = Image.Exif()
    made[0x010E] = SECRET.decode()  # ImageDescription
    for tag, value in tags.items():
        made[int(tag.removeprefix("t"), 16)] = value
    return made


@pytest.mark.parametrize(
    ("kind", "ending", "more"),
    [
        ("PNG", "png", {"exif": exif()}),
        ("JPEG", "jpg", {"exif": exif(), "comment": SECRET}),
        ("WEBP", "webp", {"exif": exif(), "xmp": SECRET}),
    ],
)
def test_picture_keeps_its_kind_and_loses_what_is_no_picture(
    kind: str, ending: str, more: dict[str, Any]
) -> None:
    given = picture(kind, **more)
    assert SECRET in given

    made = safe_picture(given)

    assert SECRET not in made.body
    assert made.name.endswith(f".{ending}")
    assert (made.width, made.height) == (40, 30)
    assert Image.open(io.BytesIO(made.body)).format == kind


def test_words_and_what_follows_a_png_are_left_out() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", SECRET.decode())

    made = safe_picture(picture("PNG", pnginfo=words) + b"<script>" + SECRET)

    assert SECRET not in made.body
    assert b"<script>" not in made.body


def test_photo_stands_as_the_camera_meant_it() -> None:
    made = safe_picture(picture("JPEG", exif=exif(t0112=6)))

    assert (made.width, made.height) == (30, 40)


def test_drawing_in_few_colours_stays_small() -> None:
    held = io.BytesIO()
    Image.effect_noise((800, 600), 40).convert("P").quantize(16).save(held, "PNG")

    made = safe_picture(held.getvalue())

    assert len(made.body) <= len(held.getvalue())


def test_same_picture_has_the_same_name() -> None:
    assert safe_picture(picture("PNG")).name == safe_picture(picture("PNG")).name


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "PNG, JPEG or WebP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PNG, JPEG or WebP"),
        (picture("GIF"), "PNG, JPEG or WebP"),
        (picture("BMP"), "PNG, JPEG or WebP"),
        (picture("PNG", (400, 300))[:120], "PNG, JPEG or WebP"),
        (picture("JPEG", (400, 300))[:300], "PNG, JPEG or WebP"),
        (picture("PNG", (6_001, 1)), "6001 by 1 pixels"),
        (picture("PNG", (6_000, 4_000)), "6000 by 4000 pixels"),
        (b"x" * (LARGEST_BYTES + 1), "at most 2"),
    ],
)
def test_what_phones_should_not_be_given_is_refused(body: bytes, word: str) -> None:
    with pytest.raises(PictureRefusedError, match=word):
        safe_picture(body)


def test_map_comes_with_the_programme_and_is_kept_for_ever(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    make_session(make_event("esc26"))
    file = tmp_path / "rooms.png"
    file.write_bytes(picture("PNG"))

    told = app.test_cli_runner().invoke(args=["events", "map", "esc26", str(file)])

    assert told.exit_code == 0
    assert told.output.startswith("esc26 has a map of 40 by 30")
    manifest = client.get("/api/events/esc26/programme").get_json()
    event = client.get(manifest["index"]).get_json()["event"]
    assert event["map"] == {"address": event["map"]["address"], "width": 40, "height": 30}
    answer = client.get(event["map"]["address"])
    assert answer.content_type == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.data == safe_picture(file.read_bytes()).body
    held = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(event["map"]["address"], headers=held).status_code == 304


def test_map_is_replaced_and_taken_away(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    make_session(make_event("esc26"))
    run = app.test_cli_runner().invoke
    file = tmp_path / "rooms"

    def shown() -> Any:  # noqa: ANN401 -- JSON
        manifest = client.get("/api/events/esc26/programme").get_json()
        return client.get(manifest["index"]).get_json()["event"].get("map")

    file.write_bytes(picture("PNG"))
    run(args=["events", "map", "esc26", str(file)])
    first = shown()["address"]
    file.write_bytes(picture("JPEG", (80, 20)))
    run(args=["events", "map", "esc26", str(file)])

    assert shown()["width"] == 80
    assert client.get(first).status_code == 404
    assert client.get(first).get_json()["type"] == "/problems/unknown-picture"
    assert run(args=["events", "map", "esc26", "--remove"]).exit_code == 0
    assert shown() is None


@pytest.mark.parametrize(
    ("arguments", "status", "word"),
    [
        (["nowhere", "{file}"], 1, "There is no such event"),
        (["esc26", "{file}.svg"], 1, "cannot be read"),
        (["esc26"], 2, "PICTURE or --remove"),
        (["esc26", "{file}", "--remove"], 2, "PICTURE or --remove"),
    ],
)
def test_command_says_what_is_wrong(
    app: Flask, tmp_path: Path, arguments: list[str], status: int, word: str
) -> None:
    make_event("esc26")
    file = tmp_path / "rooms.png"
    file.write_bytes(picture("PNG"))
    given = [argument.format(file=file) for argument in arguments]

    told = app.test_cli_runner().invoke(args=["events", "map", *given])

    assert told.exit_code == status
    assert word in told.output
