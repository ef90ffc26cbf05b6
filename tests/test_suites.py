"""The test runner itself: what it counts, and that one failure does not end the rest."""

import os
import sys
from pathlib import Path

import pytest

from tests.run import CHECKS, Check, Outcome, counts, in_turn, run, run_lane, summary

REPORT = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"><failure/></testcase>
<testcase name="c"><skipped/></testcase><testcase name="d"><error/></testcase>
</testsuite></testsuites>"""


def test_report_is_counted(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert counts(report) == (1, 2, 1)


@pytest.mark.parametrize(("status", "passed", "failed"), [(0, 1, 0), (3, 0, 1)])
def test_program_without_a_report_counts_as_one(status: int, passed: int, failed: int) -> None:
    check = Check("one", [sys.executable, "-c", f"raise SystemExit({status})"])
    outcome = run(check, dict(os.environ))
    assert (outcome.passed, outcome.failed) == (passed, failed)


def test_program_that_ends_before_its_tests_counts_as_failed(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)  # an older one, which must not be counted
    check = Check("one", [sys.executable, "-c", "raise SystemExit(2)"], report=report)
    assert run(check, dict(os.environ)).failed == 1


def test_summary_ends_with_the_count_and_fails_if_anything_did(
    capsys: pytest.CaptureFixture[str],
) -> None:
    good, bad = Outcome("a", 3, 0, 1, 0.1), Outcome("b", 2, 1, 0, 0.2)
    assert summary([good]) == 0
    assert capsys.readouterr().out.endswith("\n3 passed, 0 failed\n")
    assert summary([good, bad]) == 1
    assert capsys.readouterr().out.endswith("\n5 passed, 1 failed\n")


def test_everything_else_runs_beside_the_browser_and_measuring_comes_last() -> None:
    everything = ["lint", "unit", "browser", "fuzz", "bench"]
    assert in_turn(everything) == [[["lint", "unit", "fuzz"], ["browser"]], [["bench"]]]
    assert in_turn(["browser"]) == [[["browser"]]]
    assert in_turn(["unit", "web"]) == [[["unit", "web"]]]


def test_checks_beside_each_other_say_everything_in_one_piece(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "import sys; print('one'); print('two', file=sys.stderr); raise SystemExit(1)"
    check = Check("a", [sys.executable, "-u", "-c", words])
    monkeypatch.setitem(CHECKS, "lint", lambda: [check])
    [outcome] = run_lane(["lint"], dict(os.environ), together=True)
    assert (outcome.passed, outcome.failed) == (0, 1)
    head, *said = capsys.readouterr().out.strip().splitlines()
    assert head.startswith("== lint: a (style and rules of the Python code), ")
    assert said == ["one", "two"]
