"""XML of no format of its own: entries are found by what their elements are called."""

from typing import Any

from . import json_programme
from .json_walk import walked
from .nodes import Node
from .opened import Opened
from .parsed import Assumptions, ParsedProgramme

NAME = "xml"
TITLE = "XML whose entries have a title and a start"
MOST_NAMES = 6


def recognises(opened: Opened) -> bool:
    """Whether this is XML with at least one entry that says when it is."""
    return opened.is_xml and bool(walked(_object(opened.root)).entries)


def read(opened: Opened, assumed: Assumptions) -> ParsedProgramme:
    """Return the programme; raises `UnreadableError` if there is none."""
    return json_programme.programme_of(opened, assumed, _object(opened.root), NAME)


def unknown(root: Node) -> str:
    """Return what was found in XML that is no programme, and what would be understood."""
    names = "”, “".join(list(dict.fromkeys(c.name for c in root.children))[:MOST_NAMES])
    inside = f" with “{names}”" if names else ", which is empty"
    return (
        f"The XML is a “{root.name[:40]}”{inside}, and no element in it has a title and a start."
        " Understood are schedule.xml of frab, pretalx and wafer, calendars as XML, and elements"
        " with parts like “title” and “start”."
    )


def _object(node: Node) -> Any:  # noqa: ANN401 - as JSON would have it
    """Return an element as JSON would have it: parts of one name are a list."""
    if not node.children and not node.attributes:
        return node.text
    value: dict[str, Any] = dict(node.attributes)
    for child in node.children:
        said = _object(child)
        if child.name not in value:
            value[child.name] = said
        elif isinstance(value[child.name], list):
            value[child.name].append(said)
        else:
            value[child.name] = [value[child.name], said]
    if node.text:
        value.setdefault("text", node.text)
    return value
