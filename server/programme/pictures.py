"""A picture from outside, made safe: decoded, bounded, and written anew without metadata."""

import io
import warnings
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from server.programme.errors import PictureRefusedError

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_BYTES = 2_000_000
LONGEST_SIDE = 6_000
MOST_PIXELS = 20_000_000
HASH_LENGTH = 24
# What is taken, and the ending under which it is served. SVG can carry scripts and is not.
EXTENSIONS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
CONTENT_TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
LEAN_MODES = {"1", "L", "P"}
KINDS_WORDS = "Save it as PNG, JPEG or WebP and try again."


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be served; `name` says what is in it: its hash and its kind."""

    name: str
    body: bytes
    width: int
    height: int


def safe_picture(body: bytes) -> Picture:
    """Return the picture in *body*, upright and without anything that is not picture.

    Raises `PictureRefusedError` for what is no PNG, JPEG or WebP, is cut short, or is larger than
    a phone should hold.
    """
    from PIL import Image  # noqa: PLC0415 -- slow import

    if len(body) > LARGEST_BYTES:
        raise PictureRefusedError(
            f"It has {_megabytes(len(body))} MB; a phone keeps it offline, so it may have at most "
            f"{_megabytes(LARGEST_BYTES)}. Make it smaller and try again."
        )
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(body), formats=tuple(EXTENSIONS)) as opened,
        ):
            kind = str(opened.format)
            _check_size(*opened.size)
            opened.load()
            upright = _upright(opened)
    except PictureRefusedError:
        raise
    except Exception as error:  # decoders of broken files raise what they like
        raise PictureRefusedError(f"This is no picture that can be read. {KINDS_WORDS}") from error
    return _written(upright, kind)


def _check_size(width: int, height: int) -> None:
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise PictureRefusedError(
            f"It has {width} by {height} pixels; at most {LONGEST_SIDE} a side and "
            f"{MOST_PIXELS // 1_000_000} million in all are shown. Make it smaller and try again."
        )


def _upright(picture: "Image") -> "Image":
    """Return the pixels alone, turned as the camera says they are meant."""
    from PIL import ImageOps  # noqa: PLC0415 -- slow import

    turned = ImageOps.exif_transpose(picture)
    if turned.mode in LEAN_MODES and "transparency" not in turned.info:
        copy = turned.copy()  # a drawing in few colours stays small
    else:
        copy = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    copy.info = {}
    return copy


def _written(picture: "Image", kind: str) -> Picture:
    held = io.BytesIO()
    if kind == "JPEG":
        picture.convert("RGB").save(held, kind, quality=90, optimize=True)
    elif kind == "WEBP":
        picture.save(held, kind, quality=90)
    else:
        picture.save(held, kind, optimize=True)
    body = held.getvalue()
    name = f"{sha256(body).hexdigest()[:HASH_LENGTH]}.{EXTENSIONS[kind]}"
    return Picture(name, body, *picture.size)


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.1f}".removesuffix(".0")
