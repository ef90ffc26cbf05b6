"""Reads an organiser's list of attendees: CSV in whatever columns and encoding it has. Pure."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from server.organising.errors import AttendeesRefusedError
from server.swaps.attendees import ListedAttendee

SIZE_LIMIT = 5 * 1024 * 1024
ROW_LIMIT = 50_000
TEXT_LIMIT = 200
EMAIL_LIMIT = 254
SHOWN_PROBLEMS = 20
SPACE, NOT_ASCII, WESTERN_SHARE = 0x20, 0x80, 0.15
EMAIL_FORM = re.compile(r"[^\s@<>()\",;:]+@[^\s@<>()\",;:]+\.[^\s@<>()\",;:]+")
# What columns are called, in letters only and lower case. The first that a file has counts.
COLUMNS = {
    "name": ("name", "fullname", "displayname", "badgename", "attendee", "attendeename"),
    "given": ("preferredname", "firstname", "givenname", "forename", "vorname", "prenom"),
    "family": ("lastname", "familyname", "surname", "nachname", "nom"),
    "email": ("email", "emailaddress", "mail", "attendeeemail"),
    "role": ("role", "headline", "jobtitle", "title", "position", "tickettype", "category"),
    "institution": (
        "institution",
        "affiliation",
        "organisation",
        "organization",
        "company",
        "employer",
    ),
}


@dataclass(frozen=True, slots=True)
class AttendeeRow:
    """One attendee as the file has them; `line` is where."""

    line: int
    attendee: ListedAttendee


@dataclass(slots=True)
class _Problems:
    texts: list[str] = field(default_factory=list)

    def add(self, line: int, message: str) -> None:
        self.texts.append(f"line {line}: {message}")


def read_attendees(content: bytes) -> list[AttendeeRow]:
    """Return the attendees of a CSV file, in its order.

    Raises `AttendeesRefusedError` with every line that cannot be used, so that nothing is ever
    half imported.
    """
    if len(content) > SIZE_LIMIT:
        raise AttendeesRefusedError("The file is larger than 5 MB; split it.")
    if content[:2] == b"PK":
        raise AttendeesRefusedError("This is a spreadsheet; save it as CSV and import that.")
    problems = _Problems()
    rows = list(_rows(_text(content), problems))
    _refuse_doubles(rows, problems)
    if problems.texts:
        more = len(problems.texts) - SHOWN_PROBLEMS
        lines = [*problems.texts[:SHOWN_PROBLEMS], *([f"… and {more} more"] if more > 0 else [])]
        raise AttendeesRefusedError(
            "Nothing was imported; mend these lines and try again.\n" + "\n".join(lines),
            problems=problems.texts[:SHOWN_PROBLEMS],
        )
    if not rows:
        raise AttendeesRefusedError("The file has no attendees in it.")
    return rows


def _text(content: bytes) -> str:
    wide = content[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    if b"\0" in content and not wide:
        raise AttendeesRefusedError("This is no text file; save the list as CSV in UTF-8.")
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        pass
    # What spreadsheets write in the west: taken only where accents are as rare as they are there,
    # because another code page would read just as well and put wrong letters on badges.
    letters = sum(byte > SPACE for byte in content)
    if sum(byte >= NOT_ASCII for byte in content) > WESTERN_SHARE * letters:
        raise AttendeesRefusedError("The file is not in UTF-8; save it as “CSV UTF-8”.")
    return content.decode("cp1252", errors="replace")


def _rows(text: str, problems: _Problems) -> Iterator[AttendeeRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    columns: dict[str, int] | None = None
    count = 0
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = _columns(cells)
                continue
            count += 1
            if count > ROW_LIMIT:
                raise AttendeesRefusedError(f"More than {ROW_LIMIT:,} attendees; split the file.")
            row = _row(reader.line_num, cells, columns, problems)
            if row is not None:
                yield row
    except csv.Error as error:
        problems.add(reader.line_num, f"this is no CSV ({error})")


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _columns(cells: list[str]) -> dict[str, int]:
    names = [re.sub(r"[^a-z]", "", cell.lower()) for cell in cells]
    found = {
        column: next(names.index(alias) for alias in aliases if alias in names)
        for column, aliases in COLUMNS.items()
        if any(alias in names for alias in aliases)
    }
    if "name" not in found and not {"given", "family"} & set(found):
        raise AttendeesRefusedError(
            "The first line must name the columns, one of them “name” (or “first name” and “last "
            "name”); “email”, “role” and “institution” are read too."
        )
    return found


def _row(
    line: int, cells: list[str], columns: dict[str, int], problems: _Problems
) -> AttendeeRow | None:
    values = {
        column: " ".join(cells[at].split()) if at < len(cells) else ""
        for column, at in columns.items()
    }
    both = " ".join(filter(None, (values.get("given"), values.get("family"))))
    name = values.get("name") or both
    email = values.get("email", "").lower() or None
    before = len(problems.texts)
    if not name:
        problems.add(line, "there is no name")
    for what, value in (
        ("name", name),
        *((it, values.get(it, "")) for it in ("role", "institution")),
    ):
        if len(value) > TEXT_LIMIT:
            problems.add(line, f"the {what} has more than {TEXT_LIMIT} characters")
        if not value.isprintable():
            problems.add(line, f"the {what} has control characters in it")
    if email and (len(email) > EMAIL_LIMIT or not EMAIL_FORM.fullmatch(email)):
        problems.add(line, "the e-mail address is none")
    if len(problems.texts) > before:
        return None
    role, institution = values.get("role") or None, values.get("institution") or None
    return AttendeeRow(line, ListedAttendee(name, email, role, institution))


def _refuse_doubles(rows: Iterable[AttendeeRow], problems: _Problems) -> None:
    first: dict[str, int] = {}
    for row in rows:
        key = row.attendee.key
        if key in first:
            what = "e-mail address" if row.attendee.email else "name and institution"
            problems.add(row.line, f"the same {what} as line {first[key]}; give it one entry")
        first.setdefault(key, row.line)
