"""The last gate before a message is approved: what must not leave, and what reads badly.

An error holds the message back; a warning is shown once.
"""

import re
from dataclasses import dataclass

from server.followups.catalogue import Catalogue
from server.followups.rendering import BLANKS

SUBJECT_MIN, SUBJECT_MAX = 3, 78
BODY_MAX = 20_000
ERRORS = {
    "placeholder": re.compile(
        r"\{\{.*?\}\}|\{[a-z]+\.[a-z0-9_]+\}|\{%.*?%\}|%\([a-z_]+\)s|\*\|.*?\|\*"
    ),
    "no-value": re.compile(r"(?:^|[ ,])(?:None|null|undefined|NaN)(?=[,.;:!?)]|$)", re.MULTILINE),
    "empty-greeting": re.compile(r"^(?:Dear|Hi|Hello) +,|^Dear,", re.MULTILINE),
    "empty-brackets": re.compile(
        r"\( *\)|\[ *\]|(?<![^ \n(])\" *\"(?![^ \n.,;:!?)])|\u201c *\u201d"
    ),
    "fill-in": re.compile(r"\[(?:[A-Z][a-z]+ )?(?:[Nn]ame|[A-Z][a-z]+ [Nn]ame|[Tt]itle|[Dd]ate)\]"),
}
WARNINGS = {
    "two-blanks": re.compile(r"[^ \n] {2,}(?=[^ \n])"),
    "blank-before-punctuation": re.compile(r"[^ \n] +[,.;:!?](?= |$)", re.MULTILINE),
    "doubled-punctuation": re.compile(r",,|;;|::|(?<!\.)\.\.(?!\.)|[,;:]\.|[!?]\."),
}
LINK_SCHEME = re.compile(r"(?<![a-z0-9])([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
SCRIPT = re.compile(r"(?<![a-z0-9])(?:javascript|vbscript|data):[^ \n]", re.IGNORECASE)
SAFE_SCHEMES = frozenset({"http", "https"})
WORDS = re.compile(r"[a-z\u00c0-\u024f]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found; `code` names it for ever, the words for it are the screen's."""

    code: str
    blocks: bool


def findings(
    catalogue: Catalogue,
    *,
    subject: str | None,
    body: str,
    characters: int | None = None,
    has_attachment: bool = False,
) -> list[Finding]:
    """Return what is wrong with a message, what holds it back first.

    `subject` is None where the channel has none.
    """
    text = body if subject is None else f"{subject}\n\n{body}"
    errors = [code for code, pattern in ERRORS.items() if pattern.search(text)]
    if subject is not None and not SUBJECT_MIN <= len(subject.strip(" ")) <= SUBJECT_MAX:
        errors.append("subject-length")
    if subject is not None and re.search(r"[\r\n]", subject):
        errors.append("subject-lines")
    if not BLANKS.sub("", body):
        errors.append("empty")
    if len(body) > (characters or BODY_MAX):
        errors.append("too-long")
    schemes = {scheme.lower() for scheme in LINK_SCHEME.findall(text)}
    if schemes - SAFE_SCHEMES or SCRIPT.search(text):
        errors.append("unsafe-link")
    warnings = [code for code, pattern in WARNINGS.items() if pattern.search(text)]
    says = set(catalogue.attachment_words) & set(WORDS.findall(body.lower()))
    if says and not has_attachment and not schemes:
        warnings.append("no-attachment")
    return [
        *(Finding(code, blocks=True) for code in errors),
        *(Finding(code, blocks=False) for code in warnings),
    ]
