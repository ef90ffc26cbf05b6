import codecs

import pytest

from server.programme.importing.parsed import ParsedProgramme, UnreadableError
from server.programme.importing.reading import read_programme

from .samples import BERLIN, event_xml, one_event, schedule_xml

TITLE = "Übergabe für Jörg"


def read(source: bytes, format_name: str | None = None) -> ParsedProgramme:
    return read_programme(source, zone=BERLIN, format_name=format_name)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
    ],
)
def test_text_is_read_in_every_unicode_encoding(encoding: str, mark: bytes) -> None:
    source = schedule_xml(event_xml(title=TITLE)).decode()
    programme = read(mark + source.encode(encoding))
    assert (programme.sessions[0].title, programme.warnings) == (TITLE, ())


def test_encoding_that_xml_declares_is_believed() -> None:
    head = "<?xml version='1.0' encoding='ISO-8859-15'?>"
    source = head + schedule_xml(event_xml(title="Zoë pays 5 €")).decode()
    assert read(source.encode("iso-8859-15")).sessions[0].title == "Zoë pays 5 €"


def test_encoding_that_is_not_the_declared_one_is_guessed_and_reported() -> None:
    head = "<?xml version='1.0' encoding='UTF-8'?>"
    body = schedule_xml(event_xml(title=TITLE, abstract="Größe, Straße, müde, schön")).decode()
    programme = read((head + body).encode("latin-1"))
    assert programme.sessions[0].title == TITLE
    assert "is not UTF-8" in programme.warnings[0].message


def test_calendar_in_latin_1_is_guessed_and_reported() -> None:
    source = one_event("DTSTART:20260609T090000Z", "DURATION:PT1H", "LOCATION:Hörsaal für Übungen")
    programme = read(source.decode().encode("latin-1"))
    assert programme.sessions[0].rooms == ("Hörsaal für Übungen",)
    assert "is not UTF-8" in programme.warnings[0].message


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"", "The file is empty"),
        (b" \r\n\t ", "The file is empty"),
        (codecs.BOM_UTF8, "The file is empty"),
        (b"%PDF-1.7 ...", "This is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "This is a picture"),
        (bytes(range(256)) * 20, "not text"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00", "not text"),
        (b"Dear all, here is the programme.", "Looked for: schedule.xml of frab"),
        (b" " * 20_000_001, r"too large: 20\.0 MB"),
        (b"BEGIN:VCALENDAR\n" + b"\n" * 400_001, "more than 400,000 lines"),
    ],
)
def test_file_that_is_no_programme_is_refused_with_what_to_do(source: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(source)


def test_format_that_is_asked_for_is_insisted_on() -> None:
    with pytest.raises(UnreadableError, match="Looked for: iCalendar"):
        read(schedule_xml(event_xml()), "ics")


def test_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnreadableError, match="Known: frab-xml, frab-json, ics, "):
        read(schedule_xml(event_xml()), "docx")


def test_reader_is_chosen_by_content_alone() -> None:
    assert read(b"\n\n  " + schedule_xml(event_xml())).format == "frab-xml"
    assert read(b"\n" + one_event("DTSTART:20260609T090000Z", "DURATION:PT1H")).format == "ics"
