"""iCalendar's lines as components and properties that know where in the file they stand.

A calendar with a broken line or component is common, and one of them must not cost the rest: so
the structure is read here, leniently, and only values are left to libraries.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from .parsed import UnreadableError

LINE_END = re.compile(r"\r\n|\n|\r")
# NAME;PARAMETER=VALUE;PARAMETER="a:b":the value. Possessive, so that no line takes long to refuse.
LINE = re.compile(r'\s*+([A-Za-z0-9-]++)\s*+((?:;(?:"[^"]*+"|[^":;])*+)*+):(.*+)', re.DOTALL)
PARAMETER = re.compile(r';\s*+([A-Za-z0-9-]++)\s*+=((?:"[^"]*+"|[^";])*+)')
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
COMMA = re.compile(r"(?<!\\),")
# The end of a calendar, though it may be misspelt.
LAST_LINE = re.compile(r"END\s*:\s*VCALENDAR\w*\s*$", re.IGNORECASE)
MAX_NESTING = 32

Report = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Property:
    """One property: its name and parameters' names in capitals, its value as written."""

    name: str
    parameters: dict[str, str]
    value: str
    line: int
    escaped: bool = True  # whether the value has backslashes before commas and the like

    @property
    def texts(self) -> list[str]:
        """The values of a list, parted by the commas that are not escaped."""
        return [replace(self, value=part).text.strip() for part in COMMA.split(self.value)]

    @property
    def text(self) -> str:
        r"""The value as a text, without the backslashes that the format asks for."""
        if not self.escaped:
            return self.value
        return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass(slots=True)
class Component:
    """What stands between BEGIN and END of one name."""

    name: str
    line: int
    properties: list[Property] = field(default_factory=list)
    components: list["Component"] = field(default_factory=list)

    def property(self, *names: str) -> Property | None:
        """Return the first property with one of these names that is not empty."""
        return next((p for name in names for p in self.all(name) if p.value.strip()), None)

    def all(self, name: str) -> Iterator[Property]:
        """Yield every property of *name*."""
        return (p for p in self.properties if p.name == name)

    def text(self, *names: str) -> str:
        """Return the text of the first of these properties, or nothing."""
        found = self.property(*names)
        return found.text.strip() if found else ""

    def walk(self) -> Iterator["Component"]:
        """Yield this component and all within it."""
        yield self
        for component in self.components:
            yield from component.walk()


def component_of(text: str, report: Report) -> Component:
    """Return a root that holds the file's components; *report* hears of lines that are none.

    Raises `UnreadableError` when the file ends within an event, as a broken download does.
    """
    root = Component("", 1)
    stack = [root]
    for number, line in _unfolded(text):
        found = LINE.fullmatch(line)
        if found is None:
            report(f"line {number}", "The line is no property of a calendar; it was skipped.")
            continue
        name, value = found[1].upper(), found[3]
        if name == "BEGIN":
            _begin(stack, value.strip().upper(), number, report)
        elif name == "END":
            _end(stack, value.strip().upper(), number, report)
        else:
            parameters = {
                p[1].upper(): p[2].strip().strip('"') for p in PARAMETER.finditer(found[2])
            }
            stack[-1].properties.append(Property(name, parameters, value, number))
    if cut := next((c for c in stack if c.name == "VEVENT"), None):
        raise UnreadableError(
            f"The calendar ends within the event that begins on line {cut.line}: the file is cut"
            " off. Download it again."
        )
    if any(c.name == "VCALENDAR" for c in stack) and not LAST_LINE.search(text):
        raise UnreadableError(
            "The calendar has no end (END:VCALENDAR): the file is cut off. Download it again."
        )
    if len(stack) > 1:
        report("the last line", f"The {stack[-1].name} has no end; what there is was read.")
    return root


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield each content line with the number of the line it begins on."""
    begun, parts = 0, [""]
    for number, line in enumerate(LINE_END.split(text), start=1):
        if line[:1] in {" ", "\t"} and begun:
            parts.append(line[1:])
        elif line.strip():
            if begun:
                yield begun, "".join(parts)
            begun, parts = number, [line]
    if begun:
        yield begun, "".join(parts)


def _begin(stack: list[Component], name: str, number: int, report: Report) -> None:
    if name == "VEVENT" and any(c.name == "VEVENT" for c in stack):
        open_at = next(i for i, c in enumerate(stack) if c.name == "VEVENT")
        report(
            f"line {stack[open_at].line}", "The event has no end; it ends where the next begins."
        )
        del stack[open_at:]
    component = Component(name, number)
    if len(stack) < MAX_NESTING:
        stack[-1].components.append(component)
    stack.append(component)


def _end(stack: list[Component], name: str, number: int, report: Report) -> None:
    at = next((i for i in range(len(stack) - 1, 0, -1) if stack[i].name == name), None)
    if at is None:
        report(f"line {number}", f"END:{name[:40]} ends nothing; it was skipped.")
        return
    del stack[at:]
