"""The how-to “add a record type”, followed to the letter."""

import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.factories.catalog import NOW
from xinlu.catalog import actions, queries
from xinlu.catalog.contracts import CatalogueError, FieldRole
from xinlu.catalog.repository import ITEMS
from xinlu.events.contracts import SYSTEM

pytestmark = pytest.mark.django_db
GUIDE = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "add-a-record-type.md"


@pytest.fixture
def folder(tmp_path):
    """The repository's items, with the guide's example among them."""
    shutil.copytree(ITEMS, tmp_path / "items")
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "items" / "safety-training.yaml").write_text(example, encoding="utf-8")
    return tmp_path / "items"


def test_the_example_of_the_guide_becomes_a_record_type(folder):
    actions.seed_base(by=SYSTEM, at=NOW)
    seeded = actions.seed_base(by=SYSTEM, at=NOW + timedelta(days=1), folder=folder)
    assert seeded.published == ("safety-training",)

    item = queries.item("safety-training")
    assert item.role(FieldRole.SUBJECT_NAME).headers >= {"企业名称", "参训单位"}
    assert item.field("PX_JG").spellings["通过"] == "1"
    assert [found.identifier for found in queries.items()][-1] == "safety-training"
    assert queries.data_package(queries.items(), site="")["resources"][-1]["name"] == "safety-training"


def test_a_mistake_is_told_by_file_and_field_and_nothing_is_published(folder):
    path = folder / "safety-training.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("type: enum", "type: emun"), encoding="utf-8")
    with pytest.raises(CatalogueError, match="safety-training.yaml.*PX_JG 的 type.*emun"):
        actions.seed_base(by=SYSTEM, at=NOW, folder=folder)
    assert queries.items() == ()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("identifier: safety-training", "identifier: training", "应与文件名一致"),
        ("code: FJJT-9001", "code: FJJT-0101", "的数据代码都是 FJJT-0101"),
        ("name: 安全培训", "name: 安全培训\nname: 培训", "写了两次"),
        ("name: 安全培训", "name: [安全培训", "不是正确的 YAML"),
    ],
)
def test_a_file_that_cannot_stand_beside_the_others_is_refused(folder, old, new, words):
    path = folder / "safety-training.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError, match=words):
        actions.seed_base(by=SYSTEM, at=NOW, folder=folder)
