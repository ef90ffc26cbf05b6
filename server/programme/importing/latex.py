r"""LaTeX that abstracts of science hold, as the words and signs it stands for.

Only what surely is LaTeX is read: commands with braces, accents, math between dollars or
backslashed brackets. A price in dollars, a Windows path or a regular expression is left alone.
"""

import re
from functools import cache, lru_cache
from typing import Any

# An argument in braces, with at most two levels of braces within.
BRACED = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*+)\}"
MARKED = {
    "textbf": "**", "mathbf": "**", "emph": "*", "textit": "*", "textsl": "*", "texttt": "`",
}  # fmt: skip
PLAIN = (
    "text|textrm|textsc|textsf|mathrm|mbox|underline|section|subsection|title|paragraph|footnote"
    "|textsuperscript|textsubscript|ensuremath"
)
COMMAND = re.compile(rf"\\({'|'.join(MARKED)}|{PLAIN})\*?\s?{BRACED}")
HREF = re.compile(rf"\\href\s?{BRACED}\s?{BRACED}")
URL = re.compile(rf"\\url\s?{BRACED}")
CITED = re.compile(rf"\s?~?\\(?:cite[tp]?|ref|eqref|label|footcite){BRACED}")
# Accents: \'e, \"{o}, \^{\i}, \c{c}, \v{s}; letters as commands: \ss, \o, \aa, \ae.
ACCENT = re.compile(
    r"\{?\\(?:[\"'`^~=.]\s?(?:\{\\?[a-zA-Z]\}|\\?[ijIJ](?![a-zA-Z])|[a-zA-Z])"
    r"|[cvuHkrdbt]\s?\{\\?[a-zA-Z]{1,2}\})\}?(?![\^_])"
)
LETTER = re.compile(r"\{\\(?:ss|o|O|l|L|aa|AA|ae|AE|oe|OE|i|j)\}|\\(?:ss|aa|AA|ae|AE|oe|OE)\{\}")
NAMES = re.compile(r"\\(La)?TeX(?:\{\}|\\( )|(?![a-zA-Z]))")
MATH = re.compile(
    r"(?<![\\$])\$\$?(?![\s${])((?:[^$\\\n]|\\.|\n(?!\s*\n)){1,400}?)(?<![\s\\])\$\$?(?!\$)"
    r"|\\\((.{1,400}?)\\\)|\\\[(.{1,400}?)\\\]",
    re.DOTALL,
)
# What only mathematics has: a command, a raised or lowered sign.
SURE = re.compile(
    r"\\[a-zA-Z]{2,}|\\[,;!{}]|(?:^|(?<![A-Za-z_])[A-Za-z]'*|[\d)}\]])\s?[\^_]\s?[\w{+*\\-]|^[<>=]$"
)
# And what it has besides, where no word goes on around it: a relation, or one letter alone.
LIKELY = re.compile(r"^[^=<>]*[=<>][^=<>]*$|^-?[a-zA-Z]'*$|^[A-Za-z]\([a-z0-9, ]{1,12}\)$")
PRICE = re.compile(
    r"^\d[\d.,_]*(?:[\s=]|$)|^\d[\d.,]*\s?(?:k|m|bn|million|billion|[-\u2013/])", re.IGNORECASE
)
# A regular expression has dollars and backslashes too.
EXPRESSION = re.compile(r"\(\?[:=!<]|\\[dwsDWSb][+*?){]")
SCRIPTS = re.compile(r"([\^_])(?:\{([0-9+-]{1,8})\}|([0-9]))")
RAISED = str.maketrans(
    "0123456789+-", "\u2070\xb9\xb2\xb3\u2074\u2075\u2076\u2077\u2078\u2079\u207a\u207b"
)
LOWERED = str.maketrans(
    "0123456789+-", "\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089\u208a\u208b"
)
ITEMS = re.compile(
    r"\\begin\{(itemize|enumerate)\}((?:(?!\\begin\{(?:itemize|enumerate)\}).)*?)\\end\{\1\}",
    re.DOTALL,
)
ENVIRONMENT = re.compile(r"\\(?:begin|end)\{(?:abstract|center|quote|document|equation\*?)\}")
# Escapes and dashes that are read only where the text surely is LaTeX.
SMALL = ((r"\%", "%"), (r"\&", "&"), (r"\#", "#"), (r"\$", "$"), ("``", "\u201c"), ("''", "\u201d"))
MAX_ROUNDS = 4


def unlatexed(text: str, *, marked: bool = False) -> str:
    """Return *text* with its LaTeX as words and signs; *marked* keeps emphasis as Markdown."""
    if "\\" not in text and "$" not in text:
        return text
    new = ITEMS.sub(_items, text)
    new = HREF.sub(r"[\2](\1)" if marked else r"\2", new)
    new = URL.sub(r"\1", new)
    new = NAMES.sub(lambda found: f"{found[1] or ''}TeX{found[2] or ''}", new)
    new = MATH.sub(_math, new)
    new = ACCENT.sub(_accented, new)
    new = LETTER.sub(lambda found: _read(found[0]), new)
    for _ in range(MAX_ROUNDS):
        before, new = new, COMMAND.sub(lambda found: _command(found, marked=marked), new)
        if new == before:
            break
    if new == text:
        return text
    new = ENVIRONMENT.sub("", CITED.sub("", new))
    for written, sign in SMALL:
        new = new.replace(written, sign)
    return re.sub(r"(?<=\w)~(?=\w)", "\xa0", new)


def _items(found: re.Match[str]) -> str:
    parts = re.split(r"\\item(?:\[[^\]]*\])?\s*", found[2])
    return "\n\n" + "\n".join(f"* {' '.join(part.split())}" for part in parts[1:]) + "\n\n"


def _command(found: re.Match[str], *, marked: bool) -> str:
    mark = MARKED.get(found[1], "") if marked else ""
    inner = found[2].strip()
    return f"{mark}{inner}{mark}" if inner else ""


def _math(found: re.Match[str]) -> str:
    dollars = found[1]
    content = next(part for part in found.groups() if part is not None)
    if dollars is not None:
        before = found.string[max(0, found.start() - 1) : found.start()]
        after = found.string[found.end() : found.end() + 1]
        apart = not (before.isalnum() or after.isalnum())
        sure = SURE.search(content) or (apart and LIKELY.search(content))
        if (
            PRICE.search(content)
            or EXPRESSION.search(content)
            or not sure
            or (after.isdigit() and len(content) > 1)
        ):
            return found[0]
    elif not (SURE.search(content) or LIKELY.search(content)):
        return found[0]
    return _read(f"${SCRIPTS.sub(_script, content)}$")


def _script(found: re.Match[str]) -> str:
    return (found[2] or found[3]).translate(RAISED if found[1] == "^" else LOWERED)


def _accented(found: re.Match[str]) -> str:
    """Return the letter with its accent; within a path of Windows a backslash is no accent."""
    word = found.string[: found.start()].rpartition(" ")[2]
    return found[0] if ":\\" in word or word.startswith("\\\\") else _read(found[0])


@lru_cache(maxsize=4_096)
def _read(latex: str) -> str:
    """Return what a fragment says, or itself where that cannot be read."""
    from pylatexenc.latexwalker import LatexWalkerError  # noqa: PLC0415 -- slow import

    try:
        said = str(_reader().latex_to_text(latex))
    except (LatexWalkerError, ValueError, IndexError, KeyError, TypeError, RecursionError):
        return latex
    return " ".join(said.split()) if said.strip() else latex


@cache
def _reader() -> Any:  # noqa: ANN401 - imported where it is needed, and only then
    from pylatexenc.latex2text import LatexNodes2Text  # noqa: PLC0415 -- slow import

    return LatexNodes2Text(math_mode="text", strict_latex_spaces=False, keep_comments=True)
