"""How a card is packed into a code. These forms are on paper and on phones: frozen for ever.

base41 is base45's way of packing (two bytes in three signs, the least significant first, a last
odd byte in two) over the 41 of QR's alphanumeric signs that an address carries unescaped.
The card itself is a CBOR map (RFC 8949) of small whole numbers to texts and whole numbers, in
the shortest form, keys ascending; nothing else of CBOR is ever used, so nothing else is read.
"""

import zlib

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-."
VALUE_OF = {sign: value for value, sign in enumerate(ALPHABET)}
BASE = len(ALPHABET)
# What a packed card may unfold to: far above any card, far below what would hurt.
UNPACKED_LIMIT = 8192

WHOLE_NUMBER, TEXT, MAP = 0, 3, 5  # CBOR's major types
ONE_BYTE, TWO_BYTES, FOUR_BYTES = 24, 25, 26  # how its heads say that the number follows
WIDTH_OF = {ONE_BYTE: 1, TWO_BYTES: 2, FOUR_BYTES: 4}
LARGEST = 2**32 - 1

Values = dict[int, str | int]


class UnreadableCodeError(ValueError):
    """The text is not a code of this form."""


def to_base41(content: bytes) -> str:
    """Return *content* in signs that QR packs well and an address carries as they are."""
    signs = []
    for at in range(0, len(content) - 1, 2):
        value = content[at] << 8 | content[at + 1]
        signs += [value % BASE, value // BASE % BASE, value // BASE**2]
    if len(content) % 2:
        signs += [content[-1] % BASE, content[-1] // BASE]
    return "".join(ALPHABET[sign] for sign in signs)


def from_base41(text: str) -> bytes:
    """Return what `to_base41` was given; only its own output is read, so each text has one."""
    if len(text) % 3 == 1 or any(sign not in VALUE_OF for sign in text):
        raise UnreadableCodeError("not base41")
    content = bytearray()
    for at in range(0, len(text), 3):
        values = [VALUE_OF[sign] for sign in text[at : at + 3]]
        value = sum(value * BASE**place for place, value in enumerate(values))
        width = len(values) - 1
        if value >= 256**width:
            raise UnreadableCodeError("not base41")
        content += value.to_bytes(width, "big")
    return bytes(content)


def pack(values: Values) -> bytes:
    """Return *values* as raw deflate of CBOR. Other packers may differ; all of them unpack."""
    body = _head(MAP, len(values))
    for key in sorted(values):
        value = values[key]
        body += _head(WHOLE_NUMBER, key)
        if isinstance(value, int):
            body += _head(WHOLE_NUMBER, value)
        else:
            text = value.encode()
            body += _head(TEXT, len(text)) + text
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    return packer.compress(body) + packer.flush()


def unpack(content: bytes) -> Values:
    """Return what `pack` was given. Raises `UnreadableCodeError` for anything else."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        body = unpacker.decompress(content, UNPACKED_LIMIT)
    except zlib.error as error:
        raise UnreadableCodeError("not packed") from error
    if not unpacker.eof:
        raise UnreadableCodeError("not packed")
    return _Reader(body).read_values()


def _head(major: int, number: int) -> bytes:
    if number < ONE_BYTE:
        return bytes([major << 5 | number])
    if number > LARGEST:
        raise ValueError("a number in a code has at most 32 bits")
    kind = next(kind for kind, width in WIDTH_OF.items() if number < 256**width)
    return bytes([major << 5 | kind]) + number.to_bytes(WIDTH_OF[kind], "big")


class _Reader:
    def __init__(self, body: bytes) -> None:
        self._body = body
        self._at = 0

    def read_values(self) -> Values:
        major, length = self._read_head()
        if major != MAP:
            raise UnreadableCodeError("not a card")
        values: Values = {}
        for _ in range(length):
            key_major, key = self._read_head()
            value_major, value = self._read_head()
            if key_major != WHOLE_NUMBER or value_major not in {WHOLE_NUMBER, TEXT}:
                raise UnreadableCodeError("not a card")
            if key in values:
                raise UnreadableCodeError("a field twice")
            values[key] = value if value_major == WHOLE_NUMBER else self._read_text(value)
        if self._at != len(self._body):
            raise UnreadableCodeError("more than a card")
        return values

    def _read_head(self) -> tuple[int, int]:
        first = self._take(1)[0]
        kind = first & 31
        if kind < ONE_BYTE:
            return first >> 5, kind
        if kind not in WIDTH_OF:
            raise UnreadableCodeError("not a card")
        return first >> 5, int.from_bytes(self._take(WIDTH_OF[kind]), "big")

    def _read_text(self, length: int) -> str:
        try:
            return self._take(length).decode()
        except UnicodeDecodeError as error:
            raise UnreadableCodeError("not a text") from error

    def _take(self, length: int) -> bytes:
        part = self._body[self._at : self._at + length]
        if len(part) < length:
            raise UnreadableCodeError("cut off")
        self._at += length
        return part
