"""The harness: what a table of results says and where it is written, and that ours finds all that was planted."""

import json
import pkgutil
import subprocess
import sys
from importlib import import_module
from operator import attrgetter

import polars as pl
import pytest

from bench import generating, measuring, stages, tables, writing
from bench.tables import checking
from xinlu.catalog.repository import load_items

RESULTS = {
    "xinlu": {"seconds": 2.0, "seconds_spread": 0.5, "found": 1234.0},
    "pandera": {"seconds": 4.0, "seconds_spread": 0.0},
}


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(tables.__path__)])
def test_every_table_can_be_run_and_says_what_it_measures(name):
    table = import_module(f"bench.tables.{name}")
    assert callable(table.run) and table.__doc__.startswith("## ")


def test_results_as_a_table():
    head, _, ours, theirs = writing.as_table(RESULTS)
    assert head == "|  | seconds | found |"
    assert ours == "| xinlu | 2（±0.25） | 1,234 |"
    assert theirs == "| pandera | 4 |  |"
    assert writing.plain(RESULTS["xinlu"]) == {"seconds": 2.0, "found": 1234.0}


def test_a_section_is_replaced_in_place(tmp_path, monkeypatch):
    page = tmp_path / "benchmarks.md"
    page.write_text("# 测量\n\n<!-- other -->\nx\n<!-- /other -->\n")
    monkeypatch.setattr(writing, "PAGE", page)
    for scale in (0.1, 1.0):
        writing.write_section("checking", scale, "## 检查", ["机器"], RESULTS)
    text = page.read_text()
    assert text.count("## 检查") == 1 and "SCALE=1`" in text and "SCALE=0.1" not in text
    assert text.startswith("# 测量\n\n<!-- other -->\nx\n<!-- /other -->\n\n<!-- checking -->")


def test_medians_and_spreads():
    runs = [{"seconds": value} for value in (3.0, 1.0, 2.0)]
    assert measuring.summed_up(runs) == {"seconds": 2.0, "seconds_spread": 2.0}


def test_a_command_is_measured_and_a_failing_one_stops_all():
    used = measuring.run_once((sys.executable, "-c", "print('noise'); print('{\"found\": 3}')"))
    assert used["found"] == 3 and 1 < used["peak_mb"] < 100 and used["cpu_seconds"] >= 0
    with pytest.raises(RuntimeError, match="退出码 1"):
        measuring.run_once((sys.executable, "-c", "raise SystemExit(1)"))


def test_peers_get_rules_that_harmless_writing_passes():
    item = next(item for item in load_items() if item.identifier == "admin-penalty")
    rules = checking.four_checks(item)
    good = ["2026-01-31", "2026/1/3", "2026年2月29日", "20260131", "2026.02.03", "2026-1-3 00:00:00"]
    bad = ["2026年2月30日", "2026-13-01", "20260132", "昨天"]
    days = pl.Series(good + bad).str.contains(rules["date"])
    assert days.to_list() == [True] * len(good) + [False] * len(bad)
    codes = pl.Series(
        ["91350100FJ000001X9", "91350100-fj000001x-9", " 91350100FJ000001X9　", "91350100FJ000001X"]
    )
    assert codes.str.contains(rules["code"]).to_list() == [True, True, True, False]
    assert "企业" in rules["kinds"] and "CF_WSH" in rules["required"]


def test_what_was_found_missed_and_invented():
    truth = pl.DataFrame(
        [(2, "REQ", "CF_SY"), (3, "GARBLED", "CF_SY")], ["row", "rule", "field"], orient="row"
    )
    told = pl.DataFrame({"row": [2, 3, 9], "field": ["CF_SY"] * 3})
    assert checking.judge("pandera", truth, told) == {"found": 1, "missed": 0, "invented": 1}
    ours = told.with_columns(rule=pl.lit("REQ"))
    assert checking.judge("xinlu", truth, ours) == {"found": 1, "missed": 1, "invented": 2}


def test_ours_finds_every_planted_fault_and_no_other(tmp_path, monkeypatch):
    monkeypatch.setattr(generating, "ROOT", tmp_path)
    case = checking.prepare(0.002)
    out = tmp_path / "found.csv"
    command = (sys.executable, "-P", "-m", "bench.contenders.checking_xinlu", case.file, case.rules, out)
    assert measuring.run_once(command)["rows_per_s"] > 0
    told = pl.read_csv(out, schema_overrides={"field": pl.String})
    assert checking.judge("xinlu", case.truth, told) == {
        "found": case.truth.height,
        "missed": 0,
        "invented": 0,
    }


def test_an_unknown_table_is_refused():
    done = subprocess.run([sys.executable, "-m", "bench", "nonsense"], capture_output=True, text=True)
    assert done.returncode == 2 and "checking" in done.stderr


def test_lenient_schema_is_ours_with_every_spelling():
    item = next(item for item in load_items() if item.identifier == "admin-penalty")
    schema = json.loads(json.dumps(checking.lenient(item)))
    kind = next(field for field in schema["fields"] if field["name"] == "CF_XDR_LB")
    assert "企业" in kind["constraints"]["enum"] and kind["constraints"]["required"]


def test_a_stage_has_its_own_time_and_not_that_of_a_stage_within(monkeypatch):
    clock = iter([(0.0, 0.0), (1.0, 0.5), (3.0, 1.0), (10.0, 2.0), (11.0, 3.0), (11.0, 3.0)])
    monkeypatch.setattr(stages, "now", lambda: next(clock))
    watch = stages.Watch()
    write = watch.timed("写库", lambda: "written")
    assert watch.timed("入档", write)() == "written"
    watch.turn()
    assert {stage: spent[0] for stage, spent in watch.spent.items()} == {
        "其余": 1.0,
        "入档": 3.0,
        "写库": 7.0,
    }


def test_every_stage_that_is_timed_is_there():
    for places in stages.STAGES.values():
        for module, _, path in (place.partition(":") for place in places):
            assert callable(attrgetter(path)(import_module(module)))


@pytest.mark.parametrize(
    "line",
    [
        "bench",
        "bench nothing",
        *[f"bench search --scale {scale}" for scale in ("0", "-1", "nan", "inf", "abc", "0.0001")],
        "bench.stages sqlite abc",
        "bench.stages mysql",
        "bench.backup 0",
    ],
)
def test_a_wrong_line_is_one_chinese_sentence(line, monkeypatch, capsys):
    module, *words = line.split()
    monkeypatch.setattr(sys, "argv", [module, *words])
    with pytest.raises(SystemExit) as stopped:
        import_module("bench.__main__" if module == "bench" else module).read_arguments()
    said = capsys.readouterr()
    assert (stopped.value.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert f"python -m {module} 后面" in said.err


def test_a_scale_is_read(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["bench", "search", "--scale", "0.1"])
    assert import_module("bench.__main__").read_arguments().scale == 0.1
