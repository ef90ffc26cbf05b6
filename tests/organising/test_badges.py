from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskCliRunner

from server.core.clock import now
from server.core.db import db, transaction
from server.organising import badge_sheet
from server.organising.badge_drawing import split_name
from server.organising.badges import PrintJob
from server.organising.errors import BadgesRefusedError
from server.swaps import attendee_list_services, codes
from server.swaps.attendees import BadgeFace, ListedAttendee
from server.swaps.models import Badge
from tests.factories import make_event

DOTS = 300 / 72  # what a plain office printer gives


@pytest.fixture
def run(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def list_attendees(*names: str) -> None:
    event = make_event("demo")
    with transaction():
        attendee_list_services.put_attendees(
            event_id=event.id,
            listed=[ListedAttendee(name, None, "Resident", "Fernhill") for name in names],
            now=now(),
        )


def texts_in(path: Path) -> list[str]:
    """Return what a reader makes of every code on the sheet's pages."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [
            found.text
            for page in document
            for found in zxingcpp.read_barcodes(page.render(scale=DOTS).to_pil().convert("L"))
        ]
    finally:
        document.close()


def words_in(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def job(*faces: BadgeFace, letters: str = "") -> PrintJob:
    known = "".join(f"{it.name}{it.role or ''}{it.institution or ''}" for it in faces)
    return PrintJob("Demo", "https://hallway.example", frozenset(map(ord, known + letters)), faces)


def face(name: str) -> BadgeFace:
    token = codes.new_token()
    return BadgeFace(token, codes.typed_code(codes.key_id(token.encode())), name)


def test_every_badge_is_printed_and_its_code_is_read(run: FlaskCliRunner, tmp_path: Path) -> None:
    list_attendees("Mira Solberg", "Dr. Åsa Öberg", "Suharto", "Nguyễn Thị Suối", "Łucja Žižka")
    out = tmp_path / "badges.pdf"

    result = run.invoke(args=["badges", "print", "--event", "demo", "--out", str(out)])

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("5 badges on 2 pages")
    tokens = {badge.token for badge in db.session.query(Badge)}
    assert set(texts_in(out)) == {f"http://127.0.0.1:8000/b/{token}" for token in tokens}
    words = words_in(out)
    assert "Mira" in words
    assert "Dr. Åsa" in words
    assert list(tmp_path.iterdir()) == [out]


def test_printing_again_keeps_every_code(run: FlaskCliRunner, tmp_path: Path) -> None:
    list_attendees("Mira Solberg", "Suharto")
    command = ["badges", "print", "--event", "demo", "--out"]
    run.invoke(args=[*command, str(tmp_path / "one.pdf")])

    result = run.invoke(args=[*command, str(tmp_path / "two.pdf"), "--label", "89x36mm"])

    assert result.stdout.startswith("2 badges on 2 pages")
    assert set(texts_in(tmp_path / "one.pdf")) == set(texts_in(tmp_path / "two.pdf"))


def test_code_is_at_least_25_mm_wide_on_the_smallest_label(tmp_path: Path) -> None:
    out = tmp_path / "label.pdf"
    badge_sheet.print_badges(
        out=out, job=job(face("Mira Solberg")), label=badge_sheet.label_size("60x32")
    )
    image = pypdfium2.PdfDocument(out)[0].render(scale=DOTS).to_pil().convert("L")
    [found] = zxingcpp.read_barcodes(image)
    corners = found.position
    width = (corners.top_right.x - corners.top_left.x) / 300 * 25.4
    assert width > 24.5


def test_name_without_a_font_is_left_blank_and_reported(tmp_path: Path) -> None:
    out = tmp_path / "badges.pdf"
    unwritable = face("\U00013000\U00013001 \U00013002")  # hieroglyphs

    report = badge_sheet.print_badges(out=out, job=job(unwritable, face("Mira Solberg")))

    assert report.left_blank == [unwritable.typed_code]
    assert report.scripts == ["Egyptian"]
    assert len(texts_in(out)) == 2


@pytest.mark.parametrize("size", ["10x10", "", "89", "89x36cm", "9999x36", "59x40", "-89x36"])
def test_label_that_no_code_fits_on_is_refused(size: str) -> None:
    with pytest.raises(BadgesRefusedError):
        badge_sheet.label_size(size)


def test_event_without_attendees_and_folder_that_is_not_there_leave_nothing(
    run: FlaskCliRunner, tmp_path: Path
) -> None:
    make_event("demo")
    empty = run.invoke(
        args=["badges", "print", "--event", "demo", "--out", str(tmp_path / "a.pdf")]
    )
    assert (empty.exit_code, empty.stdout) == (1, "")
    assert "import them first" in empty.stderr

    with pytest.raises(BadgesRefusedError, match="cannot be written"):
        badge_sheet.print_badges(out=tmp_path / "no" / "a.pdf", job=job(face("Mira")))
    assert list(tmp_path.iterdir()) == []


def test_first_name_is_printed_largest_with_its_title() -> None:
    assert split_name("Mira Solberg") == ("Mira", "Solberg")
    assert split_name("Prof. Dr. Åsa Öberg Lind") == ("Prof. Dr. Åsa", "Öberg Lind")
    assert split_name("王小明") == ("王小明", "")
    assert split_name("Dr.") == ("Dr.", "")
