"""Keyboard alone, a session that dies while a form is filled in, and paper."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import address_of
from xinlu.flows.sample.people import PASSWORD

pytestmark = pytest.mark.browser
FOCUSED = "document.activeElement.textContent.trim() || document.activeElement.name"


def tab_to(page: Page, what: str, most: int = 40) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(what):
            return
    raise AssertionError(f"{what} is not reached by the Tab key")


@pytest.mark.parametrize(("username", "path"), [("", "/penalties/"), ("xiaolin", "/office/")])
def test_the_first_key_leads_past_the_menu(desk, username, path):
    page = desk(username)
    page.goto(path)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


@pytest.mark.parametrize(
    ("username", "path", "link"), [("", "/", "数据质量"), ("xiaolin", "/office/", "零报告")]
)
def test_the_narrow_menu_opens_and_closes_by_keyboard(desk, username, path, link):
    page = desk(username, 390)
    page.goto(path)
    entry = page.locator("nav[popover]").get_by_text(link, exact=True)
    expect(entry).to_be_hidden()
    page.get_by_role("button", name="打开导航").focus()
    page.keyboard.press("Enter")
    expect(entry).to_be_visible()
    page.keyboard.press("Escape")
    expect(entry).to_be_hidden()
    page.keyboard.press("Enter")
    tab_to(page, link)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(link)


def test_signing_in_and_out_needs_no_mouse(desk):
    page = desk()
    page.goto("/office/")
    tab_to(page, "username")
    page.keyboard.type("xiaolin")
    tab_to(page, "password", 1)
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("林晓")
    tab_to(page, "林晓")
    page.keyboard.press("Enter")
    tab_to(page, "退出登录", 2)
    page.keyboard.press("Enter")
    expect(page.locator(".usermenu")).to_have_count(0)
    page.goto("/office/submissions/")
    expect(page.get_by_role("heading", level=1)).to_have_text("登录工作台")


def test_a_search_is_typed_and_sent_by_keyboard(desk):
    page = desk()
    page.goto("/")
    tab_to(page, "q")
    page.keyboard.type("运输")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("找到")


def test_a_dead_session_loses_no_draft(desk):
    """Signs in itself: the cookies that others share must not die."""
    page = desk()
    page.goto("/office/login/?next=/office/entry/new/admin-penalty/")
    sign_in_here(page)
    page.get_by_label("行政相对人名称", exact=True).fill("厦门听涛货运有限公司")
    page.get_by_label("违法事实", exact=True).fill("未采取必要措施防止货物脱落")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="检查并保存").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录工作台")
    assert "厦门听涛" not in page.content()
    sign_in_here(page)
    if page.url.endswith("/office/draft/"):
        page.get_by_role("link", name="回到原页面修改").click()
    expect(page.get_by_label("行政相对人名称", exact=True)).to_have_value("厦门听涛货运有限公司")
    expect(page.get_by_label("违法事实", exact=True)).to_have_value("未采取必要措施防止货物脱落")


def sign_in_here(page: Page) -> None:
    page.fill("[name=username]", "xiaochen")
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")


def test_a_printed_publication_is_the_publication_alone(desk, site):
    page = desk()
    page.goto(address_of(page, site.base, "first:/penalties/"))
    furniture = [page.locator(name) for name in (".masthead-nav", ".crumbs", ".footer-sea", "[data-print]")]
    for part in furniture:
        expect(part).to_be_visible()
    page.emulate_media(media="print")
    for part in furniture:
        expect(part).to_be_hidden()
    expect(page.locator("dl.facts").first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
