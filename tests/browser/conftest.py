"""One platform and one browser for this folder; ended before other tests, whose database they would block."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.site import CHROMIUM, Site, launch, running, sign_in

SMALL = (120, 60, 3, 200)
Desk = Callable[..., Page]


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if not CHROMIUM.exists():
        pytest.skip(f"没有 {CHROMIUM}：浏览器测试未跑；请先 apt-get install chromium chromium-l10n。")
    with running(tmp_path_factory.mktemp("site"), SMALL) as started:
        yield started


@pytest.fixture(scope="package")
def browser(site: Site) -> Iterator[Browser]:
    with sync_playwright() as play:
        chromium = launch(play)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def cookies(browser: Browser, site: Site) -> dict[str, list]:
    """username → cookies of a login, filled as needed: Argon2 takes its time on purpose."""
    return {}


@pytest.fixture
def desk(browser: Browser, site: Site, cookies: dict[str, list]) -> Iterator[Desk]:
    """desk(username="", width=1440, **context) → a page, signed in when a name is given."""
    opened: list[BrowserContext] = []

    def sit(username: str = "", width: int = 1440, **details) -> Page:
        context = browser.new_context(
            base_url=site.base, viewport={"width": width, "height": 900}, locale="zh-CN", **details
        )
        opened.append(context)
        context.set_default_timeout(30_000)
        if username:
            context.add_cookies(cookies.get(username) or log_in(browser, site, username, cookies))
        return context.new_page()

    yield sit
    for context in opened:
        context.close()


def log_in(browser: Browser, site: Site, username: str, cookies: dict[str, list]) -> list:
    context = browser.new_context()
    sign_in(context.new_page(), site.base, username)
    cookies[username] = context.cookies()
    context.close()
    return cookies[username]


@pytest.fixture
def complaints() -> Callable[[Page], list[str]]:
    """complaints(page) → a list that grows with each error that the page's console reports."""

    def listen(page: Page) -> list[str]:
        heard: list[str] = []
        page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
        page.on("console", lambda said: said.type == "error" and heard.append(f"{page.url}: {said.text}"))
        return heard

    return listen
