"""A home that is mistyped, unusable or not prepared: one Chinese sentence, exit code 2, and nothing left behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from xinlu.flows.commands import xinlu

PYTHON = [sys.executable, "-c", "from xinlu.config.command import main; main()"]
ROOT = Path(__file__).resolve().parents[2]
VERBS = (
    "catalog",
    "subject 顺达",
    "clock",
    "acts",
    "jobs",
    "user list",
    "token list",
    "org list",
    "worker",
    "serve",
)


def run(home: Path | str, line: str, **more: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("XINLU_", "DJANGO_"))}
    around = clean | {"XINLU_HOME": str(home)} | more
    return subprocess.run([*PYTHON, *line.split()], cwd=ROOT, env=around, capture_output=True, text=True)


def sentence(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stdout) == (2, ""), done
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def founded(tmp_path_factory) -> Path:
    """A home that xinlu init prepared."""
    home = tmp_path_factory.mktemp("home")
    assert run(home, "init").returncode == 0
    return home


@pytest.mark.parametrize("line", VERBS)
def test_without_a_platform_every_verb_says_so(settings, tmp_path, line) -> None:
    settings.HOME, settings.KEYS = tmp_path / "mistyped", tmp_path / "mistyped" / "keys"
    done = CliRunner().invoke(xinlu, line.split())
    assert (done.exit_code, done.stdout) == (2, "")
    assert "还没有平台" in done.stderr and str(settings.HOME) in done.stderr and "xinlu init" in done.stderr


def test_a_mistyped_home_is_not_made(tmp_path) -> None:
    assert "还没有平台" in sentence(run(tmp_path / "mistyped", "subject 顺达"))
    assert "还没有平台" in sentence(
        run(tmp_path, "clock", XINLU_DATABASE="postgres://nobody@127.0.0.1:1/none")
    )
    assert run(tmp_path / "mistyped", "code 91350128MA2XY0Q1X0").returncode == 1
    assert run(tmp_path / "mistyped", "workday 2026-01-05").returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_cannot_be_made_is_told() -> None:
    assert "厦门市" in run("/proc/x", "region 350200").stdout  # needs none
    assert "不能建立或不能写入" in sentence(run("/proc/x", "init"))
    assert "还没有平台" in sentence(run("/proc/x", "serve"))


def test_a_platform_without_tables_is_not_served(tmp_path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "xinlu.sqlite3").touch()
    for line in ("serve", "worker"):
        assert "请先运行 xinlu init" in sentence(run(tmp_path, line))


def test_an_address_that_is_not_ours_is_told(founded) -> None:
    assert "不能使用" in sentence(run(founded, "serve --host 192.0.2.1"))


@pytest.mark.parametrize("line", ["org list", "region 350200"])
def test_a_reader_that_leaves_early_is_no_fault(founded, line) -> None:
    around = os.environ | {"XINLU_HOME": str(founded), "XINLU_DATABASE": ""}
    command = subprocess.Popen(
        [*PYTHON, *line.split()], cwd=ROOT, env=around, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    command.stdout.close()
    assert command.communicate()[1] == b"" and command.returncode == 0
    assert not (founded / "errors.log").exists()
