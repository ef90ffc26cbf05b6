"""Runs the suites, all of them even when one fails, and counts what passed.

The browser waits more than it works, so the other suites run beside it; what a check says is then
shown in one piece, when it ends. Measuring wants the machine for itself, and comes last.
"""

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

from server import bootstrap
from tests.suites import SUITES, parse_suites

ARTIFACTS = bootstrap.ROOT / "tests" / ".artifacts"
MODULES = bootstrap.WEB / "node_modules"


@dataclass(frozen=True, slots=True)
class Check:
    """One program that must end with status 0; `report` is where it counts its tests (JUnit)."""

    name: str
    command: list[str]
    folder: Path = bootstrap.ROOT
    report: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check went."""

    name: str
    passed: int
    failed: int
    skipped: int
    seconds: float


def python(*words: str) -> list[str]:
    """Return a command of this environment's Python."""
    return [sys.executable, "-m", *words]


def node(*words: str) -> list[str]:
    """Return a command of our Node."""
    return [str(bootstrap.node()), *words]


def pytest(name: str, *words: str) -> Check:
    """Return a check that counts what pytest ran."""
    report = ARTIFACTS / f"{name}.xml"
    return Check(name, python("pytest", "-q", f"--junitxml={report}", *words), report=report)


def lint() -> list[Check]:
    return [
        Check("ruff check", python("ruff", "check", "-q", ".")),
        Check("ruff format", python("ruff", "format", "--check", "-q", ".")),
    ]


def types() -> list[Check]:
    return [
        Check("mypy", python("mypy", "--no-error-summary")),
        Check("tsc", node(str(MODULES / "typescript/bin/tsc"), "-p", "."), bootstrap.WEB),
    ]


def unit() -> list[Check]:
    return [pytest("unit", "-m", "not browser and not fuzz", *EXTRA)]


def web() -> list[Check]:
    report = ARTIFACTS / "web.xml"
    vitest = str(MODULES / "vitest/vitest.mjs")
    words = (vitest, "run", "--reporter=dot", "--reporter=junit", f"--outputFile.junit={report}")
    return [Check("web", node(*words), bootstrap.WEB, report)]


def browser() -> list[Check]:
    return [pytest("browser", "-m", "browser and not fuzz", *EXTRA)]


def fuzz() -> list[Check]:
    return [pytest("fuzz", "-m", "fuzz", *EXTRA)]


def bench() -> list[Check]:
    return [Check("bench", python("tests.bench"))]


CHECKS: dict[str, Callable[[], list[Check]]] = {
    "lint": lint,
    "types": types,
    "unit": unit,
    "web": web,
    "browser": browser,
    "fuzz": fuzz,
    "bench": bench,
}
EXTRA: list[str] = []
STOPPING = threading.Event()


def main() -> int:
    """Run what the command line chose; return 0 only if everything passed."""
    chosen = parse_suites()
    EXTRA[:] = chosen.for_pytest
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    env = bootstrap.node_environment()
    env["HALLWAY_FUZZ"] = "full" if chosen.full_fuzz else "short"
    # Playwright's own Node wants a library that a bare Debian lacks; ours does not.
    env["PLAYWRIGHT_NODEJS_PATH"] = str(bootstrap.node())
    # A shell's settings would leak into the tests.
    for name in [name for name in env if name.startswith("HALLWAY_") and name not in KEPT]:
        del env[name]
    outcomes = []
    for lanes in in_turn(chosen.suites):
        one_lane = partial(run_lane, env=env, together=len(lanes) > 1)
        with ThreadPoolExecutor(len(lanes)) as pool:
            try:
                outcomes += [outcome for done in pool.map(one_lane, lanes) for outcome in done]
            except KeyboardInterrupt:  # what runs was interrupted too; begin nothing more
                STOPPING.set()
                raise
    return summary(outcomes)


def in_turn(suites: Sequence[str]) -> list[list[list[str]]]:
    """Return what runs after what: lanes that run beside each other, each of suites in a row."""
    rest = [suite for suite in suites if suite not in {"browser", "bench"}]
    beside = [rest, [suite for suite in suites if suite == "browser"]]
    alone = [[suite for suite in suites if suite == "bench"]]
    turns = [[lane for lane in lanes if lane] for lanes in (beside, alone)]
    return [lanes for lanes in turns if lanes]


def run_lane(suites: Sequence[str], env: dict[str, str], *, together: bool) -> list[Outcome]:
    """Run suites one after another; *together* with others, in pieces that do not mix."""
    outcomes = []
    for suite in suites:
        for check in [] if STOPPING.is_set() else CHECKS[suite]():
            title = f"\n== {suite}: {check.name} ({SUITES[suite]})"
            if not together:
                print(title, flush=True)
                outcomes.append(run(check, env))
                continue
            with tempfile.TemporaryFile() as said:
                outcome = run(check, env, said.fileno())
                said.seek(0)
                text = said.read().decode(errors="replace").strip()
            print(
                f"{title}, {outcome.seconds:.0f} s", *([text] if text else []), sep="\n", flush=True
            )
            outcomes.append(outcome)
    return outcomes


KEPT = frozenset(
    {
        "HALLWAY_FAULT_RUNS",
        "HALLWAY_FUZZ",
        "HALLWAY_ROUNDS",
        "HALLWAY_RUNS",
        "HALLWAY_SHARED",
        "HALLWAY_STEPS",
    }
)


def run(check: Check, env: dict[str, str], output: int | None = None) -> Outcome:
    """Run one check with its output shown, or written to a file, and count its tests."""
    if check.report:
        check.report.unlink(missing_ok=True)
    start = time.monotonic()
    status = subprocess.run(
        check.command,
        cwd=check.folder,
        env=env,
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
        check=False,
    ).returncode
    seconds = time.monotonic() - start
    passed, failed, skipped = counts(check.report)
    if status and not failed:
        failed = 1  # it did not even get to its tests
    elif not status and not check.report:
        passed = 1
    return Outcome(check.name, passed, failed, skipped, seconds)


def counts(report: Path | None) -> tuple[int, int, int]:
    """Return how many tests of a JUnit report passed, failed and were skipped."""
    if report is None or not report.exists():
        return 0, 0, 0
    cases = list(ET.parse(report).getroot().iter("testcase"))  # noqa: S314 -- our own report
    failed = sum(
        case.find("failure") is not None or case.find("error") is not None for case in cases
    )
    skipped = sum(case.find("skipped") is not None for case in cases)
    return len(cases) - failed - skipped, failed, skipped


def summary(outcomes: list[Outcome]) -> int:
    """Print what happened, the count last, and return the exit status."""
    print("\n== summary")
    for outcome in outcomes:
        word = "FAILED" if outcome.failed else "passed"
        print(
            f"  {outcome.name:12} {word}  {outcome.passed:5} passed {outcome.failed:4} failed "
            f"{outcome.skipped:4} skipped  {outcome.seconds:6.1f} s"
        )
    failed = sum(outcome.failed for outcome in outcomes)
    print(f"{sum(outcome.passed for outcome in outcomes)} passed, {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
