from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlu.kernel.packs import Pack, choose, gaps_and_overlaps, load

YAML = """
- id: terms-1
  title: 试行规则
  issued_by: 某部
  document_no: 令第58号
  articles: 第十条
  valid_from: 2023-05-01
  valid_to: 2026-03-31
  verified: true
  parameters: {months: 3}
- id: terms-2
  title: 现行规则
  issued_by: 某部
  document_no: 令第36号
  articles: [第三条, 第四条]
  valid_from: 2026-04-01
"""


def pack(id: str, valid_from: date, valid_to: date | None) -> Pack:
    return Pack(id, id, "", "", (), valid_from, valid_to, False, {})


def test_load() -> None:
    first, second = load(YAML)
    assert first.parameters == {"months": 3}
    assert (first.articles, second.articles) == (("第十条",), ("第三条", "第四条"))
    assert first.verified
    assert not second.verified
    assert (second.valid_to, dict(second.parameters)) == (None, {})


def test_one_pack_a_document_will_do() -> None:
    single = "id: a\ntitle: t\nissued_by: i\ndocument_no: d\nvalid_from: 2024-01-01\n"
    assert [found.id for found in load(f"{single}---\n{single.replace('id: a', 'id: b')}")] == ["a", "b"]


def test_parameters_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        load(YAML)[0].parameters["months"] = 4  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "words"),
    [("- id: a\n  colour: red", "colour"), ("- id: a", "title"), ("- a", "键: 值"), ("title: x", "无 id")],
)
def test_load_refuses(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        load(text)


def test_choose_by_the_day_that_counts() -> None:
    packs = load(YAML)
    assert choose(packs, date(2026, 3, 31)).id == "terms-1"
    assert choose(packs, date(2026, 4, 1)).id == "terms-2"
    with pytest.raises(LookupError, match="2020-01-01 .*无"):
        choose(packs, date(2020, 1, 1))
    with pytest.raises(LookupError, match="terms-1、terms-1"):
        choose([packs[0], packs[0]], date(2024, 1, 1))


def test_gaps_and_overlaps() -> None:
    assert gaps_and_overlaps(load(YAML)) == []
    a = pack("甲", date(2020, 1, 1), date(2020, 12, 31))
    assert "空档" in gaps_and_overlaps([pack("乙", date(2021, 1, 2), None), a])[0]
    assert "重叠" in gaps_and_overlaps([a, pack("乙", date(2020, 12, 31), None)])[0]
    assert (
        "重叠"
        in gaps_and_overlaps([pack("乙", date(2020, 1, 1), None), pack("丙", date(2021, 1, 1), None)])[0]
    )
    assert "早于" in gaps_and_overlaps([pack("丁", date(2020, 2, 1), date(2020, 1, 1))])[0]


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6), st.integers(0, 2000))
def test_packs_end_to_end_cover_each_day_once(lengths: list[int], step: int) -> None:
    packs, day = [], date(2020, 1, 1)
    for number, length in enumerate(lengths):
        packs.append(pack(str(number), day, day + timedelta(days=length - 1)))
        day += timedelta(days=length)
    assert gaps_and_overlaps(packs) == []
    on = date(2020, 1, 1) + timedelta(days=step)
    assert sum(found.covers(on) for found in packs) == (on < day)
