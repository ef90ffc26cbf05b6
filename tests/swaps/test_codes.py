import json
import zlib
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.ids import ALPHABET
from server.swaps import codes, packing
from server.swaps.symbols import Correction, symbol
from tests.vectors import make_codes

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "codes.json").read_text()
)
HOSTS = {VECTORS["host"]}
SECRET = bytes(range(32))


def version_of(segments: tuple[str, str], correction: Correction) -> int:
    """Return the QR version that carries a byte and an alphanumeric segment."""
    return (len(symbol(segments, correction)) - 17) // 4


def segments_of(text: str) -> tuple[str, str]:
    start, mark, code = text.partition("#")
    return start + mark, code


def test_vectors_are_what_the_code_makes() -> None:
    assert json.loads(json.dumps(make_codes.make())) == VECTORS


@pytest.mark.parametrize("case", [*VECTORS["faces"], *VECTORS["full"], VECTORS["every"]])
def test_card_code_reads_back_and_is_proved_by_its_tag(case: dict[str, Any]) -> None:
    found = codes.parse_code(case["text"], hosts=HOSTS)

    assert isinstance(found, codes.LiveCode)
    assert dict(found.fields) == case["fields"]
    assert codes.is_tag_good(bytes.fromhex(case["secret"]), found)


def test_card_is_plain_cbor_in_its_shortest_form() -> None:
    values: packing.Values = {1: "Mira", 5: 70_000, 10: "x" * 300, 24: 255}

    body = zlib.decompress(packing.pack(values), -15)

    assert body == cbor2.dumps(values, canonical=True)


def test_changed_card_or_minute_or_secret_is_not_proved() -> None:
    static = codes.card_static({"name": "Mira"})
    shown = codes.parse_code(
        "".join(codes.card_segments("https://hallway.example", codes.card_code(SECRET, 7, static))),
        hosts=HOSTS,
    )
    assert isinstance(shown, codes.LiveCode)
    other = codes.card_static({"name": "Mara"})

    assert codes.is_tag_good(SECRET, shown)
    assert not codes.is_tag_good(bytes(32), shown)
    for change in ({"step": 8}, {"static": other}):
        changed = {"key_id": shown.key_id, "step": 7, "static": static, **change}
        assert not codes.is_tag_good(
            SECRET,
            codes.LiveCode(tag=shown.tag, fields={}, **changed),  # type: ignore[arg-type]
        )


def test_typed_code_shows_every_wrong_sign_and_every_swap() -> None:
    for number in range(40):
        code = codes.typed_code(codes.key_id(bytes([number])))
        assert codes.typed_code_in(f"{code[:4]}-{code[4:]}".lower()) == code
        wrong = {
            code[:at] + sign + code[at + 1 :] for at in range(len(code)) for sign in ALPHABET
        } - {code}
        for one, other in combinations(range(len(code)), 2):
            swapped = list(code)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            wrong.add("".join(swapped))
        assert {text for text in wrong - {code} if codes.typed_code_in(text)} == set()


def test_typed_code_forgives_look_alikes() -> None:
    code = "0000000" + "0"
    assert codes.typed_code_in("oOoO OooO") == code


@given(st.binary(max_size=300))
def test_base41_reads_back(content: bytes) -> None:
    assert packing.from_base41(packing.to_base41(content)) == content


@given(st.text(alphabet=packing.ALPHABET, max_size=30))
def test_each_base41_text_has_one_reading(text: str) -> None:
    try:
        content = packing.from_base41(text)
    except packing.UnreadableCodeError:
        return
    assert packing.to_base41(content) == text


@given(
    st.one_of(
        st.text(max_size=200),
        st.text(max_size=60).map("https://hallway.example/c/#".__add__),
        st.text(max_size=60).map("https://hallway.example/b/".__add__),
        st.binary(max_size=90).map(
            lambda it: "https://hallway.example/c/#" + packing.to_base41(b"\x01" + it)
        ),
        st.binary(max_size=60).map(
            lambda it: (
                "https://hallway.example/c/#"
                + packing.to_base41(codes.card_code(SECRET, 1, zlib.compress(it, wbits=-15)))
            )
        ),
    )
)
def test_no_text_raises(text: str) -> None:
    codes.parse_code(text, hosts=HOSTS)


def test_text_with_half_a_surrogate_does_not_raise() -> None:
    assert isinstance(codes.parse_code("\ud800", hosts=HOSTS), codes.OtherCode)


def test_card_that_unfolds_without_end_is_a_code_without_a_face() -> None:
    bomb = zlib.compressobj(9, wbits=-15)
    static = bomb.compress(bytes(3_000_000)) + bomb.flush()
    code = codes.live_code_in(packing.to_base41(codes.card_code(SECRET, 1, static)))

    assert code is not None
    assert code.fields == {}


def test_field_of_a_card_is_one_line_within_its_limit() -> None:
    static = packing.pack({1: "Mira\r\nBCC: all", 3: "x" * 201, 5: "three", 6: 17})
    code = codes.live_code_in(packing.to_base41(codes.card_code(SECRET, 1, static)))

    assert code is not None
    assert code.fields == {"name": "Mira BCC: all"}


def test_tokens_are_long_and_never_the_same() -> None:
    tokens = {codes.new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {20}


def test_codes_stay_as_small_as_promised() -> None:
    faces = [version_of(segments_of(case["text"]), "M") for case in VECTORS["faces"]]
    full = [version_of(segments_of(case["text"]), "M") for case in VECTORS["full"]]
    badge = codes.badge_segments("https://hallway.example", codes.new_token())

    assert median(faces) <= 8
    assert max(faces) <= 12
    assert median(full) <= 9
    assert max(full) <= 13
    assert version_of(badge, "Q") <= 4
