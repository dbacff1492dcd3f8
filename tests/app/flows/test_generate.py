"""`xinlu generate`: what it says, what it leaves, and that the platform takes the files and finds the planted faults."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone

from tests.factories.accounts import make_organisations
from tests.flows.conftest import platform  # noqa: F401
from tests.rules.flows.generation.reading import files_of, planted_in
from xinlu.accounts import queries as accounts
from xinlu.flows.commands import xinlu
from xinlu.flows.generation.places import list_authorities

SMALL = ("--enterprises", "60", "--people", "80", "--records", "600", "--on", "2026-11-20", "--seed", "3")


def run(*words: str) -> Result:
    return CliRunner().invoke(xinlu, words)


def generate(folder: Path, *more: str) -> Result:
    return run("generate", *SMALL, "--out", str(folder), *more)


def refused(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    (line,) = result.stderr.splitlines()
    return line


def test_it_says_what_was_written(tmp_path):
    told = generate(tmp_path / "a", "--json")
    assert told.exit_code == 0
    summary = json.loads(told.stdout)
    assert summary["rows"] == 740 and sum(each["rows"] for each in summary["files"]) == 740
    assert summary["faults"] == sum(
        len(planted_in(tmp_path / "a", path)) for path in files_of(tmp_path / "a")
    )
    assert "740 行" in generate(tmp_path / "b").stdout


def test_what_cannot_be_done_is_one_chinese_sentence(tmp_path):
    used = tmp_path / "used"
    used.mkdir()
    (used / "x").touch()
    assert "已有文件" in refused(generate(used))
    assert "写不进" in refused(generate(used / "x"))
    assert "企业数" in refused(generate(tmp_path / "new", "--enterprises", "-1"))
    assert "可选" in refused(generate(tmp_path / "new", "--only", "permits"))
    assert "日期" in refused(generate(tmp_path / "new", "--on", "昨天"))
    assert "--people 的值不对" in refused(generate(tmp_path / "new", "--people", "many"))
    assert not (tmp_path / "new").exists()


@pytest.mark.django_db
def test_authorities_are_those_of_the_platform():
    make_organisations()
    for authority in list_authorities():
        known = accounts.organisation(authority.code)
        assert (known.name, known.uscc) == (authority.name, authority.uscc)


def test_every_file_is_taken_and_exactly_the_planted_faults_are_found(platform, tmp_path):  # noqa: F811
    assert generate(tmp_path, "--faults", "0.2", "--org", "350100").exit_code == 0
    assert timezone.localdate().isoformat() >= "2026-11-20"
    paths = files_of(tmp_path)
    assert len(paths) == 9
    for path in paths:
        item = path.stem.removesuffix("-2016")
        told = json.loads(run("collect", str(path), "--item", item, "--org", "350100", "--json").stdout)
        assert told["status"] == "concluded", told["reason"]
        found = {(line["row"], line["rule"], line["field"]) for line in told["findings"]}
        assert found == planted_in(tmp_path, path), path.name


PEAK = """
import resource, sys
from xinlu.flows.commands.generate import command
command(sys.argv[1:], standalone_mode=False)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def peak(folder: Path, records: int) -> int:
    """MB that the process needed at most."""
    words = ["--enterprises", "2000", "--people", "1000", "--records", str(records), "--out", str(folder)]
    only = ["--only", "admin-penalty", "--only", "admin-permit"]
    threads = os.environ | {"POLARS_MAX_THREADS": "2"}
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *words, *only], capture_output=True, text=True, check=True, env=threads
    )
    return int(done.stdout.split()[-1])


def test_memory_does_not_grow_with_the_size(tmp_path):
    """Four times the rows, of which the smaller number fills one batch already, in the same memory."""
    small, large = peak(tmp_path / "small", 100_000), peak(tmp_path / "large", 400_000)
    assert large < small * 1.15 + 10
