"""A structured text (`parsed.Text`) without its structure."""

from typing import Any

BEFORE = {"li": "- ", "quote": "> "}


def plain_text(blocks: list[dict[str, Any]]) -> str:
    """Return the words of *blocks*: paragraphs apart, items of a list on lines of their own."""
    text = ""
    before = ""
    for block in blocks:
        kind = block["t"]
        if text:
            text += "\n" if kind == before == "li" else "\n\n"
        text += BEFORE.get(kind, "") + "".join(map(_inline, block["c"]))
        before = kind
    return text


def _inline(piece: str | dict[str, str]) -> str:
    if isinstance(piece, str):
        return piece
    if "a" in piece:
        words = piece.get("c", "")
        return words if words == piece["a"] else f"{words} <{piece['a']}>"
    return next(iter(piece.values()))
