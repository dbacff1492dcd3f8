"""## 查找 search

规模 1 为 50 万家企业、250 万人、1000 万条公示记录，在同一个 SQLite 库里，由 `bench/search/loading.py` 用平台自己的写法成批装入。
wrk 以 16 个连接轮流问：统一社会信用代码，名称中任意位置的 2、3、4 个字，各占四分之一。xinlu 是 `xinlu serve` 默认的两个进程，
问 `/api/v1/subjects?q=`，解除了每分钟调用次数的上限（`XINLU_API_RATES=`）；datasette 是同样的企业放在一张表里，代码有索引，名称有
trigram 全文索引（两个字只能用 LIKE），只读、预先计数、关掉分面，它只有一个进程；starlette 是两个进程、对 xinlu 的库直接一条
SQL 查出 20 行、不排序，是这台机器的上限。各家每次返回前 20 家。

名字带 _code 的只问代码；xinlu_archive 按代码取一家的公开档案，含最近 100 条公开记录；xinlu_pages 是公众网站的查询页。
cpu_ms：每次应答用的处理器时间，机器上另有工作时比 requests_per_s 可靠。
peak_mb：该服务器全部进程各自峰值之和。found、missed：100 家企业的名称各用七种写法键入（不写地区、地区写在后面的括号里、
多余的括号、繁体、空格、全部拼音首字母、不含地区的拼音首字母），前五家里有没有这一家；漏掉的头几个印在
命令的输出里，xinlu 的几乎都是只写首字母、首字母相同的企业多于五家，
也有不写地区而各地同名的多于五家。failed：没有得到 200 的次数。
"""

import json
import shutil
import subprocess
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from bench.environments import OURS, ROOT
from bench.measuring import RUNS, summed_up
from bench.search import questions, servers
from bench.search.questions import Address, Typed
from bench.search.servers import Server

ENTERPRISES, PEOPLE, RECORDS = 500_000, 2_500_000, 10_000_000
CONNECTIONS, WARM, SECONDS, FIRST = 16, 3, 6, 5
SAID = 10  # of the missed, so many are printed
ASK = ROOT / "bench" / "search" / "ask.lua"


class Contender(NamedTuple):
    """server: whose; address: where a text is asked for; typed: whether names as people type them are tried."""

    server: str
    address: Address
    typed: bool = False


CONTENDERS = {
    "xinlu": Contender("xinlu", questions.api, typed=True),
    "datasette": Contender("datasette", questions.datasette, typed=True),
    "starlette": Contender("starlette", questions.bare),
    "xinlu_code": Contender("xinlu", questions.api),
    "datasette_code": Contender("datasette", questions.datasette),
    "starlette_code": Contender("starlette", questions.bare),
    "xinlu_archive": Contender("xinlu", questions.archive),
    "xinlu_pages": Contender("xinlu", questions.page),
}


def run(scale: float) -> dict[str, dict[str, float]]:
    if not shutil.which("wrk"):
        raise SystemExit("缺少 wrk：请先安装（Debian：apt-get install wrk）。")
    enterprises = round(ENTERPRISES * scale)
    folder = prepare(enterprises, round(PEOPLE * scale), round(RECORDS * scale))
    addresses = {name: each.address for name, each in CONTENDERS.items()}
    files = questions.write_questions(folder, enterprises, addresses)
    found = {
        name: tried(servers_of(folder)[each.server], each, enterprises) for name, each in CONTENDERS.items()
    }
    told: dict[str, list[dict[str, float]]] = {name: [] for name in CONTENDERS}
    for turn in range(RUNS):
        for name, each in CONTENDERS.items():
            told[name].append(measure(servers_of(folder)[each.server], files[name]))
            print(f"第 {turn + 1} 次 {name}：{told[name][-1]}", flush=True)
    return {name: summed_up(lines) | found[name] for name, lines in told.items()}


def prepare(enterprises: int, people: int, records: int) -> Path:
    """The folder with both databases, made if they are not there yet."""
    folder = ROOT / "build" / "bench" / f"search-{enterprises}"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        around = {"XINLU_HOME": str(folder / "home")}
        call("bench.search.loading", enterprises, people, records, around=around)
        call("bench.search.peer", folder / "home" / "xinlu.sqlite3", folder / "peer.db")
        (folder / "ready").touch()
    return folder


def call(module: str, *given: object, around: Mapping[str, str] = {}) -> None:  # noqa: B006
    """A module of ours in a process of its own."""
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", **around}
    subprocess.run([OURS, "-m", module, *map(str, given)], env=environment, check=True)


def servers_of(folder: Path) -> dict[str, Server]:
    home = folder / "home"
    return {
        "xinlu": servers.xinlu(home),
        "datasette": servers.datasette(folder / "peer.db"),
        "starlette": servers.starlette(home / "xinlu.sqlite3"),
    }


def measure(server: Server, asked: Path) -> dict[str, float]:
    """One run of wrk after a short one that warms up."""
    with servers.running(server) as (address, process):
        ask(address, asked, WARM)
        before = servers.cpu_seconds(process)
        told = ask(address, asked, SECONDS)
        used = servers.cpu_seconds(process) - before
        cpu_ms = 1000 * used / max(1, told.pop("requests"))
        return told | {"cpu_ms": cpu_ms, "peak_mb": servers.peak_mb(process)}


def ask(address: str, asked: Path, seconds: int) -> dict[str, float]:
    shape = ("-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s")
    told = subprocess.run(
        ["wrk", *shape, "-s", ASK, address, "--", asked], stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(told.stdout.splitlines()[-1])


def tried(server: Server, contender: Contender, enterprises: int) -> dict[str, float]:
    """How many typed names have their firm among the first five."""
    if not contender.typed:
        return {}
    names = questions.typed_names(enterprises)
    with servers.running(server) as (address, _):
        missed = [each for each in names if not is_found(address + contender.address(each.text), each)]
    print(
        f"{contender.server} 漏掉 {len(missed)}："
        + "，".join(f"{text}（{name}）" for text, name in missed[:SAID])
    )
    return {"found": len(names) - len(missed), "missed": len(missed)}


def is_found(address: str, typed: Typed) -> bool:
    with urllib.request.urlopen(address, timeout=30) as answer:
        said = json.load(answer)
    rows = said["items"] if isinstance(said, dict) else said
    return typed.name in [row["name"] for row in rows[:FIRST]]
