"""Which column of a table holds which field: by its name, or as the user maps it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from .column_words import BESIDE, COLUMNS, INTERNAL, NUMBERED, OF_TALKS, TITLE_AFTER_ALL
from .parsed import UnreadableError

MAX_NAME = 120  # what is longer is no name of a column
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")  # "StartTime"
BRACKETS = re.compile(r"\(([^)]*)\)|\[([^\]]*)\]")
# What a name stands for first, of the fields that it may hold.
KINDS = COLUMNS | BESIDE
NAMES = {name: kind for kind, names in reversed(KINDS.items()) for name in names.split()}
ONE_PERSON = re.compile(
    rf"(?P<before>\d{{1,2}}_)?(?P<who>{NUMBERED})_?(?P<number>\d{{1,2}}|[a-c])?(?P<name>_(?:full_)?name)?"
)
OF_PERSON = re.compile(
    rf"(?:{NUMBERED})_?(\d{{1,2}})_(?:affiliation|institution|company|organi[sz]ation|firma)"
)
OUTSIDE = re.compile(rf"(?:.*_)?(?:{INTERNAL})(?:_.*)?")
ROLES = {"author": "authors", "autor": "authors", "auteur": "authors",
         "moderator": "moderators", "chair": "moderators"}  # fmt: skip


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a column's name in small letters, without accents, parted by underscores."""
    parted = CAMEL.sub("_", name[:MAX_NAME])
    letters = unicodedata.normalize("NFKD", parted.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^\w]+", "_", bare).strip("_")


@dataclass(slots=True)
class Columns:
    """The columns of one table."""

    names: list[str]  # as written
    fields: dict[int, str] = field(default_factory=dict)  # what a column holds
    people: dict[int, str] = field(default_factory=dict)  # columns of one person each: their role
    institutions: dict[int, int] = field(default_factory=dict)  # of the person in that column
    extra: list[int] = field(default_factory=list)  # shown as they are, by their names
    outside: list[int] = field(default_factory=list)  # for those who run the event alone

    def held(self) -> set[str]:
        """Return the fields that the table has."""
        return set(self.fields.values()) | set(self.people.values())

    def name_of(self, wanted: str) -> str:
        """Return the plain name of a field's column, or nothing."""
        return next((plain_name(self.names[i]) for i, f in self.fields.items() if f == wanted), "")


def columns_named(cells: Sequence[str], mapped: Mapping[str, str] | None = None) -> Columns:
    """Return what the columns of a header hold; *mapped* names some as the header writes them."""
    columns = Columns([" ".join(cell.split()) for cell in cells])
    plain = [plain_name(name) for name in columns.names]
    bare = [
        "" if OUTSIDE.fullmatch(name) else plain_name(BRACKETS.sub(" ", written))
        for name, written in zip(plain, columns.names, strict=True)
    ]
    for wanted, column in (mapped or {}).items():
        if (name := " ".join(column.split())) in columns.names:
            columns.fields[columns.names.index(name)] = wanted
    for kind, names in KINDS.items():
        if kind in columns.fields.values():
            continue
        found = next(
            (
                at
                for name in names.split()
                for said in (plain, bare)
                for at, own in enumerate(said)
                if own == name and at not in columns.fields and _may_hold(name, kind, columns)
            ),
            None,
        )
        if found is not None:
            columns.fields[found] = kind
    _take_people(columns, bare)
    _take_title(columns, bare)
    _tell_sessions(columns)
    if "name" in bare and not columns.held() & {"speakers", "authors", "first_name"}:
        at = bare.index("name")  # beside a title, a name is a person's
        columns.fields.setdefault(at, "speakers")
    held = columns.held()
    for at, name in enumerate(plain):
        if at not in columns.fields and at not in columns.people and at not in columns.institutions:
            aside = _is_outside(name, held) or (name == "notes" and "internal_notes" in plain)
            (columns.outside if aside else columns.extra).append(at)
    return columns


def _may_hold(name: str, kind: str, columns: Columns) -> bool:
    """Whether a name stands for *kind* first, or what it stands for first is found elsewhere."""
    return NAMES[name] == kind or NAMES[name] in columns.fields.values()


def _take_people(columns: Columns, bare: list[str]) -> None:
    """Take the columns that hold one person each, where there are several."""
    found: dict[int, str] = {}
    numbers: dict[str, int] = {}
    for at, name in enumerate(bare):
        if (said := ONE_PERSON.fullmatch(name)) and (said["number"] or said["before"]):
            if at not in columns.fields:
                found[at] = ROLES.get(said["who"].rstrip("s"), "speakers")
            numbers[said["number"] or (said["before"] or "").rstrip("_")] = at
        elif name.startswith("co_") and ONE_PERSON.fullmatch(name) and at not in columns.fields:
            found[at] = ROLES.get(name.removeprefix("co_").rstrip("s"), "speakers")
    columns.people = found
    for at, name in enumerate(bare):
        if (of := OF_PERSON.fullmatch(name)) and of[1] in numbers:
            columns.institutions[at] = numbers[of[1]]
            columns.fields.pop(at, None)


def _take_title(columns: Columns, bare: list[str]) -> None:
    """Take a column of another name for the title where none is called one."""
    if "title" in columns.fields.values():
        return
    for name in TITLE_AFTER_ALL:
        if name in bare:
            at = bare.index(name)
            columns.fields[at] = "title"
            columns.people.pop(at, None)
            return


def _tell_sessions(columns: Columns) -> None:
    """Leave to the session what is the session's, where rows are presentations within sessions."""
    own = next((n for f in ("start_time", "start") if (n := columns.name_of(f))), "")
    of_session = own.startswith("session_")
    for at, kind in list(columns.fields.items()):
        name = plain_name(columns.names[at])
        if kind == "end" and name.startswith("session_") and not of_session and own:
            columns.fields[at] = "session_end"
        elif kind == "id" and name == "session_id" and columns.name_of("title") in OF_TALKS:
            del columns.fields[at]


def _is_outside(name: str, held: set[str]) -> bool:
    """Whether a column is not for attendees, or says in other words what another one holds."""
    return OUTSIDE.fullmatch(name) is not None or NAMES.get(name) in {"date", "id"} & held


def check_mapped(mapped: Mapping[str, str], names: Sequence[str]) -> None:
    """Raise `UnreadableError` for a mapping of columns the table lacks, or of unknown fields."""
    for wanted, column in mapped.items():
        if wanted not in COLUMNS:
            raise UnreadableError(
                f"There is no field “{wanted[:60]}” to map. Known: {', '.join(COLUMNS)}."
            )
        if " ".join(column.split()) not in names:
            raise UnreadableError(f"The table has no column “{column[:60]}”. Correct the mapping.")
