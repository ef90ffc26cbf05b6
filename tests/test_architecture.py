"""The dependency rules, as a test: an arrow drawn the wrong way fails here, by name.

A module's layer is its name, or what follows the last underscore (`badge_routes.py` is a
`routes`). A module whose name is no layer holds *rules*: pure functions and values, which know
nothing of the request or the database.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SERVER = Path(__file__).parents[1] / "server"

# What a module of a feature may import from its own feature.
WITHIN = {
    "routes": {"schemas", "services", "errors", "queries", "rules", "kinds"},
    "services": {"models", "errors", "services", "queries", "rules"},
    "queries": {"models", "rules"},
    "models": {"rules", "models"},
    "schemas": {"rules", "schemas"},
    "errors": set(),
    "cli": {"services", "errors", "rules", "worker"},
    "worker": {"services", "errors", "rules", "worker"},
    "jobs": {"services", "models", "errors", "rules"},
    "kinds": {"schemas", "services", "errors", "rules"},
    "rules": {"rules", "errors"},
}
# What a feature may import from another: its services, and (for foreign keys) its models.
ACROSS = {
    "services": {"services", "rules", "errors"},
    "queries": {"models"},
    "models": {"models"},
    "cli": {"services"},
    "jobs": {"services", "rules"},
    "kinds": {"services", "schemas"},
    "rules": {"rules"},
}
# Which feature may lean on which. No cycles: a feature sits above what it names.
BENEATH: dict[str, set[str]] = {
    "outbox": set(),
    "accounts": {"outbox"},
    "programme": {"accounts"},
    "agenda": {"programme", "accounts", "outbox"},
    "swaps": {"agenda", "programme", "accounts", "outbox"},
    "contacts": {"swaps", "agenda", "programme", "accounts"},
    "followups": {"contacts", "swaps", "agenda", "programme", "accounts", "outbox"},
    "organising": {"followups", "contacts", "swaps", "agenda", "programme", "accounts", "outbox"},
    "sync": {"followups", "contacts", "swaps", "agenda", "programme", "accounts"},
    "shell": set(),
}
# Which layers touch what only they may touch.
COMMITTING = {"routes", "cli", "db", "worker", "run", "demo"}
REACHING = {"services", "queries", "db", "feed", "jobs", "limits", "slots"}


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (package, module) for every `server.<package>.<module>` that *path* imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            match name.split("."):
                case ["server", package, module, *_]:
                    yield package, module


def modules() -> list[Path]:
    """Return every module of a feature or of core, those in sub-packages included."""
    return [
        path
        for package in sorted({"core", *BENEATH})
        for path in sorted((SERVER / package).rglob("*.py"))
        if path.stem != "__init__"
    ]


def layer_of(stem: str) -> str:
    """Return the layer a module's name puts it in."""
    last = stem.rpartition("_")[2]
    return last if last in WITHIN else "rules"


def allowed(path: Path, package: str, module: str) -> bool:
    feature = path.relative_to(SERVER).parts[0]
    layer, wanted = layer_of(path.stem), layer_of(module)
    if package == "core":
        return True
    if feature == "core":
        return False
    if package == feature:
        return wanted in WITHIN[layer]
    return package in BENEATH[feature] and wanted in ACROSS.get(layer, set())


def exists(package: str, module: str) -> bool:
    return (SERVER / package / f"{module}.py").exists() or (SERVER / package / module).is_dir()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SERVER)))
def test_imports_point_the_right_way(path: Path) -> None:
    wrong = {
        f"{package}.{module}"
        for package, module in imports(path)
        if package in {"core", *BENEATH}
        and exists(package, module)
        and not allowed(path, package, module)
    }
    assert not wrong


def test_only_routes_the_command_line_and_the_worker_commit() -> None:
    committing = {
        str(path.relative_to(SERVER))
        for path in modules()
        if "with transaction()" in (text := path.read_text()) or ".commit()" in text
    }
    assert {
        name for name in committing if not {layer_of(Path(name).stem), Path(name).stem} & COMMITTING
    } == set()


def test_only_services_and_queries_reach_the_database() -> None:
    reaching = {
        str(path.relative_to(SERVER)) for path in modules() if "db.session" in path.read_text()
    }
    assert {
        name for name in reaching if not {layer_of(Path(name).stem), Path(name).stem} & REACHING
    } == set()


def test_only_the_configuration_reads_the_environment() -> None:
    reading = {
        str(path.relative_to(SERVER))
        for path in modules()
        if re.search(r"\bos\b.*environ", path.read_text())  # `request.environ` is another thing
    }
    assert reading <= {"core/config.py"}
