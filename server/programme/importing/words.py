"""One-line values as files have them: names, titles, languages, addresses."""

import html
import re
import unicodedata
from typing import Any
from urllib.parse import urljoin, urlsplit

from .latex import unlatexed

MAX_NAME = 200
MAX_TITLE = 500
MAX_LINK = 2000

# Control characters, and the invisible ones that turn the direction of what follows; not the
# marks (U+200E, U+200F, U+061C) that texts from right to left need.
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
# Tags that exporters leave in titles; "<T>" and "<stdio.h>" are what a talk is about.
TAG = re.compile(
    r"</?(?:p|br|b|i|u|s|em|strong|span|a|div|sub|sup|small|big|font|code|tt|h[1-6]|img|mark|wbr"
    r"|abbr|cite|q|del|ins|center|nobr|li|ul|ol)\b(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
DOMAIN = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?:[/?#:]\S*)?", re.IGNORECASE
)
LANGUAGE = re.compile(r"([a-z]{2,3})(?:-[a-z0-9]{2,8})*")
LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "francais": "fr", "spanish": "es", "español": "es", "italian": "it", "italiano": "it",
    "portuguese": "pt", "português": "pt", "dutch": "nl", "nederlands": "nl", "polish": "pl",
    "polski": "pl", "japanese": "ja", "日本語": "ja", "chinese": "zh", "中文": "zh", "korean": "ko",
    "russian": "ru", "русский": "ru", "czech": "cs", "čeština": "cs", "turkish": "tr",
    "eng": "en", "ger": "de", "deu": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it",
}  # fmt: skip
# What stands for "no room yet" and the like.
NOTHING = {
    "",
    "-",
    "--",
    "\u2013",
    "\u2014",
    "?",
    "tba",
    "t.b.a.",
    "tbd",
    "tbc",
    "n/a",
    "null",
    "none",
}
YES = {"yes", "true", "1", "y", "ja", "oui", "sí", "full", "sold out"}
MOST_PLACES = 1_000_000  # more is a slip, or "no limit"
MAX_DIGITS = 12
MOST_ESCAPES = 3
SAFE_SCHEMES = ("https", "http", "mailto", "tel")


def line_of(value: Any, limit: int = MAX_NAME) -> str:  # noqa: ANN401 - whatever a file holds
    """Return *value* as one clean line of at most *limit* characters; no text gives nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = unicodedata.normalize("NFC", str(value))
    text = " ".join(UNSEEN.sub("", text).replace("\x85", " ").split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def title_of(value: Any) -> str:  # noqa: ANN401 - whatever a file holds
    """Return *value* as a title: a clean line, without the HTML some exporters leave in it."""
    text = line_of(value, 4 * MAX_TITLE)
    if "<" in text or "&" in text:
        text = unescaped(TAG.sub("", text))
    if "\\" in text or "$" in text:
        text = unlatexed(text)
    return line_of(text, MAX_TITLE)


def unescaped(text: str) -> str:
    """Return *text* without entities, those that were escaped twice included."""
    for _ in range(MOST_ESCAPES):
        plain = html.unescape(text)
        if plain == text:
            break
        text = plain
    return text


def name_or_none(value: Any) -> str | None:  # noqa: ANN401 - whatever a file holds
    """Return *value* as a name (of a room, a track), or None for "TBA" and the like."""
    name = title_of(value)[:MAX_NAME]
    return None if name.casefold() in NOTHING else name


def language_of(value: Any) -> str | None:  # noqa: ANN401 - whatever a file holds
    """Return the BCP 47 tag, lower case, that *value* means, or None."""
    text = line_of(value).lower().replace("_", "-")
    if text in LANGUAGES:
        return LANGUAGES[text]
    text = text.removesuffix("-formal").removesuffix("-informal")
    return text if LANGUAGE.fullmatch(text) else None


def address_of(value: Any, base: str = "") -> str | None:  # noqa: ANN401 - whatever a file holds
    """Return *value* as an address that may be linked to, or None.

    A bare domain gets https; a path is taken from *base* when that is an address.
    """
    text = UNSEEN.sub("", value).strip() if isinstance(value, str) else ""
    if not text or len(text) > MAX_LINK or re.search(r"[\s<>\"\\^`{|}]", text):
        return None
    if text.startswith("/") and base.startswith(("https://", "http://")):
        text = urljoin(base, text)
    elif DOMAIN.fullmatch(text) and "@" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        named = bool(parts.hostname) if parts.scheme in {"http", "https"} else bool(parts.path)
    except ValueError:
        return None
    return text if parts.scheme in SAFE_SCHEMES and named else None


def link_of(title: Any, address: Any, base: str = "") -> tuple[str, str] | None:  # noqa: ANN401
    """Return (title, address) to link to, titled by its host where the file gives no title."""
    where = address_of(address, base)
    if where is None:
        return None
    parts = urlsplit(where)
    return title_of(title)[:MAX_NAME] or parts.hostname or parts.path, where


def places_of(value: Any) -> int | None:  # noqa: ANN401 - whatever a file holds
    """Return how many people *value* says there is room for, or None; nought means unknown."""
    text = line_of(value).removesuffix(".0")
    if not (text.isascii() and text.isdigit()):
        return None
    return int(text[:MAX_DIGITS]) if 0 < int(text[:MAX_DIGITS]) <= MOST_PLACES else None


def truth_of(value: Any) -> bool:  # noqa: ANN401 - whatever a file holds
    """Return whether *value* says yes."""
    return value is True or line_of(value).casefold() in YES
