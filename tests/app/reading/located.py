"""Files of penalties read and located, for the tests of where things stand."""

import pytest

from tests.factories.files import csv_text, write
from tests.factories.located import locate
from xinlu.catalog.contracts import Disclosure, Field, FieldType, Item, SubjectKind
from xinlu.catalog.repository import load_items
from xinlu.collection.contracts import Refused
from xinlu.collection.reading import read

FOUND = ["CF_XDR_MC", "CF_XDR_SHXYM", "CF_WSH", "CF_CFLB", "CF_NR_FK", "CF_JDRQ"]
SECOND = ["厦门某某物流有限公司", "92350203MA31TUW153", "闽交罚〔2026〕002号", "警告", None, "2026-07-08"]
ITEMS = {item.identifier: item for item in load_items()}
PENALTIES = ITEMS["admin-penalty"]


def item(*fields: Field, key: tuple[str, ...] = ()) -> Item:
    return Item(
        identifier="sample", name="样例", version=1, code="X", format="", providers=(),
        subject_kinds=(SubjectKind.ORGANISATION,), nature="其他", disclosure=Disclosure.PUBLIC, coverage="",
        cycle="", basis="", fields=fields, natural_key=key or tuple(field.identifier for field in fields[:1]),
    )  # fmt: skip


def text(identifier: str, name: str, *aliases: str, **more) -> Field:
    return Field(identifier, name, more.pop("type", FieldType.STRING), aliases=aliases, **more)


def from_csv(folder, *rows, item=PENALTIES):
    cells = [["" if cell is None else cell for cell in row] for row in rows]
    return locate(read(write(folder, "a.csv", csv_text(cells))), item)


def records(located, *names):
    names = names or [*FOUND, "_row"]
    return located.frame.select(names).rows()


def refusal(*arguments, **more):
    with pytest.raises(Refused) as refused:
        from_csv(*arguments, **more)
    return str(refused.value)
