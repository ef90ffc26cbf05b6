"""The set-up: what it may import, when it does a step again, and what it says when it cannot."""

import ast
import sys
from pathlib import Path

import pytest

from server import bootstrap, steps
from server.options import parse_options
from server.steps import SetupError, calm_environment, explanation, run_step
from tests.suites import parse_suites

ROOT = bootstrap.ROOT
# Everything that runs before anything is installed.
BARE = (
    "server/__init__.py",
    "server/__main__.py",
    "server/bootstrap.py",
    "server/options.py",
    "server/steps.py",
    "tests/__init__.py",
    "tests/__main__.py",
    "tests/suites.py",
)
BARE_MODULES = {name.removesuffix(".py").replace("/", ".") for name in BARE}


@pytest.mark.parametrize("name", BARE)
def test_set_up_needs_nothing_but_the_standard_library(name: str) -> None:
    tree = ast.parse((ROOT / name).read_text(), feature_version=(3, 7))
    imported: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.module
            deeper = {f"{node.module}.{alias.name}" for alias in node.names}
            imported |= deeper & BARE_MODULES or {node.module}
    strange = {
        module
        for module in imported - BARE_MODULES
        if module.partition(".")[0] not in sys.stdlib_module_names
    }
    assert not strange


def test_old_python_is_told_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer, and this is 3\.9"):
        bootstrap.prepare()


@pytest.mark.parametrize(
    ("output", "begins"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("npm error code ENOSPC", "The disk is full"),
        (
            "Retrying: NewConnectionError()\nERROR: No matching distribution found for x",
            "The network cannot be reached",
        ),
        ("ERROR: No matching distribution found for orjson==3", "There is no ready-made package"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "A package is not the one the lock file names"),
        ("SSLError: CERTIFICATE_VERIFY_FAILED", "The package index shows a certificate"),
        ("PermissionError: [Errno 13] Permission denied", "This folder cannot be written to"),
        ("no such option: --python", "This pip is too old"),
        ("something nobody foresaw", "It failed"),
    ],
)
def test_known_failures_are_told_in_a_sentence(output: str, begins: str) -> None:
    assert explanation(output, "It failed.").startswith(begins)


def test_failing_step_shows_its_last_lines_and_says_what_to_do(
    capfd: pytest.CaptureFixture[str],
) -> None:
    command = [sys.executable, "-c", "print('the last words'); raise SystemExit(3)"]
    with pytest.raises(SetupError, match="Do this instead"):
        run_step("Something", command, cwd=ROOT, otherwise="Do this instead.")
    assert "the last words" in capfd.readouterr().err


def test_step_whose_program_is_missing_says_what_to_do() -> None:
    with pytest.raises(SetupError, match="Install it"):
        run_step("Something", ["no-such-program-here"], cwd=ROOT, otherwise="Install it.")


def test_settings_that_lead_an_installation_astray_are_dropped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("PIP_TARGET", "npm_config_global", "NODE_ENV", "PYTHONPATH"):
        monkeypatch.setenv(name, "astray")
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_INDEX_URL", "mirror")
    calm = calm_environment()
    assert "astray" not in calm.values()
    assert calm["PIP_USER"] == "0"
    assert calm["PIP_INDEX_URL"] == "mirror"  # where packages come from is the machine's business


class Checkout:
    """A checkout in a scratch folder, whose steps are recorded instead of done."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps: list[str] = []
        self.venv = folder / ".venv"
        self.python = self.venv / "bin" / "python"
        self.requirements = folder / "server" / "requirements.txt"
        self.requirements.parent.mkdir()
        self.requirements.write_text("flask==3 \\\n    --hash=sha256:0\n")
        monkeypatch.setattr(bootstrap, "ROOT", folder)
        monkeypatch.setattr(bootstrap, "VENV", self.venv)
        monkeypatch.setattr(bootstrap, "PYTHON", self.python)
        monkeypatch.setattr(bootstrap, "run_step", self.record)
        self.failing = ""

    def record(self, title: str, command: list[str], **_: object) -> None:
        del command
        self.steps.append(title.partition(" (")[0])
        if title.startswith("Python environment"):
            self.python.parent.mkdir()
            self.python.touch()
        if self.failing and title.startswith(self.failing):
            raise SetupError("stopped")

    def install(self) -> list[str]:
        self.steps.clear()
        bootstrap.install_packages(self.requirements)
        return self.steps


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    return Checkout(tmp_path, monkeypatch)


def test_second_set_up_does_nothing(checkout: Checkout) -> None:
    assert checkout.install() == ["Python environment", "Python packages"]
    assert checkout.install() == []


def test_changed_lock_file_installs_again_into_the_same_environment(checkout: Checkout) -> None:
    checkout.install()
    checkout.requirements.write_text("flask==4\n")
    assert checkout.install() == ["Python packages"]


@pytest.mark.parametrize("stopped_in", ["Python environment", "Python packages"])
def test_interrupted_set_up_begins_anew(checkout: Checkout, stopped_in: str) -> None:
    checkout.failing = stopped_in
    with pytest.raises(SetupError):
        checkout.install()
    (checkout.venv / "half").touch()
    checkout.failing = ""
    assert checkout.install() == ["Python environment", "Python packages"]
    assert not (checkout.venv / "half").exists()


def test_environment_whose_python_is_gone_is_made_anew(checkout: Checkout) -> None:
    checkout.install()
    checkout.python.unlink()
    assert checkout.install() == ["Python environment", "Python packages"]


def test_environment_that_is_a_link_is_let_go_and_its_target_kept(
    checkout: Checkout, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    checkout.venv.symlink_to(elsewhere)
    checkout.install()
    assert elsewhere.is_dir()
    assert not checkout.venv.is_symlink()


def test_missing_pip_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lame = tmp_path / "python"
    lame.write_text("#!/bin/sh\nexit 1\n")
    lame.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(lame))
    monkeypatch.setattr(sys, "_base_executable", str(lame))
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(SetupError, match="pip is missing: on Debian, apt-get install python3-pip"):
        bootstrap._pip()


def test_stamp_depends_on_names_and_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"a")
    two.write_bytes(b"b")
    before = bootstrap.digest([one, two])
    assert bootstrap.digest([two, one]) == before
    one.write_bytes(b"b")
    two.write_bytes(b"a")
    assert bootstrap.digest([one, two]) != before


def test_named_chromium_that_is_no_program_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "no-such-chromium")
    with pytest.raises(SetupError, match="CHROMIUM names no-such-chromium"):
        bootstrap.find_chromium()


def test_no_chromium_and_no_way_to_get_one_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match="need Chromium: install it, or name one in CHROMIUM"):
        bootstrap.find_chromium()


def test_lock_files_name_no_registry() -> None:
    for name in ("server/requirements.txt", "tests/requirements.txt"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        assert text.count("--hash=") > text.count("==")
    assert '"resolved"' not in (ROOT / "web" / "package-lock.json").read_text()


@pytest.mark.parametrize(
    "words",
    [["--port", "65536"], ["--port", "x"], ["--certificate", "nowhere.pem"], ["--nonsense"]],
)
def test_wrong_options_end_with_the_usage(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_options(words)
    assert ended.value.code == 2


def test_certificate_without_its_key_is_refused(tmp_path: Path) -> None:
    certificate = tmp_path / "certificate.pem"
    certificate.touch()
    with pytest.raises(SystemExit) as ended:
        parse_options(["--certificate", str(certificate)])
    assert ended.value.code == 2


def test_without_a_word_every_suite_but_bench_runs_with_short_fuzz() -> None:
    chosen = parse_suites([])
    assert chosen.suites == ["lint", "types", "unit", "web", "browser", "fuzz"]
    assert not chosen.full_fuzz


def test_named_suites_run_in_their_order_and_fuzz_in_full() -> None:
    chosen = parse_suites(["fuzz", "lint", "--", "-k", "name"])
    assert chosen.suites == ["lint", "fuzz"]
    assert chosen.full_fuzz
    assert chosen.for_pytest == ["-k", "name"]


def test_unknown_suite_ends_with_the_list() -> None:
    with pytest.raises(SystemExit) as ended:
        parse_suites(["unti"])
    assert ended.value.code == 2


def test_progress_counts_only_to_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    progress = steps._Progress("Packages", 2)
    for _ in range(3):
        progress.show(counted=True)
    assert progress._state(progress.started) == "2 of 2, 0 s"
    progress.finish("done")
    assert capsys.readouterr().err == "Packages …\n  done in 0 s\n"
