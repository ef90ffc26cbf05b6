"""Texts from outside as safe structure: what `parsed.Text` describes, and nothing else.

HTML goes through nh3, Markdown through markdown-it first; what is left is read into blocks, so
that no screen, mail or print ever handles markup that somebody else wrote.
"""

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from typing import Any, Literal

import nh3

from .html_tags import with_words_kept
from .latex import unlatexed
from .parsed import Text
from .words import UNSEEN, address_of, unescaped

Markup = Literal["html", "markdown", "plain", "auto"]

MAX_TEXT = 100_000
MAX_BLOCKS = 2_000

BLOCKS = {
    "p": "p", "div": "p", "section": "p", "article": "p", "address": "p", "tr": "p", "dt": "p",
    "dd": "p", "figcaption": "p", "h1": "h", "h2": "h", "h3": "h", "h4": "h", "h5": "h", "h6": "h",
    "li": "li", "blockquote": "quote", "pre": "pre",
}  # fmt: skip
INLINES = {"b": "b", "strong": "b", "i": "i", "em": "i", "code": "code", "tt": "code", "a": "a"}
AROUND = {"ul", "ol", "dl", "table", "tbody", "thead", "tfoot", "td", "th", "br", "hr", "span"}
# With one of these a text is laid out by its tags; without, by its line breaks.
BLOCK_TAG = re.compile(
    r"</?(?:p|div|br|ul|ol|li|h[1-6]|table|tr|blockquote|pre)\b[^<>]*>", re.IGNORECASE
)
ANY_TAG = re.compile(
    r"</?(?:b|strong|i|em|a|span|u|font|code|sup|sub|small|img)\b[^<>]*>", re.IGNORECASE
)
ESCAPED_TAG = re.compile(
    r"&(?:amp;){0,3}lt;/?(?:p|br|div|b|strong|i|em|a|ul|ol|li|span|h[1-6])\b", re.IGNORECASE
)
# What Markdown would change about a text; most texts hold none of it.
MARKDOWN = re.compile(
    r"[*_`\[\\]|^ {0,3}(?:#{1,6} |>|[-+] |\d{1,9}[.)] |~~~|=+ *$|-+ *$)|^(?: {4}|\t)", re.MULTILINE
)
ADDRESS = re.compile(r"\b(?:https?://|mailto:|www\.)[^\s<>\"'`{}|\\^]+", re.IGNORECASE)
PARAGRAPHS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def structured(text: str | None, markup: Markup = "auto") -> Text:
    r"""Return *text* as blocks; never raises. A line break within a block is "\\n" in its strings.

    "auto" reads as HTML what is laid out by HTML tags, and as Markdown (which plain text nearly
    always is) the rest. Beyond 100,000 characters the text is cut.
    """
    if not isinstance(text, str) or not text.strip():
        return []
    plain = UNSEEN.sub("", text[:MAX_TEXT].replace("\r\n", "\n").replace("\r", "\n"))
    if markup == "plain":
        return _of_plain(plain)
    plain = unlatexed(plain, marked=True)
    if ESCAPED_TAG.search(plain) and not BLOCK_TAG.search(plain):
        plain = unescaped(plain)
    if markup == "auto":
        markup = "html" if BLOCK_TAG.search(plain) else "markdown"
    if markup == "html":
        return _of_html(plain)
    if MARKDOWN.search(plain) or ANY_TAG.search(plain):
        return _of_html(_markdown().render(plain))
    return _of_plain(unescaped(plain))


def plain_text(text: Text) -> str:
    """Return what *text* says, without its structure, a blank line between blocks."""
    return "\n\n".join("".join(map(_said, block["c"])) for block in text)


def _said(inline: Any) -> str:  # noqa: ANN401 - an inline of `Text`
    if isinstance(inline, str):
        return inline
    return str(next(inline[name] for name in ("c", "b", "i", "code") if name in inline))


def _of_plain(text: str) -> Text:
    blocks = _Blocks()
    for paragraph in PARAGRAPHS.split(text.strip("\n")):
        blocks.begin("p")
        blocks.say("\n".join(" ".join(line.split()) for line in paragraph.strip("\n").split("\n")))
    return blocks.done()


def _of_html(text: str) -> Text:
    clean = nh3.clean(
        with_words_kept(text),
        tags={*BLOCKS, *INLINES, *AROUND},
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel=None,
    )
    reader = _HtmlReader()
    reader.feed(clean)
    reader.close()
    return reader.blocks.done()


@cache
def _markdown() -> Any:  # noqa: ANN401 - imported where it is needed, and only then
    from markdown_it import MarkdownIt  # noqa: PLC0415 -- slow import

    return MarkdownIt("commonmark", {"html": True, "breaks": True})


class _Blocks:
    """Collects blocks and what is said within them."""

    def __init__(self) -> None:
        self.blocks: Text = []
        self.kind = "p"
        self.inlines: list[Any] = []

    def begin(self, kind: str) -> None:
        """End the block at hand and begin one of *kind*."""
        inlines = _trimmed(_joined(self.inlines), keep=self.kind == "pre")
        if inlines and len(self.blocks) < MAX_BLOCKS:
            self.blocks.append({"t": self.kind, "c": inlines})
        self.kind, self.inlines = kind, []

    def say(self, text: str, mark: str | None = None, address: str | None = None) -> None:
        """Add *text*, marked as one inline; addresses within plain words become links."""
        if address:
            self.inlines.append({"a": address, "c": text})
        elif mark:
            self.inlines.append({mark: text})
        elif self.kind == "pre":
            self.inlines.append(text)
        else:
            self.inlines += _linked(text)

    def done(self) -> Text:
        """End the last block and return them all."""
        self.begin("p")
        return self.blocks


def _linked(text: str) -> list[Any]:
    parts: list[Any] = []
    at = 0
    for found in ADDRESS.finditer(text):
        written = found[0].rstrip(".,;:!?…")
        if written.endswith(")") and "(" not in written:
            written = written.rstrip(").,;")
        if address := address_of(written):
            parts += [text[at : found.start()], {"a": address, "c": written}]
            at = found.start() + len(written)
    return [part for part in (*parts, text[at:]) if part]


def _joined(inlines: list[Any]) -> list[Any]:
    """Return *inlines* with neighbours of one kind made one."""
    joined: list[Any] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        if isinstance(inline, str) and isinstance(last, str):
            joined[-1] = last + inline
        elif isinstance(inline, dict) and isinstance(last, dict) and inline.keys() == last.keys():
            mark = next(iter(inline))
            if mark == "a" and inline["a"] != last["a"]:
                joined.append(inline)
            else:
                said = "c" if mark == "a" else mark
                joined[-1] = {**last, said: last[said] + inline[said]}
        else:
            joined.append(inline)
    return joined


def _trimmed(inlines: list[Any], *, keep: bool) -> list[Any]:
    """Return *inlines* without blanks at either end, or nothing if that is all they are."""
    if keep:
        text = "".join(map(_said, inlines)).strip("\n")
        return [text] if text.strip() else []
    if inlines and isinstance(inlines[0], str):
        inlines = [inlines[0].lstrip(), *inlines[1:]]
    if inlines and isinstance(inlines[-1], str):
        inlines = [*inlines[:-1], inlines[-1].rstrip()]
    inlines = [inline for inline in inlines if inline]
    return inlines if any(_said(inline).strip() for inline in inlines) else []


class _HtmlReader(HTMLParser):
    """Reads what nh3 left into blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks = _Blocks()
        self.marks: list[tuple[str, str | None]] = []
        self.within: Counter[str] = Counter()
        self.counts: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in INLINES:
            self.marks.append((INLINES[tag], address_of(dict(attrs).get("href"))))
        elif tag in BLOCKS:
            self.within[BLOCKS[tag]] += 1
            self._begin()
            self._number(tag)
        elif tag in {"ul", "ol"}:
            self.counts.append(0 if tag == "ol" else None)
        elif tag == "br":
            self.blocks.inlines.append("\n")
        elif tag == "hr":
            self._begin()
        elif tag in {"td", "th"} and self.blocks.inlines:
            self.blocks.say(" · ")

    def handle_endtag(self, tag: str) -> None:
        if tag in INLINES and self.marks:
            self.marks.pop()
        elif tag in BLOCKS:
            self.within[BLOCKS[tag]] -= 1
            self._begin()
        elif tag in {"ul", "ol"} and self.counts:
            self.counts.pop()

    def handle_data(self, data: str) -> None:
        if self.blocks.kind != "pre":
            data = re.sub(r"\s+", " ", data)
            last = self.blocks.inlines[-1] if self.blocks.inlines else "\n"
            if isinstance(last, str) and last.endswith(("\n", " ")):
                data = data.lstrip()
        if data:
            mark, address = self._mark()
            self.blocks.say(data, mark, address)

    def _begin(self) -> None:
        """Begin a block of the kind that matters most among those around it."""
        kinds = [kind for kind in ("pre", "li", "h", "quote") if self.within[kind] > 0]
        self.blocks.begin(kinds[0] if kinds else "p")

    def _number(self, tag: str) -> None:
        if tag == "li" and self.counts and (count := self.counts[-1]) is not None:
            self.counts[-1] = count + 1
            self.blocks.inlines.append(f"{count + 1}. ")

    def _mark(self) -> tuple[str | None, str | None]:
        """Return the mark for what is said now: links before code before bold before italic."""
        if address := next((address for _, address in reversed(self.marks) if address), None):
            return None, address
        named = {mark for mark, _ in self.marks}
        return next((mark for mark in ("code", "b", "i") if mark in named), None), None
