"""Writes a vCard 3.0 that phones take: CRLF, UTF-8, folded at 75 octets, nothing empty. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

LINE_OCTETS = 75
# In these scripts the family name is said first.
FAMILY_FIRST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def vcard(
    fields: Mapping[str, str],
    *,
    uid: UUID,
    revised_at: datetime,
    note: str | None = None,
    categories: Iterable[str] = (),
) -> str:
    """Return the card of *fields* (name, headline, institution, email, phone, links) as a file."""
    name = fields.get("name") or fields.get("email") or fields.get("institution") or "Contact"
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//Hallway//EN",
        f"UID:urn:uuid:{uid}",
        f"N:{_structured(name)}",
        f"FN:{escaped(name)}",
    ]
    for kind, key in (
        ("ORG", "institution"),
        ("TITLE", "headline"),
        ("EMAIL;TYPE=INTERNET", "email"),
        ("TEL;TYPE=CELL", "phone"),
        ("URL;TYPE=WORK", "link"),
        ("URL;TYPE=WORK", "linkedin"),
        ("URL;TYPE=WORK", "orcid"),
    ):
        if value := fields.get(key):
            lines.append(f"{kind}:{escaped(value)}")
    if note:
        lines.append(f"NOTE:{escaped(note)}")
    if listed := [escaped(category) for category in categories]:
        lines.append(f"CATEGORIES:{','.join(listed)}")
    lines += [f"REV:{revised_at:%Y-%m-%dT%H:%M:%SZ}", "END:VCARD"]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    """Return *text* as a value: nothing in it ends a value or a line."""
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return re.sub(r"\r\n|[\r\n\u2028\u2029]", r"\\n", text)


def folded(line: str) -> str:
    """Return *line* broken at 75 octets, never within a sign."""
    parts, octets = [""], 0
    for sign in line:
        width = len(sign.encode())
        if octets + width > LINE_OCTETS:
            parts.append(" ")
            octets = 1
        parts[-1] += sign
        octets += width
    return "\r\n".join(parts)


def file_name(name: str) -> str:
    """Return a plain file name of ASCII letters for somebody's card."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60] or "contact"


def _structured(name: str) -> str:
    """Return family; given; others; prefix; suffix. One name alone is the given one."""
    words = name.split()
    if len(words) == 1:
        return f";{escaped(name)};;;"
    family_at = 0 if FAMILY_FIRST.search(name) else -1
    family = words.pop(family_at)
    return f"{escaped(family)};{escaped(' '.join(words))};;;"
