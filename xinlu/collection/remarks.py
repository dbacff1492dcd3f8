"""Findings as a spreadsheet shows them: which cell, what colour, what comment; and a sheet with all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xinlu.collection.contracts import Finding, Severity

FINDINGS_SHEET = "问题清单"
HEADER = ("工作表", "行号", "字段", "内容", "规则", "级别", "说明")
WIDTHS = (14, 8, 24, 28, 18, 8, 80)
COLOURS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.NOTE: "DDEBF7"}
NAMES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}
GRAVITY = tuple(COLOURS)
AUTHOR = "信路"


@dataclass(frozen=True)
class Remark:
    """What is said at one cell. severity: the gravest of its findings."""

    severity: Severity
    text: str


def remarks_by_cell(findings: Iterable[Finding]) -> dict[tuple[str, int, str], Remark]:
    """(sheet, row, field) → remark. Findings of the file as a whole stand on the findings sheet only."""
    cells: dict[tuple[str, int, str], list[Finding]] = {}
    for finding in findings:
        if finding.row:
            cells.setdefault((finding.sheet, finding.row, finding.field), []).append(finding)
    return {place: remark_of(found) for place, found in cells.items()}


def remark_of(found: list[Finding]) -> Remark:
    gravest = min(found, key=lambda finding: GRAVITY.index(finding.severity)).severity
    return Remark(gravest, "\n".join(f"{NAMES[f.severity]} {f.rule}：{f.message}" for f in found))


def line_of(finding: Finding) -> tuple[str, str, str, str, str, str, str]:
    """One line of the findings sheet, as text."""
    row = str(finding.row) if finding.row else "整个文件"
    field = finding.field_name or finding.field
    return (finding.sheet, row, field, finding.value, finding.rule, NAMES[finding.severity], finding.message)


def column_of(places: Mapping[tuple[str, str], int], sheet: str, field: str) -> int:
    """0-based column of the field in the sheet; where it has none, the sheet's first column that was read."""
    first = min((place for (name, _), place in places.items() if name == sheet), default=0)
    return places.get((sheet, field), first)
