"""Which suites there are, and what the command line asks for. Standard library only."""

from __future__ import annotations

import argparse
import sys

SUITES = {
    "lint": "style and rules of the Python code",
    "types": "types, Python and TypeScript",
    "unit": "the server's tests",
    "web": "the app's tests, without a browser",
    "browser": "journeys in a real Chromium",
    "fuzz": "long fault and fuzz runs; short ones unless asked for alone",
    "bench": "figures against a bare app; only when asked for",
}


def parse_suites(words: list[str] | None = None) -> argparse.Namespace:
    """Return `suites` in their order, `full_fuzz`, and what follows `--` for pytest."""
    words = sys.argv[1:] if words is None else words
    ours, _, for_pytest = _partition(words)
    parser = argparse.ArgumentParser(
        prog="python3 -m tests",
        usage="%(prog)s [-h] [SUITE ...] [-- PYTEST OPTION ...]",
        description="Set up what is missing and run every check, or the suites named.",
        epilog="\n".join(f"  {name:8} {what}" for name, what in SUITES.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=argparse.SUPPRESS)
    chosen = parser.parse_args(ours)
    unknown = [name for name in chosen.suites if name not in SUITES]
    if unknown:
        parser.error(f"there is no suite {', '.join(unknown)}; there are {', '.join(SUITES)}")
    chosen.full_fuzz = "fuzz" in chosen.suites
    chosen.suites = [
        name for name in SUITES if name in chosen.suites or (not chosen.suites and name != "bench")
    ]
    chosen.for_pytest = for_pytest
    return chosen


def _partition(words: list[str]) -> tuple[list[str], list[str], list[str]]:
    if "--" not in words:
        return words, [], []
    where = words.index("--")
    return words[:where], ["--"], words[where + 1 :]
