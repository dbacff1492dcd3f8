"""Every way of writing a name that is promised, by example."""

import numpy as np
import polars as pl
import pytest

from xinlu.flows.generation.chance import Dice
from xinlu.flows.generation.changes import make_changes
from xinlu.flows.generation.noises import NOISES, TRAPS, make_noises
from xinlu.flows.generation.subjects import make_enterprises

PARTS = {
    "name": "福州顺达物流有限公司",
    "place": "福州",
    "full": "福州市",
    "word": "顺达",
    "suffix": "物流",
    "form": "有限公司",
    "sole": False,
    "named": True,
    "_mistyped": "顺通",
}


@pytest.mark.parametrize(
    ("noise", "written"),
    [
        ("form", "福州顺达物流有限责任公司"),
        ("short", "福州顺达物流公司"),
        ("no form", "福州顺达物流"),
        ("word and trade", "顺达物流"),
        ("place and word", "福州顺达"),
        ("no place", "顺达物流有限公司"),
        ("place in full", "福建省福州市顺达物流有限公司"),
        ("place moved", "顺达（福州）物流有限公司"),
        ("place at end", "顺达物流（福州）有限公司"),
        ("place inside", "顺达物流福州有限公司"),
        ("width", "顺达(福州)物流有限公司"),
        ("brackets", "顺达【福州】物流有限公司"),
        ("spaces", "福州　顺达物流 有限公司"),
        ("mistyped", "福州顺通物流有限公司"),
        ("traditional", "福州顺達物流有限公司"),
        ("branch", "福州顺达物流有限公司第一分公司"),
        ("sole trader", "福州顺达物流服务部"),
    ],
)
def test_a_name_is_written_so(noise: str, written: str) -> None:
    change = {**NOISES, **TRAPS}[noise]
    changed, _ = make_changes(pl.DataFrame([PARTS]), [change], Dice(1, np.arange(1)))
    assert changed["name"].item() == written


def test_all_of_them_are_made_and_traps_are_nobodys() -> None:
    numbers = np.arange(2_000)
    rows = make_enterprises(3, numbers).with_columns(named=pl.lit(True), noise=pl.lit(""))
    noisy = make_noises(rows, Dice(3, numbers))
    assert set(noisy["noise"]) == {*NOISES, *TRAPS}
    trapped = noisy["noise"].is_in(list(TRAPS))
    assert ((noisy["subject"] == "") == trapped).all()
