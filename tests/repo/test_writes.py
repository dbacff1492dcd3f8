"""Rows are written in actions (and migrations) only."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "xinlu"
WRITES = {
    "save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "delete",
}  # fmt: skip
# Besides actions: the one module per package that writes in bulk or per database, called by its actions only.
ROOMS = ("actions", "migrations")


def is_room(path: Path) -> bool:
    parts = path.relative_to(PACKAGE).parts
    return parts[1].removesuffix(".py") in ROOMS if len(parts) > 1 else False


def writes(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    return [
        f"{path.relative_to(PACKAGE)}:{call.lineno} {ast.unparse(call.func)}"
        for call in calls
        if call.func.attr in WRITES and touches_table(call.func.value)
    ]


def touches_table(node: ast.expr) -> bool:
    """`X.objects.…` chains; a plain `.save()` on a name counts too, files and workbooks are told by name."""
    text = ast.unparse(node)
    return ".objects" in text or text in {"row", "user", "record", "event", "submission", "publication"}


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_writes_only_in_actions(path):
    if not is_room(path):
        assert writes(path) == []


def test_a_write_elsewhere_is_seen(tmp_path, monkeypatch):
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path)
    (tmp_path / "office").mkdir()
    bad = tmp_path / "office" / "pages.py"
    bad.write_text("Event.objects.filter(at=1).delete()\n")
    assert writes(bad) == ["office/pages.py:1 Event.objects.filter(at=1).delete"]
