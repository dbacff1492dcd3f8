"""The catalogue for machines: a Data Package (v2) with one Table Schema an item."""

from collections.abc import Sequence
from typing import Any

from xinlu.catalog.contracts import Code, Field, FieldType, Item
from xinlu.catalog.rules.writing import write

PACKAGE_SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
TYPES = {
    FieldType.DATE: "date",
    FieldType.INTEGER: "integer",
    FieldType.DECIMAL: "number",
    FieldType.WAN: "number",
    FieldType.ENUMS: "list",
}


def data_package(items: Sequence[Item], *, site: str) -> dict[str, Any]:
    """site: address of the public site, no slash at the end. A resource's file is the item's empty table."""
    return {
        "$schema": PACKAGE_SCHEMA,
        "name": "xinlu-catalogue",
        "title": "福建省交通运输信用信息目录",
        "homepage": f"{site}/catalogue/",
        "version": str(sum(item.version for item in items)),  # grows with every publication
        "resources": [_resource(item, site) for item in items],
    }


def _resource(item: Item, site: str) -> dict[str, Any]:
    return {
        "name": item.identifier,
        "title": item.name,
        "description": f"{item.coverage}。依据：{item.basis}",
        "type": "table",
        "path": f"{site}/catalogue/{item.identifier}/template.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "version": str(item.version),
        **_elements(item),
        "schema": table_schema(item),
    }


def _elements(item: Item) -> dict[str, Any]:
    """The catalogue's own elements. 数据格式 is `acceptedFormats`: `format` is that of the resource's file."""
    told = {
        "code": item.code,
        "acceptedFormats": item.format,
        "providers": item.providers,
        "subjectKinds": item.subject_kinds,
        "nature": item.nature,
        "disclosure": item.disclosure,
        "coverage": item.coverage,
        "cycle": item.cycle,
        "basis": item.basis,
        "publicity": item.publicity,
        "due": item.due,
        "region": item.region,
        "note": item.note,
    }
    return {name: write(value) for name, value in told.items() if value} | {"verified": item.verified}


def table_schema(item: Item) -> dict[str, Any]:
    """Natural keys are uniqueKeys, not a primaryKey: one of their fields may be empty."""
    rest = {"rules": item.rules, "generations": item.generations}
    return {
        "$schema": TABLE_SCHEMA,
        "fields": [_field(field) for field in item.fields],
        "uniqueKeys": [list(item.natural_key)],
        "missingValues": [""],
    } | {name: write(value) for name, value in rest.items() if value}


def _field(field: Field) -> dict[str, Any]:
    spec: dict[str, Any] = {
        "name": field.identifier,
        "title": field.name,
        "type": TYPES.get(field.type, "string"),
        "constraints": _constraints(field),
        "disclosure": str(field.disclosure),
        "verified": field.verified,
    }
    if field.type is FieldType.ENUMS:
        spec |= {"delimiter": ";", "itemType": "string"}
    if field.codes:
        spec["categories"] = [_category(code) for code in field.codes]
    rest = {
        "description": field.note,
        "role": field.role,
        "codeFormat": field.format,  # Table Schema has a `format` of its own
        "masking": field.masking,
        "aliases": field.aliases,
        "requiredWhen": field.required_when,
        "emptyWhen": field.empty_when,
    }
    return spec | {name: written for name, value in rest.items() if (written := write(value))}


def _category(code: Code) -> dict[str, Any]:
    category: dict[str, Any] = {"value": code.code, "label": code.label}
    return category | {"aliases": write(code.aliases)} if code.aliases else category


def _constraints(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {"required": field.required}
    if field.length and TYPES.get(field.type, "string") == "string":
        found["maxLength"] = field.length
    if field.type is FieldType.ENUM:
        found["enum"] = [code.code for code in field.codes]
    return found
