"""A structured text (`parsed.Text`) as one string that reads back as the same text.

Words alone are written as they are; what has structure is written as HTML, which the programs
that read schedules show, and which means one thing only.
"""

import re
from html import escape
from typing import Any

# What a reader might take for markup, an entity, mathematics or an address, or would tidy away.
MEANING = re.compile(
    r"[*_`\[\]\\<>&$^~|{}]|https?:|www\.|mailto:|^\s*(?:[#>=+-]|\d+[.)])|^\s|\s$|\s\s|\t",
    re.MULTILINE,
)
WRAPPED = {"p": "p", "h": "h2", "quote": "blockquote", "pre": "pre"}
MARKS = {"b": "b", "i": "i", "code": "code"}


def marked_up(blocks: list[dict[str, Any]]) -> str:
    """Return *blocks* as plain paragraphs where that is all they are, else as HTML."""
    paragraphs = [block["c"][0] for block in blocks if block["t"] == "p" and len(block["c"]) == 1]
    plain = [words for words in paragraphs if isinstance(words, str) and not MEANING.search(words)]
    if len(plain) == len(blocks):
        return "\n\n".join(plain)
    return "\n".join(_listed(blocks))


def _listed(blocks: list[dict[str, Any]]) -> list[str]:
    lines: list[str] = []
    within = False
    for block in blocks:
        if (block["t"] == "li") != within:
            lines.append("</ul>" if within else "<ul>")
            within = not within
        tag = "li" if within else WRAPPED[block["t"]]
        said = "".join(_inline(inline, kept=tag == "pre") for inline in block["c"])
        lines.append(f"<{tag}>{said}</{tag}>")
    return [*lines, "</ul>"] if within else lines


def _inline(inline: str | dict[str, str], *, kept: bool) -> str:
    if isinstance(inline, str):
        return _words(inline, kept=kept)
    if "a" in inline:
        return f'<a href="{escape(inline["a"])}">{_words(inline["c"], kept=kept)}</a>'
    mark = next(iter(inline))
    return f"<{MARKS[mark]}>{_words(inline[mark], kept=kept)}</{MARKS[mark]}>"


def _words(text: str, *, kept: bool) -> str:
    # A backslash or a dollar might be LaTeX to a reader; as a reference it is itself.
    safe = escape(text, quote=False).replace("\\", "&#92;").replace("$", "&#36;")
    return safe if kept else safe.replace("\n", "<br>")
