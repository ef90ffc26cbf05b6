"""Who speaks, writes or chairs, as the cells of a table name them."""

import html
import re
from collections.abc import Iterator

from .entries import person_of
from .parsed import ParsedPerson
from .tables import Row

# What parts names, and is not within brackets.
SEPARATORS = re.compile(r"[;|\n](?![^()]*\))")
COMMAS = re.compile(r"(?:,\s*(?:and|und|et|y|e|en|&)\s|,| and | und | & )(?![^()]*\))")
OTHERS = re.compile(
    r"(?:et\.? al\.?|and others|u\.\s?a\.|tba|tbd|tbc|n/?a|-+|none|\?+)\.?", re.IGNORECASE
)
AND_OTHERS = re.compile(r"[,;]?\s+(?:et\.?\s+al\b\.?|and others\b|u\.\s?a\.)", re.IGNORECASE)
# What stands behind a comma and is part of a name.
DEGREE = re.compile(
    r"(?:(?:M\.?D|Ph\.?\s?D|D\.?O|M\.?P\.?H|M\.?Sc|B\.?Sc|M\.?S|M\.?A|B\.?A|MBA|MBBS|MBChB|FRC\w+|FAC\w+"
    r"|MRC\w+|R\.?N|NP|PA-?C|Pharm\.?D|Dr\.?PH|Sc\.?D|Ed\.?D|J\.?D|D\.?D\.?S|D\.?M\.?D|Psy\.?D|PT|DPT"
    r"|Jr|Sr|II|III|IV|Esq|CPA|MHA|MSN|DNP|BSN|FASCO|FAAN|FESC|FIDSA)\.?(?:[\s/]+(?=\w)|$))+"
)
BEFORE = re.compile(r"^\([^()]{0,30}\)\s*(?=\S)")  # "(Chair) Ada Testwell"
# "Ada Testwell (1,2)" beside "1: Example University; 2: Sample Hospital".
MARKED = re.compile(r"\d{1,2}(?:\s*[,;]\s*\d{1,2})*")
OF_MARK = re.compile(r"(?:^|;|\n)\s*(\d{1,2})\s*[:.)]\s*([^;\n]+)")
FIRST = re.compile(r"^1\s*:\s*(?=[^;]+$)")
MAX_NAMES = 10_000
ROLES = {"speakers": "", "authors": "author", "moderators": "chair"}
MARKS = " *\u2020\u2021\u00b9\u00b2\u00b3"


def people_of(row: Row) -> Iterator[ParsedPerson]:
    """Yield who speaks, writes or chairs: "Ada Testwell (Example University); Bo Sample".

    Names are parted by semicolons, bars or line breaks, else by commas; "Testwell, Ada" is turned
    round. Where a column is one person's, what follows a comma is their institution.
    """
    for field, role in ROLES.items():
        names = list(_names(html.unescape(row[field][:MAX_NAMES])))
        if field == "speakers" and not names and row["last_name"].strip():
            names = [(f"{row['first_name'].strip()} {row['last_name'].strip()}", "")]
        institutions = _institutions(row, len(names)) if field == _led(row) else [""] * len(names)
        for (name, own), institution in zip(names, institutions, strict=True):
            life = row["biography"] if len(names) == 1 else ""
            where = _numbered(own, row["institution"]) if MARKED.fullmatch(own) else own
            yield person_of(name, None, role, life, where or FIRST.sub("", institution))
    for field, cell, institution in row.people:
        yield from _of_one(html.unescape(cell[:MAX_NAMES]), ROLES[field], institution)


def _numbered(marks: str, institutions: str) -> str:
    """Return the institution that the first of *marks* stands for: "1: Uni North; 2: Uni South"."""
    said = {m[1]: m[2].strip() for m in OF_MARK.finditer(institutions)}
    return said.get(re.findall(r"\d+", marks)[0], "")


def institution_told(row: Row) -> bool:
    """Whether the row's column of institutions belongs to the people it names."""
    names = list(_names(row[_led(row)][:MAX_NAMES])) if _led(row) else []
    return any(_institutions(row, len(names)))


def _led(row: Row) -> str:
    """Return the field whose people an institution beside them is of."""
    return next((field for field in ROLES if row[field].strip()), "speakers")


def _institutions(row: Row, people: int) -> list[str]:
    said = html.unescape(row["institution"]).strip()
    if people == 1:
        return [said]
    parts = [part.strip() for part in SEPARATORS.split(said)] if said else []
    return parts if len(parts) == people else [""] * people


def _names(text: str) -> Iterator[tuple[str, str]]:
    """Yield each name with the institution in brackets behind it."""
    text = AND_OTHERS.sub("", text)
    parted = SEPARATORS.search(text) is not None
    parts = SEPARATORS.split(text) if parted else _by_commas(text)
    for part in parts:
        name, institution = _in_brackets(part)
        last, comma, first = name.partition(", ")
        if comma and parted and "," not in first and not DEGREE.fullmatch(first.strip(MARKS)):
            name = f"{first.strip()} {last.strip()}"
        name = " ".join(name.strip(MARKS + " ,").split())
        if name and not OTHERS.fullmatch(name):
            yield name, institution


def _in_brackets(part: str) -> tuple[str, str]:
    """Return the name and what stands in brackets behind it: "Ada (Uni (North))"."""
    name, bracket, behind = BEFORE.sub("", part.strip(MARKS + " ")).partition("(")
    return name, behind.strip().removesuffix(")") if bracket else ""


def _by_commas(text: str) -> list[str]:
    """Return the names that commas part, degrees kept with whom they belong to."""
    parts: list[str] = []
    for part in COMMAS.split(text):
        if parts and DEGREE.fullmatch(part.strip(MARKS)):
            parts[-1] = f"{parts[-1].rstrip()}, {part.strip()}"
        else:
            parts.append(part)
    return parts


def _of_one(cell: str, role: str, institution: str) -> Iterator[ParsedPerson]:
    """Yield the person a cell is of: "Ada Testwell, Example University"."""
    for part in SEPARATORS.split(cell):
        name, comma, behind = part.partition(",")
        while comma and DEGREE.fullmatch(behind.split(",")[0].strip()):
            degree, comma, behind = behind.partition(",")
            name = f"{name.strip()}, {degree.strip()}"
        name, own = _in_brackets(name)
        if name.strip() and not OTHERS.fullmatch(name.strip()):
            yield person_of(name.strip(), None, role, "", own or behind.strip() or institution)
