"""Texts that a file gives in several languages: which one is meant, and where the others go."""

import re
from collections.abc import Mapping
from typing import Any

from .parsed import Text
from .text import structured
from .words import LANGUAGES, title_of

# A text, or one text a language ({"de": "Eröffnung", "en": "Opening"}).
Spoken = str | Mapping[str, str]

CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}")
CODES = (
    "af am ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fil fr ga gl gsw gu he hi hr hu"
    " hy id is it ja ka kk km kn ko ku ky lb lo lt lv mk ml mn mr ms mt my nb ne nl nn no pa pl ps"
    " pt rm ro ru sc sk sl so sq sr sv sw ta te th tl tr uk ur uz vi xh zh zu"
)
KNOWN = frozenset(re.findall(r"[a-z]+", CODES))
# What a language calls itself, for a text in it beside the main one.
NAMES = {
    "en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "it": "Italiano",
    "pt": "Português", "nl": "Nederlands", "pl": "Polski", "cs": "Čeština", "sv": "Svenska",
    "da": "Dansk", "nb": "Norsk", "no": "Norsk", "fi": "Suomi", "el": "Ελληνικά",
    "ru": "Русский", "uk": "Українська", "tr": "Türkçe", "ar": "العربية", "he": "עברית",
    "fa": "فارسی", "hi": "हिन्दी", "ja": "日本語", "ko": "한국어", "zh": "中文", "vi": "Tiếng Việt",
    "ca": "Català", "eu": "Euskara", "gl": "Galego", "hu": "Magyar", "ro": "Română",
}  # fmt: skip
# Where a member holds its text, in formats that put one there.
INNER = ("rendered", "text", "plain", "value", "name", "title", "label", "#text", "_", "html")


def spoken_of(value: Any) -> Spoken:  # noqa: ANN401 - whatever a file holds
    """Return a text, or one a language where the file gives several; no text gives "" ."""
    if not isinstance(value, dict):
        said = isinstance(value, str | int | float) and not isinstance(value, bool)
        return str(value) if said else ""
    texts = {str(k): t for k, t in value.items() if isinstance(t, str) and t.strip()}
    if texts and all(map(_is_language, texts)):
        return texts if len(set(texts.values())) > 1 else next(iter(texts.values()))
    for name in INNER:
        if (inner := value.get(name)) not in (None, "", {}) and inner is not value:
            return spoken_of(inner)
    return next(iter(texts.values()), "")


def main_of(spoken: Spoken, *preferred: str | None) -> str:
    """Return the text in the first of the *preferred* languages there is, else English's."""
    if isinstance(spoken, str):
        return spoken
    return spoken.get(_main_language(spoken, preferred), "")


def others_of(spoken: Spoken, *preferred: str | None) -> list[tuple[str, str]]:
    """Return the texts `main_of` did not, each with its language, in the order of their codes."""
    if isinstance(spoken, str):
        return []
    main = _main_language(spoken, preferred)
    said = {spoken[main]}
    rest = []
    for code in sorted(spoken):
        if spoken[code] not in said:
            said.add(spoken[code])
            rest.append((code, spoken[code]))
    return rest


def texts_of(spoken: Spoken, *preferred: str | None) -> Text:
    """Return a text as blocks: the main language first, each other below its own name."""
    blocks = structured(main_of(spoken, *preferred))
    for code, text in others_of(spoken, *preferred):
        if found := structured(text):
            blocks = [*blocks, {"t": "h", "c": [language_name(code)]}, *found]
    return blocks


def subtitle_of(subtitle: Spoken, title: Spoken, *preferred: str | None) -> str:
    """Return the subtitle, with the title's other languages after it."""
    others = [text for _, text in others_of(title, *preferred)]
    own = [main_of(subtitle, *preferred), *(t for _, t in others_of(subtitle, *preferred))]
    return " · ".join(dict.fromkeys(filter(None, map(title_of, [*own, *others]))))


def language_name(code: str) -> str:
    """Return what a language calls itself, or its code."""
    plain = code.lower().replace("_", "-")
    return NAMES.get(plain) or NAMES.get(plain.partition("-")[0]) or code


def _main_language(spoken: Mapping[str, str], preferred: tuple[str | None, ...]) -> str:
    for wanted in (*preferred, "en"):
        code = (wanted or "").lower().partition("-")[0].partition("_")[0]
        exact = next((c for c in spoken if wanted and c.lower() == wanted.lower()), None)
        like = next((c for c in spoken if code and c.lower()[:2] == code[:2]), None)
        if found := exact or like:
            return found
    return next(iter(spoken))


def _is_language(name: str) -> bool:
    plain = name.replace("_", "-").lower()
    if plain in LANGUAGES:
        return True
    return CODE.fullmatch(name) is not None and plain.partition("-")[0] in KNOWN
