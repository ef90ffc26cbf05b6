"""Answers that a client may hold already: strong tags, one per encoding, and 304.

A tag is `"42"` for the plain body, `"42-gz"` and `"42-br"` for the compressed ones. A client that
names any of them, weakened or not, holds the content; the 304 repeats the tag of the variant it
would be sent.
"""

from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache

from flask import Response, request

from server.core.variants import Variants

NO_CACHE = "no-cache"
IMMUTABLE = "public, max-age=31536000, immutable"
_SUFFIX = {"br": "-br", "gzip": "-gz", "": ""}


def answer_variants(body: Variants, *, tag: str, content_type: str, caching: str) -> Response:
    """Send the smallest variant that the client accepts, or 304 where it holds one."""
    encoding = preferred_encoding(request.headers.get("Accept-Encoding", ""))
    headers = {
        "ETag": f'"{tag}{_SUFFIX[encoding]}"',
        "Cache-Control": caching,
        "Vary": "Accept-Encoding",
    }
    if is_held(tag):
        return Response(status=304, headers=headers)
    if encoding:
        headers["Content-Encoding"] = encoding
    return Response(_pick(body, encoding), headers=headers, content_type=content_type)


def answer_plain(
    body: bytes,
    *,
    tag: str,
    content_type: str,
    caching: str,
    modified_at: datetime | None = None,
) -> Response:
    """Send *body* uncompressed, or 304 where the client holds it."""
    headers = {"ETag": f'"{tag}"', "Cache-Control": caching}
    if modified_at is not None:
        headers["Last-Modified"] = format_datetime(
            modified_at.astimezone(UTC).replace(microsecond=0), usegmt=True
        )
    if is_held(tag):
        return Response(status=304, headers=headers)
    return Response(body, headers=headers, content_type=content_type)


def is_held(tag: str) -> bool:
    """Tell whether the request names *tag* in one of its forms as held by the client."""
    named = request.headers.get("If-None-Match")
    return named is not None and (named.strip() == "*" or tag in _bare_tags(named))


@lru_cache(maxsize=256)
def _bare_tags(header: str) -> frozenset[str]:
    tags = (tag.strip().removeprefix("W/").strip('"') for tag in header.split(","))
    return frozenset(tag.removesuffix("-gz").removesuffix("-br") for tag in tags)


@lru_cache(maxsize=256)
def preferred_encoding(header: str) -> str:
    """Return the smallest encoding that an `Accept-Encoding` allows: "br", "gzip" or ""."""
    quality: dict[str, float] = {}
    for part in header.lower().split(","):
        name, *parameters = (text.strip() for text in part.split(";"))
        quality[name] = _quality(parameters)
    otherwise = quality.get("*", 0)
    return next((name for name in ("br", "gzip") if quality.get(name, otherwise) > 0), "")


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0
    return 1


def _pick(body: Variants, encoding: str) -> bytes:
    return {"br": body.brotli, "gzip": body.gzip}.get(encoding, body.plain)
