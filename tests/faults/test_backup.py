"""A backup taken while a worker collects, restored elsewhere: the same totals and roots, and the work goes on."""

import json
import os
import shutil
import signal

import pytest

from tests.faults import files, stage

pytestmark = pytest.mark.faults
ROWS = int(18_000 + 500_000 * stage.SCALE / 5)  # several chunks


@pytest.fixture
def elsewhere(founded, tmp_path):
    """An environment with neither home nor tables, on the other of the two databases."""
    if founded["XINLU_DATABASE"]:
        yield stage.environment(tmp_path / "elsewhere")
        return
    with stage.database("elsewhere") as url:
        yield stage.environment(tmp_path / "elsewhere", url)


def test_taken_in_the_middle_and_finished_elsewhere(founded, elsewhere, tmp_path):
    home, folder = founded["XINLU_HOME"], tmp_path / "backup"
    for number, organisation in enumerate(("350100", "350200")):
        file = files.write(tmp_path / f"{organisation}.csv", ROWS, start=number * ROWS)
        stage.desk(founded, "take", str(file), organisation)
    with stage.at_work(founded) as worker:
        stage.wait_for(lambda: 0 < stage.loaded(founded) < files.accepted(ROWS))
        worker.send_signal(signal.SIGSTOP)  # it pauses, wherever it is, while the other command starts
        backup = stage.xinlu(founded, "backup", str(folder))
        stage.wait_for((folder / "tables").exists)
        worker.send_signal(signal.SIGCONT)
        assert backup.wait(stage.PATIENCE) == 0
    manifest = json.loads((folder / "manifest.json").read_text())
    restored = stage.run(
        elsewhere,
        "restore",
        str(folder),
        "--into",
        elsewhere["XINLU_HOME"],
        "--keys",
        f"{home}/keys",
        "--json",
    )
    told = json.loads(restored.stdout)
    assert restored.returncode == 0 and told["same"] and not told["flaws"], (told, restored.stderr)
    assert 0 < manifest["state"]["rows"] < 2 * files.accepted(ROWS)  # it really was in the middle
    stage.work_to_the_end(elsewhere)
    stage.work_to_the_end(founded)
    here, there = stage.sound(founded), stage.sound(elsewhere)
    for name in ("rows", "records", "records_root", "submissions_root", "publications"):
        assert here[name] == there[name], name
    assert here["rows"] == 2 * files.accepted(ROWS)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A small platform, its backup, and a copy of its keys."""
    folder = tmp_path_factory.mktemp("kept")
    platform = stage.environment(folder / "home")
    stage.done(platform, "init")
    file = files.write(folder / "a.csv", 100)
    stage.run(platform, "collect", str(file), "--item", "admin-penalty", "--org", "350100")
    shutil.copytree(folder / "home" / "keys", folder / "keys")
    stage.done(platform, "backup", str(folder / "backup"))
    return folder


@pytest.fixture
def backup(kept, tmp_path):
    """A copy that may be harmed."""
    shutil.copytree(kept / "backup", tmp_path / "backup")
    return tmp_path / "backup"


@pytest.fixture
def copy(kept, tmp_path):
    """A copy of the platform that may be harmed: its home."""
    shutil.copytree(kept / "home", tmp_path / "copy")
    return tmp_path / "copy"


def restore(backup, home, keys):
    return stage.run(
        stage.environment(home), "restore", str(backup), "--into", str(home), "--keys", str(keys)
    )


def refusal(backup, home, keys) -> str:
    ended = restore(backup, home, keys)
    assert ended.returncode == 2 and ended.stdout == "", ended
    assert "Traceback" not in ended.stderr
    return ended.stderr


def test_no_key_lies_in_a_backup_and_it_says_so(kept, tmp_path):
    platform = stage.environment(kept / "home")
    said = stage.done(platform, "backup", str(tmp_path / "again"))
    assert "不在备份里" in said and str(kept / "home" / "keys") in said
    secrets = [path.read_bytes().strip() for path in (kept / "keys").iterdir()]
    ring = json.loads((kept / "keys" / "keyring.json").read_text())
    secrets += [text.encode() for text in (*ring["keys"].values(), ring["index_key"])]
    for path in (tmp_path / "again").rglob("*"):
        if path.is_file():
            assert path.stat().st_mode & 0o077 == 0 or path.parent.stat().st_mode & 0o077 == 0
            assert not any(secret in path.read_bytes() for secret in secrets)


def test_what_comes_back_is_equal_and_works_on(kept, backup, tmp_path):
    ended = restore(backup, tmp_path / "home", kept / "keys")
    assert ended.returncode == 0 and "总数和根哈希与备份相同，核验无误" in ended.stdout
    platform = stage.environment(tmp_path / "home")
    file = files.write(tmp_path / "b.csv", 50, start=100)
    stage.run(platform, "collect", str(file), "--item", "admin-penalty", "--org", "350100")
    assert stage.sound(platform)["rows"] == files.accepted(100) + files.accepted(50)
    found = stage.done(platform, "subject", "顺达运输")
    assert "福州顺达运输有限公司" in found  # names can be searched, though their index is not in the backup


def test_a_home_that_is_not_empty_is_left_alone(kept, backup, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "x").touch()
    assert "已经有东西" in refusal(backup, tmp_path / "home", kept / "keys")
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["x"]


def test_a_folder_that_is_not_empty_is_left_alone(kept, backup):
    ended = stage.run(stage.environment(kept / "home"), "backup", str(backup))
    assert ended.returncode == 2 and "备份不覆盖" in ended.stderr


def test_a_database_with_tables_is_left_alone(kept, backup, tmp_path):
    database = f"sqlite:///{kept / 'home' / 'xinlu.sqlite3'}"
    home = tmp_path / "home"
    words = ("restore", str(backup), "--into", str(home), "--keys", str(kept / "keys"))
    ended = stage.run(stage.environment(home, database), *words)
    assert ended.returncode == 2 and "已经有表" in ended.stderr


def test_an_unfinished_backup_is_refused(kept, backup, tmp_path):
    (backup / "manifest.json").unlink()
    assert "不是完整的备份" in refusal(backup, tmp_path / "home", kept / "keys")


@pytest.mark.parametrize("part", ["tables/archive_revision.jsonl.gz", "vault.sha256", "vault"])
def test_a_backup_that_does_not_fit_its_manifest_is_refused(kept, backup, tmp_path, part):
    path = next((backup / part).rglob("*/*")) if part == "vault" else backup / part
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    said = refusal(backup, tmp_path / "home", kept / "keys")
    assert "与清单不符" in said and path.name in said
    assert not (tmp_path / "home" / "keys").exists()  # nothing was begun


def test_a_missing_part_is_refused(kept, backup, tmp_path):
    (backup / "tables/flows_job.jsonl.gz").unlink()
    assert "缺少 tables/flows_job.jsonl.gz" in refusal(backup, tmp_path / "home", kept / "keys")


def test_the_keys_of_another_platform_are_refused(backup, tmp_path):
    other = stage.environment(tmp_path / "other")
    stage.done(other, "init")
    assert "没有这份备份所用的密钥" in refusal(backup, tmp_path / "home", tmp_path / "other" / "keys")
    assert "没有 keyring.json" in refusal(backup, tmp_path / "home2", tmp_path / "nowhere")


def test_keys_rotated_after_the_backup_open_it_and_older_ones_do_not_open_a_later_one(
    kept, backup, copy, tmp_path
):
    platform = stage.environment(copy)
    stage.done(platform, "keys", "rotate")
    assert restore(backup, tmp_path / "home", copy / "keys").returncode == 0
    stage.done(platform, "backup", str(tmp_path / "later"))
    assert "（k2）" in refusal(tmp_path / "later", tmp_path / "home2", kept / "keys")


def test_a_restore_that_was_killed_cannot_be_used(copy):
    (copy / "restoring").touch()
    ended = stage.run(stage.environment(copy), "worker", "--once")
    assert ended.returncode == 2 and "恢复没有完成" in ended.stderr


def test_a_file_that_was_lost_before_is_told_by_backup_and_by_restore(kept, copy, tmp_path):
    lost = next(path for path in (copy / "vault").rglob("*/*") if path.is_file())
    os.unlink(lost)
    ended = stage.run(stage.environment(copy), "backup", str(tmp_path / "again"))
    assert ended.returncode == 1 and f"文件库里缺 {lost.name}" in ended.stdout
    ended = restore(tmp_path / "again", tmp_path / "home2", kept / "keys")
    assert ended.returncode == 1 and "不在了" in ended.stdout and "总数和根哈希与备份相同" in ended.stdout
