"""The empty workbook of the public catalogue can be filled in and sent."""

import io

import openpyxl
import pytest

from tests.factories.accounts import make_organisations
from tests.factories.catalog import seed_catalogue
from tests.factories.collection import make_examined, penalty
from xinlu.catalog import queries as catalog

pytestmark = pytest.mark.django_db


def test_the_template_can_be_filled_in_and_sent(client):
    make_organisations()
    seed_catalogue()
    answer = client.get("/catalogue/admin-penalty/template.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    names = {cell.value: cell.column for cell in sheet[1]}
    item = catalog.item("admin-penalty")
    for name, value in penalty().items():
        sheet.cell(2, names[item.field(name).name]).value = value
    sink = io.BytesIO()
    book.save(sink)
    assert make_examined(sink.getvalue(), filename="模板.xlsx").counts.accepted == 1
