"""The table of matching: what is true of the rows, and that ours finds it."""

import polars as pl
import pytest

from bench import measuring, noisy
from bench.tables import matching


@pytest.fixture(scope="module")
def world() -> noisy.World:
    return noisy.make_world(1, 20_000, 1_900)


def test_every_kind_of_noise_is_there_and_half_of_the_rows_have_a_code(world: noisy.World) -> None:
    assert set(world.rows["noise"]) == set(noisy.TITLES)
    assert world.rows.height == 1_900 and (world.rows["code"] == "").sum() == 950


def test_what_is_true_of_a_row_is_in_the_register(world: noisy.World) -> None:
    known = world.rows.filter(pl.col("truth") >= 0).join(world.register, left_on="truth", right_on="number")
    assert known.filter(pl.col("code") != "").select((pl.col("code") == pl.col("code_right")).all()).item()
    alike = known.filter(pl.col("noise").is_in(noisy.ALIKE))
    assert (alike["name"] == alike["name_right"]).all()
    strangers = world.rows.filter(pl.col("truth") < 0)
    assert set(strangers["noise"]) == {"branch", "sole trader"}
    assert not set(strangers["code"]) - {""} & set(world.register["code"])


def test_shops_of_one_name_stand_in_several_counties(world: noisy.World) -> None:
    shops = world.rows.filter(noise="shop")["name"]
    bearers = world.register.filter(pl.col("name").is_in(shops.implode())).group_by("name").len()
    assert bearers["len"].max() > 1


def test_percentages_of_right_and_wrong() -> None:
    told = pl.DataFrame(
        [
            (7, 7, -1, False),  # linked right
            (7, 8, -1, False),  # linked wrong
            (7, -1, 7, True),  # first in the queue
            (7, -1, 8, True),  # not the first
            (7, -1, -1, False),  # made anew
            (-1, -1, -1, False),  # nobody's, and left alone
            (-1, -1, 8, True),  # nobody's, asked about
            (-1, 8, -1, False),  # nobody's, linked
        ],
        ["truth", "linked", "first", "queued"],
        orient="row",
    )
    assert matching.judge(told) == {"top1": 50.0, "wrong": 25.0, "linked": 37.5, "asked": 37.5, "made": 25.0}


def test_peers_get_clean_columns() -> None:
    rows = pl.DataFrame(
        {
            "row": [3],
            "name": ["閩通達（福州）物流有限公司第一分公司"],
            "region": ["350102"],
            "legal_person": [""],
        }
    ).with_columns(code=pl.lit("91350100MA2Y0001X9"))
    said = (
        "闽通达福州物流有限公司第一分公司",
        "闽通达物流",
        "闽通达",
        "分",
        "350100",
        None,
        "91350100MA2Y0001X9",
    )
    assert matching.clean(rows, "row").row(0) == (3, *said)


def test_ours_puts_the_right_one_on_top(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(matching, "ROOT", tmp_path)
    case = matching.prepare(0.01)
    measured = measuring.run_once(matching.command("xinlu", case))
    assert measured["names_per_core_s"] > 0 and measured["codes_per_core_s"] > 0
    told = case.truth.join(pl.read_parquet(case / "xinlu.parquet"), on="row")
    found = matching.judge(told)
    assert found["top1"] >= 95 and found["wrong"] <= 0.5
    assert dict(matching.by_kind(told))["xinlu：分公司（名册里没有）"]["made"] == 100
