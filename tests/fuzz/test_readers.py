"""Whatever happened to a file on its way: it is read, or refused in one sentence, within the cap and in time."""

from typing import Any

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from tests.fuzz import seeds
from tests.fuzz.conftest import PEAK, bounded
from tests.fuzz.mutations import mutated

pytestmark = pytest.mark.fuzz


@pytest.mark.parametrize("name", seeds.ALL)
def test_the_seeds_are_sound(reader, name):
    assert reader(seeds.ALL[name])["kind"] == "read"


@bounded
@given(content=mutated(sorted(seeds.TEXTS)))
def test_texts_are_read_or_refused(reader, time_left, content):
    """In the platform's own process: nothing may die of them either, or swell."""
    if time_left():
        found = reader(content)
        is_settled(found, "read", "refused")
        assert found["peak"] < PEAK


@bounded
@given(content=mutated(sorted(seeds.WORKBOOKS)))
def test_workbooks_are_read_or_refused(reader, time_left, content):
    """In a process of their own: one that dies at the cap is refused in one sentence by its parent."""
    if time_left():
        is_settled(reader(content), "read", "refused", "died")


@bounded
@given(content=mutated(sorted(seeds.ALL)))
def test_files_of_any_kind_are_read_or_refused(reader, time_left, content):
    if time_left():
        is_settled(reader(content), "read", "refused", "died")


ENDING = sorted(seeds.ALL.keys() - {"csv", "csv in gb18030", "tsv in utf-16", "guarded csv", "ndjson"})


@bounded
@given(name=st.sampled_from(ENDING), share=st.floats(0, 1, exclude_max=True))
def test_a_file_that_lost_its_end_is_not_read_in_part(reader, time_left, name, share):
    """Formats that say where they end. Of a list of lines the last whole line may be the end."""
    whole = seeds.ALL[name]
    if time_left():
        found = reader(whole[: int(share * len(whole))])
        assert found["kind"] in ("refused", "died") or found["said"] == reader(whole)["said"]


def is_settled(found: dict[str, Any], *kinds: str) -> None:
    note(f"{found['kind']}: {found['said']}")
    assert found["kind"] in kinds
    if found["kind"] == "refused":
        assert any("\u4e00" <= letter <= "\u9fff" for letter in found["said"])
        assert "\n" not in found["said"] and "Traceback" not in found["said"]
