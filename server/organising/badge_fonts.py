"""The fonts of badges: ours for Latin, the machine's own for what ours lacks."""

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from server.core.config import ROOT

# Figtree, as the client's build or its packages carry it.
OWN_FONTS = (
    ("server/static/assets", "figtree-latin-wght-normal*.woff2"),
    ("server/static/assets", "figtree-latin-ext-wght-normal*.woff2"),
    ("web/node_modules/@fontsource-variable/figtree/files", "figtree-latin-wght-normal.woff2"),
    ("web/node_modules/@fontsource-variable/figtree/files", "figtree-latin-ext-wght-normal.woff2"),
)
SYSTEM_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
SUFFIXES = frozenset({".ttf", ".otf", ".ttc"})
FONTS_LOOKED_AT = 400
# Letters that change their shape or place beside others: drawn right only by a shaper.
SHAPED = (
    (0x0590, 0x109F),  # Hebrew, Arabic, Syriac, the scripts of India, Thai, Tibetan, Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0xFB1D, 0xFDFF),
    (0xFE70, 0xFEFE),
)


def own_fonts() -> list[Path]:
    """Return the files of our own face, those for more letters after the first."""
    found: dict[str, Path] = {}
    for folder, pattern in OWN_FONTS:
        for path in sorted((ROOT / folder).glob(pattern)):
            found.setdefault("ext" if "latin-ext" in path.name else "latin", path)
    return [found[part] for part in ("latin", "ext") if part in found]


def bold_of(path: Path) -> Path:
    """Return the bold file that lies beside a regular one, or the regular one itself."""
    for name in (f"{path.stem}-Bold", path.stem.replace("Regular", "Bold")):
        bold = path.with_name(name + path.suffix)
        if bold.exists() and letters_of(bold) >= letters_of(path):
            return bold
    return path


@cache
def letters_of(path: Path) -> frozenset[int]:
    """Return the code points that a font file has; none where it cannot be read."""
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 -- slow import

    try:
        with TTFont(path, fontNumber=0, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (OSError, TTLibError, KeyError, ImportError):
        return frozenset()


def system_fonts_for(letters: frozenset[int]) -> list[Path]:
    """Return fonts of this machine that have *letters*: as few as cover most, sans first."""
    wanted, chosen = set(letters), []
    for path in _candidates():
        if not wanted:
            break
        if wanted & (found := letters_of(path)):
            chosen.append(path)
            wanted -= found
    return chosen


def is_shaped(text: str) -> bool:
    """Return whether *text* has letters that only a shaper draws right."""
    return any(first <= ord(letter) <= last for letter in text for first, last in SHAPED)


def can_shape() -> bool:
    """Return whether this machine can shape: the package `uharfbuzz` is there."""
    from importlib.util import find_spec  # noqa: PLC0415

    return find_spec("uharfbuzz") is not None


def scripts_of(letters: Iterable[int]) -> list[str]:
    """Return the names of the scripts that *letters* are of, as people call them."""
    names = {unicodedata.name(chr(letter), "unknown").split()[0].capitalize() for letter in letters}
    return sorted("Chinese" if name == "Cjk" else name for name in names)


def _candidates() -> list[Path]:
    files = [
        path
        for folder in SYSTEM_FOLDERS
        for path in sorted(Path(folder).expanduser().rglob("*"))
        if path.suffix.lower() in SUFFIXES
    ]
    return sorted(files, key=_preference)[:FONTS_LOOKED_AT]


def _preference(path: Path) -> tuple[bool, bool, int, str]:
    name = path.stem.lower()
    styled = any(
        word in name
        for word in ("italic", "oblique", "mono", "serif", "condensed", "light", "thin")
    )
    return ("sans" not in name, styled, len(name), str(path))
