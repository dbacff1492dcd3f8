"""Rows are written in actions (and migrations) only."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "xinlu"
ROOMS = ("actions", "migrations")
NAMES = {
    "save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "update", "delete",
}  # fmt: skip
WRITES = NAMES | {f"a{name}" for name in NAMES} | {"_raw_delete"}
STATEMENTS = {"execute", "executemany", "executescript", "copy", "raw"}
READS = ("SELECT", "PRAGMA", "EXPLAIN")
# The modules that write per database, and what of them writes: that is for actions alone.
WRITERS = {
    "bulk": {"insert", "append", "upsert", "change", "reserve"},
    "search": {"add"},
    "blocking": {"add"},
}
WRITING_MODULES = {
    "bulk.py": "xinlu.bulk",
    "subjects/search.py": "xinlu.subjects.search",
    "subjects/blocking.py": "xinlu.subjects.blocking",
}
# What looks like a write and is none, named one by one.
HARMLESS = {
    "collection/marking.py book.save",  # a workbook
    "collection/papers.py segno.make(address, error='m').save",  # a picture
    "collection/reading/piles.py self._used.update",  # a set
    "collection/vault.py digest.update",  # a checksum
    "collection/vault.py found.update",  # a checksum
    "flows/commands/platform.py bar.update",  # a progress bar
    "kernel/sealing.py inner.update",  # checksums
    "kernel/sealing.py inside.update",
    "kernel/sealing.py outside.update",
    "portal/figures.py cache.delete",  # figures kept a while
}


def is_room(path: Path) -> bool:
    parts = path.relative_to(PACKAGE).parts
    return parts[1].removesuffix(".py") in ROOMS if len(parts) > 1 else False


def writes(path: Path) -> list[str]:
    """Whatever name is written on: a manager, rows, an object; called, or handed on to be called."""
    home = str(path.relative_to(PACKAGE))
    found = suspects(ast.parse(path.read_text(encoding="utf-8")))
    return [f"{home}:{line} {text}" for line, text in sorted(found) if f"{home} {text}" not in HARMLESS]


def suspects(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (node.attr in WRITES or is_writer(node)):
            yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Call) and is_statement(node):
            yield node.lineno, ast.unparse(node.func)
        elif isinstance(node, ast.ImportFrom) and node.module in WRITING_MODULES.values():
            names = WRITERS[node.module.rpartition(".")[2]]
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name in names)


def is_writer(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.attr in WRITERS.get(node.value.id, ())


def is_statement(call: ast.Call) -> bool:
    """SQL that is not plainly a reading one. `query.copy()` has no statement and is no concern."""
    if not (isinstance(call.func, ast.Attribute) and call.func.attr in STATEMENTS and call.args):
        return False
    return not sql_of(call.args[0]).lstrip().upper().startswith(READS)


def sql_of(node: ast.expr) -> str:
    """The statement as far as it stands there; "" when it is made elsewhere."""
    first = node.values[0] if isinstance(node, ast.JoinedStr) and node.values else node
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_writes_only_in_actions(path):
    if not is_room(path) and str(path.relative_to(PACKAGE)) not in WRITING_MODULES:
        assert writes(path) == []


def test_what_is_named_is_still_there():
    seen = {
        f"{path.relative_to(PACKAGE)} {text}"
        for path in PACKAGE.rglob("*.py")
        for _, text in suspects(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert seen >= HARMLESS
    assert all((PACKAGE / module).exists() for module in WRITING_MODULES)


@pytest.mark.parametrize(
    "line",
    [
        "Event.objects.filter(at=1).delete()",
        "Event.objects.filter(at=1).update(at=2)",
        "rows.update(at=2)",
        "obj.save()",
        "draft.delete()",
        "Event(pk=1).save()",
        "rows[0].save(update_fields=['at'])",
        "Event.objects.all()._raw_delete('default')",
        "await Event.objects.aupdate(at=2)",
        "await row.asave()",
        "map(Event.objects.create, rows)",
        'cursor.execute("DELETE FROM events_event")',
        'cursor.execute(f"delete from {table}")',
        'cursor.execute(f"{verb} FROM events_event")',
        "cursor.execute(sql, [1])",
        'cursor.executemany("INSERT INTO t VALUES (%s)", rows)',
        'cursor.copy("COPY t FROM STDIN")',
        'Event.objects.raw("UPDATE t SET a = 1 RETURNING *")',
        "bulk.insert(rows)",
        "search.add(names)",
        "from xinlu.bulk import upsert",
        "from xinlu.subjects.search import add",
    ],
)
def test_a_write_elsewhere_is_seen(tmp_path, monkeypatch, line):
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path)
    (tmp_path / "office").mkdir()
    bad = tmp_path / "office" / "pages.py"
    bad.write_text(f"async def show():\n    {line}\n" if "import" not in line else f"{line}\n")
    assert len(writes(bad)) == 1


@pytest.mark.parametrize(
    "line",
    [
        'cursor.execute("SELECT 1")',
        'cursor.execute(f"  select {column} from t")',
        "query = request.GET.copy()",
        "bulk.columns(Event)",
        "search.holding(tokens)",
        "Event.objects.filter(at=1).exists()",
    ],
)
def test_a_read_is_no_write(line):
    assert list(suspects(ast.parse(line))) == []
