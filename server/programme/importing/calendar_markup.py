"""Calendars written as XML (xCal, as pentabarf and pretalx have it) or as JSON (jCal)."""

from typing import Any

from . import ics
from .gathering import Gathering
from .ics_components import Component, Property
from .json_values import list_of
from .nodes import Node
from .opened import Opened
from .parsed import Assumptions, ParsedProgramme
from .words import line_of

NAME = "xcal"
TITLE = "a calendar as XML (xCal) or JSON (jCal)"

COMPONENTS = {"vcalendar", "vevent", "vtimezone", "standard", "daylight", "vtodo", "vjournal"}
# Elements that are called otherwise in a calendar's lines.
CALLED = {"CATEGORY": "CATEGORIES", "SUBTITLE": "X-SUBTITLE", "LANGUAGE-CODE": "X-LANGUAGE"}
VALUES_AT = 3  # of a property of jCal: name, parameters, type, values
MOST_NESTED = 8


def recognises(opened: Opened) -> bool:
    """Whether this is XML or JSON that holds a calendar."""
    if opened.is_xml:
        root = opened.root
        return root.name.lower() in {"icalendar", "vcalendar"}
    return opened.is_json and bool(_calendars(opened.json))


def read(opened: Opened, assumed: Assumptions) -> ParsedProgramme:
    """Return the calendar's events as a programme; raises `UnreadableError` if it has none."""
    root = Component("", 1)
    if opened.is_xml:
        node = opened.root
        wrapped = node if node.name.lower() == "icalendar" else Node("icalendar", {}, 1, [node])
        _take_elements(root, wrapped)
    else:
        root.components += [_of_json(calendar) for calendar in _calendars(opened.json)]
    return ics.programme_of(root, Gathering(opened, assumed), NAME)


def _take_elements(component: Component, node: Node) -> None:
    for child in node.children:
        name = child.name.lower()
        if name in COMPONENTS:
            inner = Component(name.upper(), child.line)
            component.components.append(inner)
            _take_elements(inner, child)
        elif name in {"components", "properties"}:
            _take_elements(component, child)
        else:
            component.properties.append(_property(child))


def _property(node: Node) -> Property:
    name = CALLED.get(node.name.upper(), node.name.upper())
    parameters = {key.upper(): value for key, value in node.attributes.items()}
    values = []
    for child in node.children:
        if child.name.lower() == "parameters":
            parameters |= {p.name.upper(): p.whole_text for p in child.children}
        else:
            values.append(_value(child))
    value = ",".join(filter(None, values)) or node.text
    if name == "ATTENDEE" and ":" not in value:
        parameters.setdefault("CN", value)
    return Property(name, parameters, value, node.line, escaped=False)


def _value(node: Node) -> str:
    """Return a value; a rule's parts are elements of their own ("freq", "count", …)."""
    if node.children:
        return ";".join(f"{part.name.upper()}={part.whole_text}" for part in node.children)
    return node.text


def _calendars(value: Any) -> list[Any]:  # noqa: ANN401 - a JSON value is any of them
    """Return the calendars of jCal: ["vcalendar", properties, components], or a list of those."""
    listed = list_of(value)
    if listed[:1] == ["vcalendar"]:
        return [listed]
    return [item for item in listed if list_of(item)[:1] == ["vcalendar"]]


def _of_json(listed: Any, depth: int = 0) -> Component:  # noqa: ANN401 - a JSON value
    parts_of = [*list_of(listed), "", [], []]
    component = Component(line_of(parts_of[0]).upper(), 1)
    for stated in list_of(parts_of[1]):
        parts = list_of(stated)
        if len(parts) <= VALUES_AT or not isinstance(parts[1], dict):
            continue
        parameters = {str(key).upper(): line_of(value) for key, value in parts[1].items()}
        value = ",".join(_said(part) for part in parts[VALUES_AT:])
        called = line_of(parts[0]).upper()
        component.properties.append(Property(called, parameters, value, 1, escaped=False))
    for inner in list_of(parts_of[2]) if depth < MOST_NESTED else []:
        component.components.append(_of_json(inner, depth + 1))
    return component


def _said(value: Any) -> str:  # noqa: ANN401 - a JSON value is any of them
    if isinstance(value, dict):
        return ";".join(
            f"{str(key).upper()}={','.join(map(str, part)) if isinstance(part, list) else part}"
            for key, part in value.items()
        )
    return value if isinstance(value, str) else line_of(value)
