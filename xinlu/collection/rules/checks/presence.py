"""What must be there and what must not."""

from collections.abc import Iterator

from xinlu.catalog.contracts import Field
from xinlu.collection.rules.checks.case import Case, Fault, fault, file_fault
from xinlu.collection.rules.checks.conditions import all_hold


def find_missing_columns(case: Case) -> Iterator[Fault]:
    for field in case.item.fields:
        if field.required and field.identifier in case.absent:
            yield file_fault(
                field.identifier, "", f"文件里没有“{field.name}”这一列，请对照模板补上这一列或改正列名。"
            )


def find_empty(case: Case) -> Iterator[Fault]:
    for field in case.item.fields:
        if field.required and case[field].null_count():
            yield fault(case, field, case[field].is_null(), f"“{field.name}”必填，现在是空的，请补充。")


def find_empty_when_required(case: Case) -> Iterator[Fault]:
    for field in case.item.fields:
        if field.required_when and not field.required:
            where = all_hold(case, field.required_when) & case[field].is_null()
            yield fault(
                case, field, where, f"{reason(case, field, 'required_when')}时“{field.name}”必填，请补充。"
            )


def find_filled_when_empty(case: Case) -> Iterator[Fault]:
    for field in case.item.fields:
        if field.empty_when and case.holds_any(field):
            where = all_hold(case, field.empty_when) & case[field].is_not_null()
            message = f"{reason(case, field, 'empty_when')}时“{field.name}”应为空，请删去，或改正前者。"
            yield fault(case, field, where, message)


def reason(case: Case, field: Field, conditions: str) -> str:
    """“处罚类别”含“罚款”, in the catalogue's own names and labels."""
    parts = []
    for condition in getattr(field, conditions):
        asked = case.item.field(condition.field)
        verb = "为" if condition.equals else "含"
        values = [asked.label(value) for value in (*condition.equals, *condition.contains)]
        parts.append(f"“{asked.name}”{verb}“{'”或“'.join(values)}”")
    return "、".join(parts)
