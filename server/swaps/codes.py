"""The codes: what is in them, how they are made, how a scanned text is told apart. Pure.

    card    https://<host>/c/# + base41( 01 ‖ key id 10 ‖ step 4 ‖ tag 8 ‖ packed card )
    badge   https://<host>/b/<token>      poster   https://<host>/p/<token>
    typed   XXXX-XXXX, seven signs of the key id and a check sign

The forms are final: they are on paper, and on phones that have not been updated.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from server.core.ids import ALPHABET, random_token, token_key
from server.swaps.packing import UnreadableCodeError, Values, from_base41, pack, to_base41, unpack

VERSION = 1
KEY_ID_BYTES, STEP_BYTES, TAG_BYTES = 10, 4, 8
HEADER_BYTES = 1 + KEY_ID_BYTES + STEP_BYTES + TAG_BYTES
STEP_SECONDS = 60
TOKEN_BITS = 96
TOKEN_SIGNS = range(-(-TOKEN_BITS // 5), 41)
CODE_LIMIT = 8192  # bytes of UTF-8; what is longer is kept as text
TYPED_SIGNS = 7
TYPED_FORM = re.compile(r"([0-9A-Z]{4})[ -]([0-9A-Z]{4})", re.ASCII | re.IGNORECASE)
ADDRESS_FORM = re.compile(r"https?://([^/?#\s]+)/(c/#|b/|p/)(\S*)", re.ASCII | re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

# The numbers of a card's fields in its code, for ever. New fields take new numbers.
FIELD_NUMBERS = {
    "name": 1,
    "headline": 2,  # role or level, as the badge's face says it
    "institution": 3,
    "event": 4,  # its slug
    "version": 5,  # of the card; a whole number
    "email": 6,
    "phone": 7,
    "orcid": 8,  # sixteen signs
    "linkedin": 9,  # what follows /in/
    "link": 10,  # without https://
}
FIELD_LIMITS = {"email": 254, "phone": 50, "orcid": 50, "linkedin": 2000, "link": 2000}
TEXT_LIMIT = 200
# What an address begins with is known; the code carries the rest.
STARTS = {
    "orcid": "https://orcid.org/",
    "linkedin": "https://www.linkedin.com/in/",
    "link": "https://",
}

Fields = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class LiveCode:
    """A card code as a phone showed it. Nothing in it is proved until its tag was recomputed.

    `step` is any 32-bit number: compare `step * STEP_SECONDS` as seconds, a date may not hold it.
    `fields` is empty where the packed card cannot be read; the code is judged by its tag alone.
    """

    key_id: bytes
    step: int
    tag: bytes
    static: bytes = field(repr=False)
    fields: Fields = field(repr=False)


@dataclass(frozen=True, slots=True)
class BadgeCode:
    """A printed badge: an opaque token, as tokens are compared."""

    token: str


@dataclass(frozen=True, slots=True)
class PosterCode:
    """A poster's code: an opaque token, as tokens are compared."""

    token: str


@dataclass(frozen=True, slots=True)
class TypedCode:
    """The eight signs under a card code, as they are compared; its check sign holds."""

    code: str


@dataclass(frozen=True, slots=True)
class OtherCode:
    """Anything else; kept as text. `ours`: our address, but what follows is damaged or forged."""

    text: str = field(repr=False)
    ours: bool = False


Code = LiveCode | BadgeCode | PosterCode | TypedCode | OtherCode


def key_id(secret: bytes) -> bytes:
    """Return the ten bytes that name a code secret; they say nothing about it."""
    return hashlib.sha256(b"hallway key 1" + secret).digest()[:KEY_ID_BYTES]


def key_text(key: bytes) -> str:
    """Return a key id as text: sixteen signs in base 32 without look-alikes."""
    number = int.from_bytes(key, "big")
    return "".join(ALPHABET[number >> shift & 31] for shift in range(8 * len(key) - 5, -1, -5))


def step_at(seconds: float) -> int:
    """Return the step of a moment in Unix *seconds*, as the showing phone's clock has it."""
    return int(seconds // STEP_SECONDS)


def tag_for(secret: bytes, step: int, static: bytes) -> bytes:
    """Return the eight bytes that prove which phone showed *static* in *step*."""
    message = b"hallway code 1" + step.to_bytes(STEP_BYTES, "big") + hashlib.sha256(static).digest()
    return hmac.new(secret, message, hashlib.sha256).digest()[:TAG_BYTES]


def is_tag_good(secret: bytes, code: LiveCode) -> bool:
    """Return whether the owner of *secret* showed exactly this code."""
    return hmac.compare_digest(tag_for(secret, code.step, code.static), code.tag)


def card_static(fields: Fields) -> bytes:
    """Return the packed card: the fields of `FIELD_NUMBERS` that are given and not empty."""
    values: Values = {}
    for name, number in FIELD_NUMBERS.items():
        if value := fields.get(name):
            values[number] = _shortened(name, value) if isinstance(value, str) else value
    return pack(values)


def card_code(secret: bytes, step: int, static: bytes) -> bytes:
    """Return the bytes of a live card code."""
    return b"".join(
        (
            bytes([VERSION]),
            key_id(secret),
            step.to_bytes(STEP_BYTES, "big"),
            tag_for(secret, step, static),
            static,
        )
    )


def card_segments(base_url: str, code: bytes) -> tuple[str, str]:
    """Return a card code's address as QR packs it best: one byte, one alphanumeric segment."""
    return f"{base_url}/c/#", to_base41(code)


def badge_segments(base_url: str, token: str) -> tuple[str, str]:
    """Return a badge's address as QR packs it best: one byte, one alphanumeric segment."""
    return f"{base_url}/b/", token


def new_token() -> str:
    """Return a badge's or poster's token: at least 96 random bits, without look-alikes."""
    return random_token(TOKEN_BITS)


def typed_code(key: bytes) -> str:
    """Return the eight signs under a card code: 35 bits of its key id, and a check sign.

    The check sign is computed in the field of 32 elements (x⁵ + x² + 1): the signs, read as the
    coefficients of a polynomial, the check sign last, vanish at 2. Each place weighs differently
    and none weighs nothing, so every single wrong sign and every swap of two shows.
    """
    signs = key_text(key)[:TYPED_SIGNS]
    return signs + ALPHABET[_double(_evaluate([ALPHABET.index(sign) for sign in signs]))]


def typed_code_in(text: str) -> str | None:
    """Return the typed code that somebody's typing means, or None where its check fails."""
    code = token_key(text)
    if len(code) != TYPED_SIGNS + 1 or _evaluate([ALPHABET.index(sign) for sign in code]):
        return None
    return code


def host_of(base_url: str) -> str:
    """Return the host, with its port, that codes of a server at *base_url* carry."""
    return urlsplit(base_url).netloc.lower()


def parse_code(raw: str, *, hosts: Collection[str]) -> Code:
    """Tell what was scanned. Never raises: what is not ours comes back as `OtherCode`.

    *hosts* are this server's own, lower case, with their port.
    """
    if len(raw) > CODE_LIMIT or len(raw.encode(errors="replace")) > CODE_LIMIT:
        return OtherCode(raw)
    text = raw.strip()
    if typed := TYPED_FORM.fullmatch(text):
        code = typed_code_in("".join(typed.groups()))
        return TypedCode(code) if code else OtherCode(raw)
    address = ADDRESS_FORM.fullmatch(text)
    if not address or address[1].lower() not in hosts:
        return OtherCode(raw)
    match address[2].lower():
        case "c/#":
            return _live_code(address[3]) or OtherCode(raw, ours=True)
        case "b/":
            token = _token(address[3])
            return BadgeCode(token) if token else OtherCode(raw, ours=True)
        case _:
            token = _token(address[3])
            return PosterCode(token) if token else OtherCode(raw, ours=True)


def live_code_in(text: str) -> LiveCode | None:
    """Return the card code in the part of its address after #, or None."""
    return _live_code(text) if len(text) <= CODE_LIMIT else None


def _live_code(text: str) -> LiveCode | None:
    try:
        content = from_base41(text)
    except UnreadableCodeError:
        return None
    if len(content) < HEADER_BYTES or content[0] != VERSION:
        return None
    key, rest = content[1 : 1 + KEY_ID_BYTES], content[1 + KEY_ID_BYTES :]
    return LiveCode(
        key_id=key,
        step=int.from_bytes(rest[:STEP_BYTES], "big"),
        tag=rest[STEP_BYTES : STEP_BYTES + TAG_BYTES],
        static=rest[STEP_BYTES + TAG_BYTES :],
        fields=_fields(rest[STEP_BYTES + TAG_BYTES :]),
    )


def _fields(static: bytes) -> dict[str, str | int]:
    try:
        values = unpack(static)
    except UnreadableCodeError:
        return {}
    fields: dict[str, str | int] = {}
    for name, number in FIELD_NUMBERS.items():
        value = values.get(number)
        if name == "version":
            if isinstance(value, int):
                fields[name] = value
        elif isinstance(value, str) and (text := _lengthened(name, _one_line(value))):
            fields[name] = text
    return fields


def _shortened(name: str, text: str) -> str:
    text = unicodedata.normalize("NFC", _one_line(text)).removeprefix(STARTS.get(name, ""))
    return text.replace("-", "") if name == "orcid" else text


def _lengthened(name: str, text: str) -> str:
    if not text or len(text) > FIELD_LIMITS.get(name, TEXT_LIMIT):
        return ""
    if name == "orcid":
        text = "-".join(text[at : at + 4] for at in range(0, len(text), 4))
    if name == "link" and text.startswith("http://"):
        return text
    return STARTS.get(name, "") + text


def _one_line(text: str) -> str:
    return CONTROL.sub(" ", text).strip()


def _token(text: str) -> str | None:
    token = token_key(text)
    plain = re.fullmatch(r"[0-9A-Z]+/?", text, re.ASCII | re.IGNORECASE)
    return token if plain and len(token) in TOKEN_SIGNS else None


def _double(value: int) -> int:
    """Multiply by 2 in the field of 32 elements."""
    return value << 1 ^ (0b100101 if value & 16 else 0)


def _evaluate(values: list[int]) -> int:
    """Return the polynomial with these coefficients, the highest first, at 2."""
    result = 0
    for value in values:
        result = _double(result) ^ value
    return result
