"""Merged cells of an OpenDocument spreadsheet, which the library that reads it does not tell."""

import io
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from .sheets import Merge

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}


def ods_merges(xml: bytes) -> dict[str, list[Merge]]:
    """Return the merged cells of each sheet of a content.xml.

    Raises `ValueError` for what is no XML, or has numbers that are none.
    """
    found: dict[str, list[Merge]] = {}
    name, row = "", 0
    try:
        for event, element in iterparse(io.BytesIO(xml), events=("start", "end")):
            if event == "start" and element.tag == f"{TABLE}table":
                name, row = element.get(f"{TABLE}name", ""), 0
            elif event == "end" and element.tag == f"{TABLE}table-row":
                found.setdefault(name, []).extend(_in_row(element, row + 1))
                row += _number(element, "number-rows-repeated")
                element.clear()
    except (ParseError, DefusedXmlException) as error:
        raise ValueError("content.xml is damaged") from error
    return found


def _in_row(row: Element, number: int) -> list[Merge]:
    merges = []
    column = 0
    for cell in row:
        if cell.tag not in CELLS:
            continue
        rows = _number(cell, "number-rows-spanned")
        columns = _number(cell, "number-columns-spanned")
        if rows > 1 or columns > 1:
            merges.append(Merge(number, column, number + rows - 1, column + columns - 1))
        column += _number(cell, "number-columns-repeated")
    return merges


def _number(element: Element, name: str) -> int:
    return int(element.get(f"{TABLE}{name}", "1"))
