"""Other packages enter a domain package only through contracts, actions and queries."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "xinlu"
DOMAIN = {"events", "accounts", "catalog", "subjects", "archive", "collection", "publicity"}
DOORS = {"contracts", "actions", "queries"}


def imported(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return [name for name in names if name.startswith("xinlu.")]


def trespasses(path: Path) -> list[str]:
    home = path.relative_to(PACKAGE).parts[0]
    parts = [name.split(".") for name in imported(path)]
    return [
        ".".join(name)
        for name in parts
        if name[1] in DOMAIN and name[1] != home and (len(name) < 3 or name[2] not in DOORS)
    ]


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_only_doors_are_used(path):
    if path.relative_to(PACKAGE).parts[0] == "config":
        return
    assert trespasses(path) == []


def test_a_trespass_is_seen(tmp_path, monkeypatch):
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path)
    (tmp_path / "office").mkdir()
    bad = tmp_path / "office" / "pages.py"
    bad.write_text(
        "from xinlu.archive.models import CreditRecord\nfrom xinlu.archive.queries import record\n"
    )
    assert trespasses(bad) == ["xinlu.archive.models.CreditRecord"]


def test_rules_are_pure():
    banned = ("django", "xinlu.events", "os", "pathlib", "socket", "requests")
    for path in PACKAGE.rglob("rules/**/*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            for module in modules:
                assert not module.startswith(banned), f"{path}: {module}"
