"""A platform of its own with a small sample province, and a browser to look at it. Pictures use it too."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

CHROMIUM = Path("/usr/bin/chromium")
# What the browser itself writes, such as 年/月/日. A locale that every machine has: without one it cannot open
# files with Chinese names.
CHINESE = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "LANGUAGE": "zh_CN"}
FLAGS = [
    "--lang=zh-CN",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OURS = ("XINLU_HOME", "XINLU_DATABASE", "XINLU_SITE_URL", "XINLU_HOSTS")
START, STOP = 180, 30  # seconds; a busy machine takes its time
Size = tuple[int, int, int, int]  # enterprises, people, months, decisions


@dataclass(frozen=True)
class Site:
    """A running platform. base: its address without the last slash."""

    base: str
    environment: dict[str, str]

    def run(self, *command: str) -> str:
        """One `xinlu` command on this platform; returns what it printed."""
        done = subprocess.run(
            xinlu(*command), env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def answers(self) -> bool:
        try:
            urllib.request.urlopen(self.base, timeout=20).close()
        except OSError:
            return False
        return True


@contextmanager
def running(home: Path, size: Size) -> Iterator[Site]:
    """Web and worker as one process, stopped at the end."""
    port = free_port()
    site = Site(f"http://127.0.0.1:{port}", environment_of(home, port))
    site.run("init")
    numbers = zip(("enterprises", "people", "months", "decisions"), size, strict=True)
    site.run("sample", "--on", yesterday(), *(f"--{name}={number}" for name, number in numbers))
    with (home / "serve.log").open("wb") as log:
        server = subprocess.Popen(
            xinlu("serve", "--worker", "--port", str(port)), env=site.environment, stdout=log, stderr=log
        )
        try:
            wait_for(site, server)
            yield site
        finally:
            server.terminate()
            server.wait(STOP)


def yesterday() -> str:
    """The sample's own today ends in the evening; whatever happens here comes later."""
    return str(date.today() - timedelta(days=1))


def environment_of(home: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    own = (str(home), f"sqlite:///{home / 'xinlu.sqlite3'}", f"http://127.0.0.1:{port}", "127.0.0.1")
    return kept | dict(zip(OURS, own, strict=True))


def xinlu(*command: str) -> list[str]:
    return [sys.executable, "-c", "from xinlu.config.command import main; main()", *command]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(site: Site, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START
    while not site.answers():
        if server.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"网站没有启动，见 {site.environment['XINLU_HOME']}/serve.log。")
        time.sleep(0.3)


def launch(play: Playwright) -> Browser:
    """In Chinese, given the package chromium-l10n; else its own controls speak English."""
    return play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS, env=os.environ | CHINESE)


def sign_in(page: Page, base: str, username: str) -> None:
    from xinlu.flows.sample.people import PASSWORD

    page.goto(f"{base}/office/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")
    page.wait_for_url(f"{base}/office/")


def address_of(page: Page, base: str, where: str) -> str:
    """where: a path, or "first:" and the path of a list, for the page its first entry leads to."""
    if not where.startswith("first:"):
        return base + where
    page.goto(base + where.removeprefix("first:"))
    entry = page.locator("main [data-first], main tbody a, main .hits a").first
    return base + str(entry.get_attribute("href", timeout=5000))
