"""axe-core finds no fault by WCAG 2 A and AA, contrast included, and nothing outside the landmarks."""

from pathlib import Path

import pytest

import xinlu.ui
from tests.browser.site import address_of

pytestmark = pytest.mark.browser
AXE = Path(xinlu.ui.__file__).parent / "static" / "vendor" / "axe.min.js"
CHECK = """async () => {
  const { violations } = await axe.run(document, {
    runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }, rules: { region: { enabled: true } },
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`));
}"""
PLACES = (
    ("", "/"),
    ("", "/penalties/?region=350200"),
    ("", "first:/penalties/"),
    ("", "/search/?q=运输"),
    ("", "first:/search/?q=运输"),
    ("", "/quality/"),
    ("", "/about/"),
    ("", "/verify/"),
    ("", "/catalogue/admin-penalty/"),
    ("", "/api/v1/docs"),
    ("", "/ui/gallery"),
    ("", "/office/login/"),
    ("xiaolin", "/office/"),
    ("xiaolin", "/office/upload/"),
    ("xiaolin", "first:/office/submissions/"),
    ("xiaolin", "/office/entry/new/admin-penalty/"),
    ("shuju", "/office/quarantine/"),
    ("shuju", "first:/office/quarantine/"),
    ("shuju", "first:/office/subjects/?text=运输"),
    ("shuju", "first:/office/clock/?tab=published"),
    ("shuju", "/office/punctuality/"),
    ("shuju", "/office/catalog/admin-penalty/"),
    ("shenji", "/office/acts/"),
    ("admin", "/office/users/"),
    ("admin", "/office/calendar/"),
)


@pytest.mark.parametrize(("username", "path"), PLACES, ids=lambda value: value or "public")
@pytest.mark.parametrize("width", (1440, 390))
def test_everybody_can_use_a_page(desk, site, username, path, width):
    page = desk(username, width, bypass_csp=True, reduced_motion="reduce")
    page.goto(address_of(page, site.base, path), wait_until="networkidle")
    page.add_script_tag(path=AXE)
    assert page.evaluate(CHECK) == []
