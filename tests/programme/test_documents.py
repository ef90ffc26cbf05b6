import json
from pathlib import Path

from server.programme.documents import apply_delta, canonical_sha256
from server.programme.listing import board_order
from tests.vectors.make_programme import vectors

VECTORS = Path(__file__).parents[1] / "vectors/programme.json"


def test_vectors_are_what_the_server_makes() -> None:
    assert json.loads(VECTORS.read_text(encoding="utf-8")) == vectors()


def test_delta_leads_to_the_new_index_and_no_other() -> None:
    known = vectors()

    patched = apply_delta(known["old"], known["delta"])

    assert canonical_sha256(patched) == known["sha256"]["new"] == known["delta"]["sha256"]
    assert canonical_sha256(known["old"]) == known["sha256"]["old"] != known["sha256"]["new"]


def test_index_has_one_canonical_form_whatever_its_order() -> None:
    known = vectors()["new"]
    turned = {
        name: known[name][::-1] if isinstance(known[name], list) else known[name]
        for name in reversed(known)
    }

    assert canonical_sha256(turned) == canonical_sha256(known)


def test_boards_are_in_the_order_of_the_hall() -> None:
    boards = ["P10", "P2", "", "12", "A1-10", "A1-9", "p3", "2"]

    assert sorted(boards, key=board_order) == ["", "2", "12", "A1-9", "A1-10", "P2", "p3", "P10"]


def test_board_that_is_all_digits_is_sorted_too() -> None:
    assert sorted(["9" * 5000, "2"], key=board_order) == ["2", "9" * 5000]
