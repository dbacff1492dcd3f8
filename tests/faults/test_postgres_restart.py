"""PostgreSQL restarted in the middle, politely and not: worker and web process reconnect by themselves."""

import contextlib
import glob
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from tests.faults import client, files, stage

pytestmark = pytest.mark.faults
ROWS = 20_000 + int(200_000 * stage.SCALE)  # several chunks


class Cluster:
    """A server of its own, on its own port and socket folder, as user postgres."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, stage.a_port()
        self.owner = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
        self.do(
            "initdb", "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"
        )
        self.control("start")
        self.do("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "xinlu")
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/xinlu"

    def control(self, word: str, mode: str = "fast") -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        data, log = str(self.folder / "data"), str(self.folder / "log")
        self.do("pg_ctl", "-D", data, "-l", log, "-o", options, "-m", mode, "-w", word)

    def do(self, *command: str) -> None:
        program = [find(command[0]), *command[1:]]
        subprocess.run(program, check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **self.owner)


def find(program: str) -> str:
    """Debian keeps the server's programs out of the way."""
    places = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{program}"), reverse=True)
    return places[0] if places else shutil.which(program) or program


@pytest.fixture
def cluster():
    if not Path(find("initdb")).exists():
        pytest.skip("没有 PostgreSQL 服务器程序")
    folder = Path(tempfile.mkdtemp(prefix="xinlu-pg-", dir="/tmp"))  # where user postgres may go
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    cluster = Cluster(folder)
    yield cluster
    with contextlib.suppress(subprocess.CalledProcessError):
        cluster.control("stop", "immediate")
    shutil.rmtree(folder)


def test_restarted_in_the_middle(cluster, tmp_path):
    platform = stage.environment(tmp_path / "home", cluster.url)
    stage.done(platform, "init")
    report = files.write(tmp_path / "a.csv", ROWS)
    stage.desk(platform, "take", str(report), "350100")
    secret, port = client.token(platform), stage.a_port()
    web = client.serve(platform, port)
    try:
        with stage.at_work(platform) as worker:
            for number, mode in enumerate(("immediate", "fast")):
                reached = stage.loaded(platform)
                stage.wait_for(lambda reached=reached: stage.loaded(platform) > reached)
                cluster.control("restart", mode)
                more = files.write(tmp_path / f"{mode}.csv", 100, start=ROWS + 100 * number)
                status, answer = client.post(port, secret, more)  # not even the first request notices
                assert status == 202, answer
            assert stage.loaded(platform) < files.accepted(ROWS)  # it really was in the middle
            stage.wait_for(lambda: stage.is_settled(platform))
            assert worker.poll() is None
    finally:
        stage.kill(web)
    state = stage.sound(platform)
    assert (state["submissions"], state["rows"]) == (3, files.accepted(ROWS) + 2 * files.accepted(100))
    assert state["records"] == state["revisions"] == state["rows"]


def test_away_for_a_while(cluster, tmp_path):
    """Whoever asks meanwhile reads one sentence; nobody has to be started again."""
    platform = stage.environment(tmp_path / "home", cluster.url)
    stage.done(platform, "init")
    first, report = files.write(tmp_path / "a.csv", 50), files.write(tmp_path / "b.csv", 150, start=50)
    stage.desk(platform, "take", str(first), "350100")
    secret, port = client.token(platform), stage.a_port()
    web = client.serve(platform, port)
    try:
        with stage.at_work(platform) as worker:
            stage.wait_for(
                lambda: stage.is_settled(platform)
            )  # a worker cannot be started without a database
            cluster.control("stop", "immediate")
            status, answer = client.post(port, secret, report)
            assert status == 503 and answer["detail"].startswith("数据库暂时连不上"), answer
            status, page = client.get(port, "/")
            assert status == 503 and "数据库暂时连不上" in page.decode()
            status, page = client.get(port, "/office/login/")
            assert status in (200, 503)
            time.sleep(3)
            cluster.control("start")
            assert client.post(port, secret, report)[0] == 202
            stage.wait_for(lambda: stage.is_settled(platform))
            assert worker.poll() is None
    finally:
        stage.kill(web)
    assert stage.sound(platform)["rows"] == files.accepted(200)
