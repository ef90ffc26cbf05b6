"""Draws badges as a PDF: first name largest, the code at 25 mm or more, in vectors.

Pure but for the fonts it reads and the file it writes. Pages are packed one by one, so that
twenty thousand badges need little more memory than one.
"""

import os
import re
import tempfile
import zlib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from fpdf import FPDF
from fpdf.output import OutputProducer, PDFPage
from fpdf.syntax import Name

from server.organising import badge_fonts
from server.organising.badge_drawing import Box, draw_badge, split_name
from server.organising.badges import PrintJob, PrintReport
from server.organising.errors import BadgesRefusedError
from server.swaps.attendees import BadgeFace
from server.swaps.codes import badge_segments
from server.swaps.symbols import symbol

SHEET = (210.0, 297.0)
A6 = (105.0, 148.5)  # four to a sheet of A4
SMALLEST, LARGEST = (60.0, 32.0), (420.0, 594.0)
LABEL_FORM = re.compile(r"(\d{1,3}(?:\.\d)?)[x\u00d7](\d{1,3}(?:\.\d)?)(?:mm)?", re.IGNORECASE)


def label_size(text: str) -> tuple[float, float]:
    """Return width and height in millimetres of a label such as "89x36mm".

    Raises `BadgesRefusedError` for a size that no readable code fits on.
    """
    match = LABEL_FORM.fullmatch(text.strip())
    if match is None:
        raise BadgesRefusedError("Give a label's size in millimetres, such as 89x36mm.")
    width, height = float(match[1]), float(match[2])
    if width < SMALLEST[0] or height < SMALLEST[1] or width > LARGEST[0] or height > LARGEST[1]:
        raise BadgesRefusedError(
            f"A label takes {SMALLEST[0]:.0f}x{SMALLEST[1]:.0f} mm to "
            f"{LARGEST[0]:.0f}x{LARGEST[1]:.0f} mm: on a smaller one the code cannot be read."
        )
    return width, height


def print_badges(
    *,
    out: Path,
    job: PrintJob,
    label: tuple[float, float] | None = None,
    fonts: Sequence[Path] = (),
) -> PrintReport:
    """Write the job's badges to *out*, whole or not at all: four on A4, or one on a *label*.

    Fonts for letters that ours lacks are taken from *fonts*, then from the machine. A name that
    no font can write is left blank, and reported.
    """
    with closing(_Sheet(job, label)) as sheet:
        sheet.load_fonts(fonts)
        for badge in job.badges:
            sheet.add(badge)
        if not sheet.report.badges:
            raise BadgesRefusedError("There are no attendees; import them first.")
        _write(out, sheet.finish())
    return sheet.report


def _write(out: Path, content: bytes) -> None:
    """Put the file in its place in one step: a crash leaves the old one, or none."""
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, delete=False, suffix=".part") as part:
            try:
                part.write(content)
                part.flush()
                os.fsync(part.fileno())
                Path(part.name).replace(out)
            except BaseException:
                Path(part.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise BadgesRefusedError(f"{out} cannot be written: {error.strerror}.") from error


class _Sheet:
    def __init__(self, job: PrintJob, label: tuple[float, float] | None) -> None:
        self.report = PrintReport()
        self._job, self._label = job, label
        self._pdf = _document(label or SHEET)
        self._written: frozenset[int] = frozenset()

    def load_fonts(self, given: Sequence[Path]) -> None:
        """Add the fonts that the job's letters need, and find out which they cannot write."""
        self._written = self._add_fonts(self._job.letters, given)
        self.report.scripts = badge_fonts.scripts_of(self._job.letters - self._written)
        if badge_fonts.can_shape():
            self._pdf.set_text_shaping(use_shaping_engine=True)

    def close(self) -> None:
        """Close the font files, which fpdf leaves open."""
        for font in self._pdf.fonts.values():
            font.ttfont.close()  # type: ignore[union-attr]  # no core font is ever added

    def add(self, badge: BadgeFace) -> None:
        place = self.report.badges % (1 if self._label else 4)
        if place == 0:
            self._start_page()
        width, height = self._label or A6
        left, top = (place % 2) * width, (place // 2) * height
        if self._label is None:
            self._pdf.set_draw_color(200)
            self._pdf.rect(left, top, width, height)  # where to cut
        draw_badge(self._pdf, Box(left, top, width, height), self._texts(badge), self._code(badge))
        self.report.badges += 1

    def finish(self) -> bytes:
        self._pack_page()
        return bytes(self._pdf.output(output_producer_class=_PackedProducer))

    def _start_page(self) -> None:
        self._pdf.add_page()  # which may still finish the page before
        self._pack_page()
        self.report.pages += 1

    def _pack_page(self) -> None:
        if self.report.pages:
            page = self._pdf.pages[self.report.pages]
            if isinstance(page.contents, bytearray):
                page.contents = bytearray(zlib.compress(page.contents))

    def _code(self, badge: BadgeFace) -> list[list[bool]]:
        return symbol(badge_segments(self._job.base_url, badge.token), "Q")

    def _texts(self, badge: BadgeFace) -> dict[str, str]:
        first, rest = split_name(badge.name)
        texts = {
            "event": self._job.event,
            "first": first,
            "rest": rest,
            "role": badge.role or "",
            "institution": badge.institution or "",
            "typed": f"{badge.typed_code[:4]} {badge.typed_code[4:]}",
        }
        writable = {what: text for what, text in texts.items() if self._is_writable(text)}
        if {"first", "rest"} - set(writable):
            self.report.left_blank.append(badge.typed_code)
        return writable

    def _is_writable(self, text: str) -> bool:
        if badge_fonts.is_shaped(text) and not badge_fonts.can_shape():
            return False
        return all(ord(letter) in self._written for letter in text)

    def _add_fonts(self, letters: frozenset[int], given: Sequence[Path]) -> frozenset[int]:
        own = badge_fonts.own_fonts()
        written: set[int] = set()
        for number, path in enumerate(own):
            for style, weight in (("", 450.0), ("B", 750.0)):
                self._pdf.add_font(f"own{number}", style, path, variations={"wght": weight})
            written |= badge_fonts.letters_of(path)
        others = [*given, *badge_fonts.system_fonts_for(letters - written)]
        if not own and not others:
            others = badge_fonts.system_fonts_for(frozenset(map(ord, "Aa0")))
        for number, path in enumerate(others):
            for style, file in (("", path), ("B", badge_fonts.bold_of(path))):
                self._pdf.add_font(f"other{number}", style, file)
            written |= badge_fonts.letters_of(path)
        families = [f"own{it}" for it in range(len(own))] + [
            f"other{it}" for it in range(len(others))
        ]
        if not families:
            raise BadgesRefusedError("No font was found; give one with --font FILE.")
        self._pdf.set_fallback_fonts(families[1:], exact_match=True)
        self._pdf.set_font(families[0])
        return frozenset(written)


def _document(page: tuple[float, float]) -> FPDF:
    pdf = FPDF(unit="mm", format=page)
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_title("Badges")
    pdf.set_creator("Hallway")
    pdf.set_line_width(0.1)
    return pdf


class _PackedProducer(OutputProducer):
    """fpdf's writer, changed to take pages that were packed as they were finished."""

    def _add_pages(self, _slice: slice = slice(0, None)) -> list[PDFPage]:
        self.fpdf.set_compression(False)
        try:
            pages = super()._add_pages(_slice)
        finally:
            self.fpdf.set_compression(True)
        for page in pages:
            page.contents.filter = Name("FlateDecode")  # type: ignore[union-attr]  # now a stream
        return pages
