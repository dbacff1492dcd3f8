"""Every main page at three widths: it answers, its console is silent, and nothing sticks out sideways."""

import pytest

from tests.browser.places import PLACES
from tests.browser.site import address_of

pytestmark = pytest.mark.browser
WIDTHS = (1440, 390, 320)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
STICKING_OUT = """() => [...document.querySelectorAll('body *')]
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((one) => one.tagName + '.' + one.className).slice(0, 8)"""


@pytest.mark.parametrize(("username", "path"), PLACES, ids=lambda value: value or "public")
def test_a_page_is_whole_at_every_width(desk, site, complaints, username, path):
    page = desk(username)
    heard = complaints(page)
    address = address_of(page, site.base, path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        answer = page.goto(address)
        assert answer.status == 200
        assert page.title().strip()
        assert page.evaluate(OVERFLOW) <= 0, f"{width}: {page.evaluate(STICKING_OUT)}"
    page.wait_for_load_state("networkidle")  # for what scripts fetch and draw late
    assert page.evaluate(OVERFLOW) <= 0, f"{width}: {page.evaluate(STICKING_OUT)}"
    assert heard == []
