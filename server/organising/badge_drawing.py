"""How one badge is drawn: first name largest, the code at 25 mm or more, in vectors. Pure."""

import re
from dataclasses import dataclass

from fpdf import FPDF

CODE_MM = 25  # the smallest that is read at arm's length
CODE_LARGEST_MM = 42
QUIET_MODULES = 4
TITLES = re.compile(r"(?:dr|prof|professor|mr|mrs|ms|mx|sir|dame)\.?", re.IGNORECASE)
GREEN, INK, SOFT, WHITE = (11, 96, 72), (16, 30, 25), (74, 87, 81), (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the page, in millimetres from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


def split_name(name: str) -> tuple[str, str]:
    """Return what is printed largest, the first name with its title, and the rest."""
    words = name.split()
    at = 1 + next((at for at, word in enumerate(words) if not TITLES.fullmatch(word)), 0)
    return " ".join(words[:at]), " ".join(words[at:])


def draw_badge(pdf: FPDF, box: Box, texts: dict[str, str], code: list[list[bool]]) -> None:
    """Draw one badge into its box; of *texts* (event, first, rest, role, …) any may be missing."""
    if box.height >= box.width:
        _draw_upright(pdf, box, texts, code)
    else:
        _draw_across(pdf, box, texts, code)


def _draw_upright(pdf: FPDF, box: Box, texts: dict[str, str], code: list[list[bool]]) -> None:
    edge = box.width * 0.07
    band = box.height * 0.14
    inner = box.width - 2 * edge
    pdf.set_fill_color(*GREEN)
    pdf.rect(box.left, box.top, box.width, band, style="F")
    pdf.set_text_color(*WHITE)
    at = Box(box.left + edge, box.top + band * 0.45, inner, band * 0.4)
    _line(pdf, at, texts.get("event"), style="B")
    size = max(CODE_MM, min(CODE_LARGEST_MM, box.width * 0.4))
    top = box.top + band + edge * 0.8
    name_height = (box.height - band - size - 3 * edge) / 4
    pdf.set_text_color(*INK)
    for what, share, style in (("first", 1.5, "B"), ("rest", 0.9, "B")):
        _line(pdf, Box(box.left + edge, top, inner, name_height * share), texts.get(what), style)
        top += name_height * share
    pdf.set_text_color(*SOFT)
    for what in ("role", "institution"):
        _line(pdf, Box(box.left + edge, top, inner, name_height * 0.6), texts.get(what))
        top += name_height * 0.6
    bottom = box.top + box.height - edge
    _draw_code(pdf, Box(box.left + edge, bottom - size, size, size), code)
    pdf.set_text_color(*INK)
    beside = box.left + edge + size + edge * 0.6
    width = box.left + box.width - edge - beside
    _line(pdf, Box(beside, bottom - size * 0.3, width, size * 0.16), texts["typed"], style="B")


def _draw_across(pdf: FPDF, box: Box, texts: dict[str, str], code: list[list[bool]]) -> None:
    edge = 3.2  # four modules of the smallest code
    size = max(CODE_MM, min(CODE_LARGEST_MM, box.height - 2 * edge, box.width * 0.45))
    right = box.left + box.width - edge - size
    inner = right - box.left - 2 * edge
    height = box.height - 2 * edge
    top = box.top + edge
    shares = (
        ("event", 0.12, "", SOFT),
        ("first", 0.3, "B", INK),
        ("rest", 0.18, "B", INK),
        ("role", 0.13, "", SOFT),
        ("institution", 0.13, "", SOFT),
        ("typed", 0.14, "B", INK),
    )
    for what, share, style, colour in shares:
        pdf.set_text_color(*colour)
        _line(pdf, Box(box.left + edge, top, inner, height * share), texts.get(what), style)
        top += height * share
    _draw_code(pdf, Box(right, box.top + (box.height - size) / 2, size, size), code)


def _line(pdf: FPDF, box: Box, text: str | None, style: str = "") -> None:
    """Write one line as large as its box allows; what is still too long ends in dots."""
    if not text:
        return
    size = box.height * 0.78 * 72 / 25.4
    pdf.set_font(style=style, size=size)
    width = pdf.get_string_width(text)
    if width > box.width:
        size = max(size * box.width / width * 0.99, size * 0.4)
        pdf.set_font_size(size)
        while len(text) > 1 and pdf.get_string_width(text) > box.width:
            text = text[:-2].rstrip() + "…" if text.endswith("…") else text[:-1].rstrip() + "…"
    pdf.set_xy(box.left, box.top)
    pdf.cell(box.width, box.height, text)


def _draw_code(pdf: FPDF, box: Box, code: list[list[bool]]) -> None:
    """Draw the dark modules as one path of runs, in white space of four modules all round."""
    side = box.width / len(code)
    quiet = QUIET_MODULES * side
    pdf.set_fill_color(*WHITE)
    pdf.rect(
        box.left - quiet / 2, box.top - quiet / 2, box.width + quiet, box.height + quiet, style="F"
    )
    scale = pdf.k
    low = pdf.h - box.top
    path = [f"{INK[0] / 255:.3f} {INK[1] / 255:.3f} {INK[2] / 255:.3f} rg"]
    for row, modules in enumerate(code):
        start = None
        for column, dark in enumerate([*modules, False]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                left, bottom = box.left + start * side, low - (row + 1) * side
                path.append(
                    f"{left * scale:.2f} {bottom * scale:.2f} "
                    f"{(column - start) * side * scale:.2f} {side * scale:.2f} re"
                )
                start = None
    pdf._out("\n".join([*path, "f"]))  # noqa: SLF001 -- fpdf has no call for one path of many parts
