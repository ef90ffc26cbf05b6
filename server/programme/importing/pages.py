"""Web pages given in place of a programme: the data within them, and the files they lead to."""

from html.parser import HTMLParser

LINKED_DATA = "application/ld+json"
FILES = (".ics", ".xml", ".json", ".csv", ".xlsx", ".ods")
# What a programme's file is called, wherever it lies.
NAMED = ("schedule", "program", "agenda", "calendar", "fahrplan", "timetable", "sessions", ".ics")
NAMED_AT_MOST = 3
BEGINNINGS = ("<!doctype html", "<html")


class _Page(HTMLParser):
    """Collects linked data and the addresses of files while the page is read."""

    def __init__(self) -> None:
        super().__init__()
        self.data: list[str] = []
        self.links: list[str] = []
        self._script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "script" and (told.get("type") or "").casefold() == LINKED_DATA:
            self._script = []
        address = told.get("href") or ""
        path = address.casefold().partition("?")[0]
        if path.endswith(FILES) and any(word in path for word in NAMED):
            self.links.append(address)

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag != "script" or self._script is None:
            return
        self.data.append("".join(self._script))
        self._script = None


def is_page(text: str) -> bool:
    """Whether *text* is a web page."""
    return text.lstrip()[:200].casefold().startswith(BEGINNINGS)


def linked_data(text: str) -> list[str]:
    """Return what the page says for machines, in its order, as JSON that may be damaged."""
    return _read(text).data


def programme_links(text: str) -> list[str]:
    """Return the addresses that the page leads to and that look like a programme's file."""
    return list(dict.fromkeys(_read(text).links))[:NAMED_AT_MOST]


def _read(text: str) -> _Page:
    page = _Page()
    page.feed(text)
    page.close()
    return page
