"""The files of a small province: the same again, readable, and every planted fault found with nothing else."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tests.rules.flows.generation.reading import files_of, found_in, planted_in
from xinlu.flows.generation import province
from xinlu.flows.generation.plan import Plan
from xinlu.flows.generation.province import count_rows, generate
from xinlu.flows.generation.sheets import list_sheets
from xinlu.flows.generation.subjects import make_enterprises

TODAY = date(2026, 11, 20)
SMALL = Plan(enterprises=300, people=400, records=3_000, seed=5, on=TODAY, faults=0.5)


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("province")
    list(generate(SMALL, folder))
    return folder


def test_the_same_arguments_give_the_same_bytes(small, tmp_path):
    list(generate(SMALL, tmp_path / "again"))
    assert contents(small) == contents(tmp_path / "again")
    list(generate(replace(SMALL, seed=6), tmp_path / "other"))
    assert contents(small).keys() == contents(tmp_path / "other").keys()
    assert contents(small) != contents(tmp_path / "other")


def test_every_planted_fault_is_found_and_nothing_else(small):
    for path in files_of(small)[::6]:  # of every unit and of every sheet some
        assert found_in(path, TODAY) == planted_in(small, path), path


def test_without_faults_nothing_is_found(tmp_path):
    list(generate(replace(SMALL, faults=0.0, organisation="350300"), tmp_path))
    assert all(found_in(path, TODAY) <= {(0, "FILE", "")} for path in files_of(tmp_path))


@pytest.mark.parametrize("sheet", list_sheets(), ids=lambda sheet: sheet.name)
def test_every_kind_of_fault_is_planted_and_found(sheet, tmp_path):
    """All rows faulty, one file: each fault of the sheet comes up, and each leads to its findings alone."""
    plan = Plan(3_000, 3_000, 12_000, 1, TODAY, faults=1.0, only=(sheet.name,), organisation="350200")
    (made,) = generate(plan, tmp_path)
    path = tmp_path / made.file
    planted = planted_in(tmp_path, path)
    assert found_in(path, TODAY) == planted
    expected = {(fault.rule, sheet.identifiers[mark]) for fault in sheet.faults for mark in fault.marks}
    assert expected <= {(rule, field) for _, rule, field in planted}


def test_files_are_saved_as_offices_save_them(small):
    starts = {path.parent.name: path.read_bytes()[:3] == b"\xef\xbb\xbf" for path in files_of(small)}
    assert len(starts) == 11 and set(starts.values()) == {True, False}
    for path in files_of(small):
        text = path.read_bytes().decode("utf-8-sig" if starts[path.parent.name] else "gb18030")
        assert ("\r\n" in text) is not starts[path.parent.name]


def test_truth_tells_whose_each_row_is(small):
    subjects = pl.read_parquet(small / "truth" / "subjects" / "*.parquet")
    assert subjects.height == count_rows(SMALL) == 3_700
    registered = subjects.filter(pl.col("file").str.ends_with("enterprise-registration.csv"))
    assert sorted(registered["subject"]) == sorted(f"E{number}" for number in range(300))
    codes = dict(make_enterprises(SMALL.seed, np.arange(300)).select("subject", "code").rows())
    path = small / "350000" / "admin-permit.csv"
    whose = subjects.filter(pl.col("file") == "350000/admin-permit.csv").sort("row")["subject"]
    written = pl.read_csv(path, infer_schema=False)["XK_XDR_SHXYM"].fill_null("").str.to_uppercase()
    assert whose.len() == written.len() > 10
    agree = [codes.get(who, "") == code for who, code in zip(whose, written, strict=True)]
    assert sum(agree) > len(agree) / 2  # the others are spoilt, or written with hyphens
    traps = subjects.filter(pl.col("subject") == "")
    assert traps.height and set(traps["noise"]) <= {"branch", "sole trader"}
    assert all("2016" in file for file in traps["file"])


def test_a_full_file_is_followed_by_the_next(tmp_path):
    plan = replace(SMALL, only=("admin-penalty",), organisation="350100", rows_per_file=700)
    made = list(generate(plan, tmp_path))
    assert [each.rows for each in made] == [700, 700, 700, 700, 200]
    assert made[1].file == "350100/admin-penalty-02.csv"
    for each in made:
        assert found_in(tmp_path / each.file, TODAY) == planted_in(tmp_path, tmp_path / each.file)


def test_batches_are_told_to_whom_it_may_concern(tmp_path, monkeypatch):
    monkeypatch.setattr(province, "BATCH", 500)
    seen: list[int] = []
    made = list(generate(SMALL, tmp_path, seen.append))
    assert sum(seen) == sum(each.rows for each in made) == count_rows(SMALL) and max(seen) == 500
    plan = json.loads((tmp_path / "plan.json").read_text())
    assert (plan["records"], plan["on"]) == (3_000, "2026-11-20")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"enterprises": -1}, "企业数"),
        ({"people": 9_000_000}, "人员数"),
        ({"records": 10**9}, "记录数"),
        ({"faults": 1.1}, "差错率"),
        ({"enterprises": 0}, "企业"),
        ({"enterprises": 0, "records": 0}, "单位"),
        ({"on": date(1999, 1, 1)}, "2020"),
        ({"organisation": "350203"}, "350200"),
        ({"rows_per_file": 0}, "每个文件"),
    ],
)
def test_what_cannot_be_had_is_said(change, words):
    with pytest.raises(ValueError, match=words):
        replace(SMALL, **change)


def test_unknown_kinds_of_file_and_used_folders_are_refused(tmp_path):
    with pytest.raises(ValueError, match="admin-permit-2016"):
        list(generate(replace(SMALL, only=("permits",)), tmp_path / "new"))
    assert not (tmp_path / "new").exists()
    (tmp_path / "something").touch()
    with pytest.raises(ValueError, match="已有文件"):
        list(generate(SMALL, tmp_path))
