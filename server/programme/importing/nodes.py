"""XML as a small tree that knows its line numbers, parsed by defusedxml alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from .parsed import UnreadableError

MAX_DEPTH = 64
MAX_NODES = 2_000_000


@dataclass(slots=True)
class Node:
    """An element: its name without namespace, its attributes, and the line it begins on."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list["Node"] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text directly within this element."""
        return "".join(self.texts).strip()

    @property
    def whole_text(self) -> str:
        """The text within this element and within those it holds."""
        return " ".join(
            part for part in (self.text, *(c.whole_text for c in self.children)) if part
        )

    def child(self, *names: str) -> "Node | None":
        """Return the first child that has one of these names, the earlier names preferred."""
        return next((c for name in names for c in self.children if c.name == name), None)

    def value(self, *names: str) -> str:
        """Return what a child or an attribute of such a name says, or nothing."""
        for name in names:
            if (found := self.child(name)) and (text := found.whole_text):
                return text
            if text := self.attributes.get(name, "").strip():
                return text
        return ""

    def all(self, *names: str) -> Iterator["Node"]:
        """Yield every element of these names within, in the order of the file."""
        for child in self.children:
            if child.name in names:
                yield child
            yield from child.all(*names)


class _Builder:
    """Receives the parser's events."""

    def __init__(self) -> None:
        self.parser = DefusedXMLParser(target=self)
        self.open: list[Node] = []
        self.root: Node | None = None
        self.count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.open) >= MAX_DEPTH or self.count > MAX_NODES:
            raise UnreadableError("The XML is nested too deep or has too many elements to read.")
        plain = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        node = Node(name.rpartition("}")[2], plain, self.parser.parser.CurrentLineNumber)
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def end(self, _name: str) -> None:
        self.open.pop()

    def data(self, text: str) -> None:
        self.open[-1].texts.append(text)

    def close(self) -> Node | None:
        return self.root


def nodes_of(text: str) -> Node:
    """Return the root element of *text*; raises `UnreadableError`, with the line, if it has none.

    Entity declarations and anything external are refused, so nothing can grow or be fetched.
    """
    builder = _Builder()
    try:
        builder.parser.feed(text.lstrip())
        builder.parser.close()
    except DefusedXmlException as error:
        raise UnreadableError(
            "The XML declares entities, which are not read. Export the programme without them."
        ) from error
    except ParseError as error:
        raise UnreadableError(
            f"The XML cannot be read beyond line {error.position[0]}: the file is cut off or"
            " damaged. Download it again."
        ) from error
    except (ValueError, LookupError) as error:
        raise UnreadableError("The XML names an encoding that is not its own.") from error
    if builder.root is None:
        raise UnreadableError("The XML is empty. Download the file again.")
    return builder.root
