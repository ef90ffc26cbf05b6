"""The documents lead to where they say, and name what is there."""

import re
from pathlib import Path

import pytest

from server.core.config import PREFIX, load_config

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
DECISIONS = sorted(ROOT.glob("docs/decisions/*.md"))
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text()
    links = [*LINK.findall(text), *re.findall(r'src="([^"]+)"', text)]
    missing = [link for link in links if not (page.parent / link).exists()]
    assert not missing


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_decision_has_its_parts(page: Path) -> None:
    text = page.read_text()
    assert text.startswith(f"# {page.name[:3]} ")
    for part in ("**Context.**", "**Decision.**", "**Consequences.**", "**Look again when**"):
        assert part in text


def test_decisions_are_numbered_once() -> None:
    numbers = [page.name[:3] for page in DECISIONS]
    assert len(set(numbers)) == len(numbers)


class Noting(dict[str, str]):
    """An environment without anything in it that keeps what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        self.asked.add(name.removeprefix(PREFIX))
        return default


def test_readme_names_every_setting_that_is_read() -> None:
    environment = Noting()
    load_config(environment)
    named = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert named == environment.asked


def test_readme_names_both_commands() -> None:
    text = (ROOT / "README.md").read_text()
    assert "python3 -m server" in text
    assert "python3 -m tests" in text
