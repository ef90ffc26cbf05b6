"""How a person is greeted: one function, tables per language (in the catalogue).

Nobody's gender is guessed, nor which part of a single string is the family name; an address is
never taken for a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.followups.rendering import clean

Greeting = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Addressee:
    """What is known of whom a message is to. `first_names`: the other has offered it."""

    name: str = ""
    given: str = ""
    family: str = ""
    title: str = ""
    first_names: bool = False


def salutation(greeting: Greeting, to: Addressee) -> str:
    """Return the line that opens a message; with no name at all, the language's neutral one."""
    title, name = _without_title(greeting, display_name(greeting, to))
    if to.first_names and to.given:
        return _filled(greeting["first"], given=clean("c.given", to.given))
    if to.title:
        title = _title(greeting, to.title) or clean("c.title", to.title)
    if title and (to.family or name):
        return _filled(greeting["titled"], title=title, family=clean("c.family", to.family) or name)
    return _filled(greeting["formal"], name=name) if name else str(greeting["nobody"])


def display_name(greeting: Greeting, to: Addressee) -> str:
    """Return the name to show: without letters after it, empty where there is only an address."""
    name = clean("c.name", to.name) or clean("c.name", f"{to.given} {to.family}")
    first, *rest = name.split(",")
    kept = [part for part in rest if part.strip(" ").lower() not in greeting["suffixes"]]
    name = ",".join([first, *kept]).strip(" ")
    return "" if "@" in name else name


def _without_title(greeting: Greeting, name: str) -> tuple[str, str]:
    """Split titles off the front of a name; of several, the first is the one to use."""
    title = ""
    words = name.split(" ")
    while len(words) > 1 and (found := _title(greeting, words[0])):
        title = title or found
        words = words[1:]
    return title, " ".join(words)


def _title(greeting: Greeting, word: str) -> str:
    titles: Mapping[str, str] = greeting["titles"]
    return titles.get(word.strip(" ").rstrip(".").lower(), "")


def _filled(pattern: str, **values: str) -> str:
    """Put values into a pattern of ours, in one pass over the pattern."""
    parts = pattern.split("{")
    out = [parts[0]]
    for part in parts[1:]:
        name, _, rest = part.partition("}")
        out.append(values[name] + rest)
    return "".join(out)
