import io
import stat
import zipfile

import pytest

from server.programme.importing.parsed import UnreadableError
from server.programme.importing.reading import read_programme

from .samples import BERLIN, event_xml, one_event, schedule_xml

SCHEDULE = schedule_xml(event_xml())


def packed(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def linked() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("schedule.xml")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "files",
    [
        {"expo/whatever.bin": SCHEDULE},
        {"a.xml": SCHEDULE, "readme.txt": b"Read me.", "__MACOSX/a.xml": b"\0\1", ".DS": b"x"},
    ],
)
def test_programme_in_an_archive_or_a_folder_is_read(files: dict[str, bytes]) -> None:
    assert read_programme(packed(files), zone=BERLIN).format == "frab-xml"
    assert read_programme(files, zone=BERLIN).format == "frab-xml"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (packed({"a": b"0" * 5_000_000}), "too large"),
        (packed({str(n): b"x" for n in range(1_001)}), "too large"),
        (packed({"../a": SCHEDULE}), "leads out of it"),
        (packed({"/etc/a": SCHEDULE}), "leads out of it"),
        (linked(), "a link"),
        (packed({"[Content_Types].xml": b"<x/>", "xl/a.xml": b"<x/>"}), "spreadsheet"),
        (packed({"a": SCHEDULE})[:-20], "cannot be opened"),
        (b"PK\x03\x04" + b"x" * 100, "cannot be opened"),
        (packed({"a.txt": b"Read me.", "b.txt": b"More."}), "Looked for"),
        (
            packed({"a.xml": SCHEDULE, "b.ics": one_event("DTSTART:20260609T090000Z")}),
            "2 programmes",
        ),
    ],
)
def test_archive_that_is_no_programme_is_refused_with_the_reason(
    content: bytes, message: str
) -> None:
    with pytest.raises(UnreadableError, match=message):
        read_programme(content, zone=BERLIN)
