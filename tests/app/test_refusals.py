"""What goes wrong outside the platform — paths, keys, databases, settings — is one Chinese sentence, exit code 2."""

import shutil
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError

from tests.app.test_homes import founded, run, sentence  # noqa: F401
from xinlu.accounts.contracts import Denied
from xinlu.config import keys, variables
from xinlu.flows.commands.sentences import sentence_of

NOWHERE = "postgres://nobody:secret@127.0.0.1:1/none"


@pytest.fixture
def home(founded, tmp_path) -> Path:  # noqa: F811
    return Path(shutil.copytree(founded, tmp_path / "home"))


@pytest.fixture
def backup(home, tmp_path) -> Path:
    assert run(home, f"backup {tmp_path / 'backup'}").returncode == 0
    return tmp_path / "backup"


def test_a_restore_needs_an_empty_folder_that_can_be_made(home, backup, tmp_path) -> None:
    kept = home / "keys"
    (file := tmp_path / "file").touch()
    assert "不是目录" in sentence(run(home, f"restore {backup} --into {file} --keys {kept}"))
    assert "/proc/x" in sentence(run(home, f"restore {backup} --into /proc/x --keys {kept}"))
    (backup / "manifest.json").unlink()
    assert "不是完整的备份" in sentence(
        run(home, f"restore {backup} --into {tmp_path / 'new'} --keys {kept}")
    )
    assert not (tmp_path / "new").exists()


def test_a_backup_says_in_chinese_why_it_cannot_be_written(home, tmp_path) -> None:
    (file := tmp_path / "file").touch()
    assert "已有同名的文件" in sentence(run(home, f"backup {file}"))
    assert "不是目录" in sentence(run(home, f"backup {file / 'inside'}"))


@pytest.mark.parametrize(
    ("name", "load"), [(keys.KEYRING, keys.load_keyring), (keys.SIGNER, keys.load_signer)]
)
@pytest.mark.parametrize("content", ["", "{", "[]", '{"keys": {}, "current": "k1", "index_key": ""}'])
def test_a_damaged_key_is_named(tmp_path, name, load, content) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(ValueError, match=f"{name} 已损坏.*另行保管"):
        load(tmp_path)


def test_without_readable_keys_nothing_is_served(home) -> None:
    (home / "keys" / "keyring.json").write_text("{")
    assert "已损坏" in sentence(run(home, "serve"))
    assert not (home / "errors.log").exists()
    (home / "keys" / "signer.pem").unlink()
    (home / "keys" / "signer.pem").mkdir()
    assert "signer.pem：是目录" in sentence(run(home, "acts"))


@pytest.mark.parametrize(
    ("parse", "value"),
    [
        (variables.rates, "many"),
        (variables.rates, "600"),
        (variables.rates, "600/-1"),
        (variables.seconds, "soon"),
        (variables.seconds, "nan"),
        (variables.seconds, "0"),
        (variables.count, "-1"),
        (variables.database, "foo://user:secret@host/name"),
        (variables.database, "mysql://user:secret@host/name"),
    ],
)
def test_a_wrong_variable_is_named(monkeypatch, parse, value) -> None:
    monkeypatch.setenv("XINLU_X", value)
    with pytest.raises(ValueError) as refusal:
        variables.read("XINLU_X", "", parse, "一个数")
    assert str(refusal.value) == "环境变量 XINLU_X 不能识别，应为：一个数；请改正后再试。"


def test_wrong_settings_are_told_by_every_verb(tmp_path) -> None:
    said = sentence(run(tmp_path, "region 350200", XINLU_PROXIES="x"))
    assert "XINLU_PROXIES" in said and "XINLU_HOME" not in said


def test_a_database_that_is_away_is_not_prepared_by_init(home, tmp_path) -> None:
    for line in ("init", "catalog"):
        said = sentence(run(home, line, XINLU_DATABASE=NOWHERE))
        assert "127.0.0.1:1/none" in said and "xinlu init" not in said and "secret" not in said
    (garbage := tmp_path / "garbage").write_text("no database, only words" * 9)
    assert "地址和权限" in sentence(run(home, "init", XINLU_DATABASE=f"sqlite:///{garbage}"))
    (home / "xinlu.sqlite3").write_bytes(b"")  # a database without tables
    assert "请先运行 xinlu init" in sentence(run(home, "catalog"))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (KeyError("巡游出租汽车"), ""),
        (IndexError("表"), ""),
        (ValueError("no Chinese"), ""),
        (ValueError("请核对。\n第二行"), "请核对。"),
        (Denied("您没有权限。"), "您没有权限。"),
        (PermissionDenied(), ""),
        (PermissionError(13, "Permission denied", "/srv/x"), "读写不了 /srv/x：没有权限；请检查路径和权限。"),
        (OSError(5, "Input/output error", "/srv/x"), "读写不了 /srv/x：系统错误 5；请检查路径和权限。"),
        (OSError(5, "Input/output error"), ""),
    ],
)
def test_only_our_own_sentences_are_passed_on(error, words) -> None:
    assert sentence_of(error) == words


def test_a_locked_database_is_busy() -> None:
    assert "稍后再试" in sentence_of(OperationalError("database is locked"))
