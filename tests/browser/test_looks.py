"""What a page looks like where only a browser can tell: nothing cut, covered or squeezed."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.site import address_of

pytestmark = pytest.mark.browser
CUT = """() => [...document.querySelectorAll('.chart-canvas svg')].flatMap((drawing) => {
  const frame = drawing.getBoundingClientRect();
  return [...drawing.querySelectorAll('text')].filter((text) => {
    const box = text.getBoundingClientRect();
    return box.top < frame.top || box.bottom > frame.bottom || box.left < frame.left || box.right > frame.right;
  }).map((text) => text.textContent);
})"""
SPILLED = """() => [...document.querySelectorAll('.standard :is(th, td)')]
  .filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent.trim().slice(0, 30))"""
NARROWEST = """() => Math.min(...[...document.querySelectorAll('.standard td[data-label]')].map(
  (cell) => cell.clientWidth - parseFloat(getComputedStyle(cell).paddingLeft)))"""
FACES = "getComputedStyle(document.querySelector('.code')).fontFamily"
MOST = 250_000  # bytes of a first visit, fonts apart: most visitors have a Chinese face of their own


@pytest.mark.parametrize(("username", "path"), [("", "/quality/"), ("shuju", "/office/punctuality/")])
@pytest.mark.parametrize("width", (1440, 390))
def test_every_word_of_a_chart_lies_inside_it(desk, username, path, width):
    page = desk(username, width, reduced_motion="reduce")
    page.goto(path, wait_until="networkidle")
    expect(page.locator(".chart-canvas svg text").first).to_be_visible()
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("width", (1440, 1024, 390, 320))
def test_a_standard_is_neither_squeezed_nor_written_over(desk, width):
    page = desk("", width)
    page.goto("/catalogue/admin-penalty/")
    assert page.evaluate(SPILLED) == []
    if width < 640:
        assert page.evaluate(NARROWEST) > width / 2


def test_codes_never_turn_chinese_into_boxes(desk):
    page = desk()
    page.goto("/catalogue/")
    faces = page.evaluate(FACES)
    assert faces.index("Noto Sans SC Variable") < faces.index(", monospace")


def test_the_narrow_menu_leaves_logo_and_button_free(desk):
    page = desk("", 390)
    page.goto("/")
    expect(page.locator(".site-notice")).to_be_visible()  # the sample says that it is invented
    page.get_by_role("button", name="打开导航").click()
    menu = box(page, "nav[popover]")
    for name in (".wordmark", ".masthead-toggle"):
        assert box(page, name)["y"] + box(page, name)["height"] <= menu["y"] + 1


@pytest.mark.parametrize("path", ["/about/", "/api/v1/docs"])
def test_text_stands_under_its_heading(desk, path):
    page = desk()
    page.goto(path)
    assert abs(box(page, "h1")["x"] - box(page, ".prose > p")["x"]) < 1


def test_after_a_page_or_a_filter_the_keyboard_goes_on_from_the_list(desk):
    page = desk()
    page.goto("/permits/?since=2020-01-01")
    for link in ("下一页", "去掉条件：决定日期自：2020-01-01"):
        page.get_by_role("link", name=link).focus()
        page.keyboard.press("Enter")
        expect(page.locator(".results-bar")).to_be_focused()


def test_paper_says_where_and_when_it_was_printed(desk, site):
    page = desk()
    page.goto(address_of(page, site.base, "first:/penalties/"))
    expect(page.locator(".printed")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".printed")).to_contain_text(page.url)
    expect(page.locator(".printed")).to_contain_text("打印日期：20")


def test_paper_has_no_empty_frames(desk):
    page = desk()
    page.goto("/quality/", wait_until="networkidle")
    page.emulate_media(media="print")
    expect(page.locator(".panel:has(> .panel-body > .chart)")).to_be_hidden()
    expect(page.locator(".tiles-map")).to_be_visible()


@pytest.mark.skipif(not settings.HASHES, reason="静态文件比源文件旧：请先运行 make setup。")
def test_a_first_visit_is_light_and_a_second_asks_for_nothing_again(desk):
    page = desk()
    sent = weigh(page)
    page.goto("/", wait_until="networkidle")
    by_kind = {kind: sum(size for each, size in sent if each == kind) for kind, _ in sent}
    assert sum(size for kind, size in sent if kind != "Font") < MOST, by_kind
    sent.clear()
    page.goto("/", wait_until="networkidle")
    assert [kind for kind, size in sent if size and kind != "Document"] == []


def box(page: Page, name: str) -> dict[str, float]:
    found = page.locator(name).first.bounding_box()
    assert found, name
    return found


def weigh(page: Page) -> list[tuple[str, int]]:
    """(kind, bytes over the wire) of everything that the page fetches, filled as it comes."""
    kinds: dict[str, str] = {}
    sent: list[tuple[str, int]] = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
    wire.on(
        "Network.loadingFinished",
        lambda told: sent.append((kinds.get(told["requestId"], "?"), int(told["encodedDataLength"]))),
    )
    return sent
