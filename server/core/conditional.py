"""Answers that a client may hold already: strong tags, one per encoding, and 304.

A tag is `"42"` for the plain body, `"42-gz"` and `"42-br"` for the compressed ones. A client that
names any of them, weakened or not, holds the content; the 304 repeats the tag of the variant it
would be sent. A client that names no tag may ask by date, to the second.
"""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache

from flask import Response, request

from server.core.clock import now
from server.core.variants import Variants

NO_CACHE = "no-cache"
IMMUTABLE = "public, max-age=31536000, immutable"
_SUFFIX = {"br": "-br", "gzip": "-gz", "": ""}


def answer_variants(
    body: Variants,
    *,
    tag: str,
    content_type: str,
    caching: str,
    modified_at: datetime | None = None,
) -> Response:
    """Send the smallest variant that the client accepts, or 304 where it holds one."""
    encoding = preferred_encoding(request.headers.get("Accept-Encoding", ""))
    headers = {
        "ETag": f'"{tag}{_SUFFIX[encoding]}"',
        "Cache-Control": caching,
        "Vary": "Accept-Encoding",
    }
    if is_held(tag) | _dated(headers, modified_at):
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
    if is_held(tag) | _dated(headers, modified_at):
        return Response(status=304, headers=headers)
    return Response(body, headers=headers, content_type=content_type)


def _dated(headers: dict[str, str], modified_at: datetime | None) -> bool:
    """Add the date of the last change, and tell whether the client holds it by that date.

    While the second of the last change is not over, another change may come in it: the date sent
    is then the second before, so that the client asks again and is answered.
    """
    if modified_at is None:
        return False
    second = modified_at.astimezone(UTC).replace(microsecond=0)
    if now() < second + timedelta(seconds=1):
        second -= timedelta(seconds=1)
    headers["Last-Modified"] = format_datetime(second, usegmt=True)
    # RFC 9110 13.2.2: a tag that is named decides alone.
    named = None if "If-None-Match" in request.headers else request.headers.get("If-Modified-Since")
    held_since = None if named is None else _moment(named)
    return held_since is not None and modified_at < held_since + timedelta(seconds=1)


def _moment(named: str) -> datetime | None:
    """Return the moment of an HTTP date, or None for what is none."""
    try:
        moment = parsedate_to_datetime(named)
    except (ValueError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


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
