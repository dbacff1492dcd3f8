"""Pictures of ten pages, wide and narrow, into docs/screenshots. `make screenshots` runs it.

Needs chromium, and chromium-l10n for what the browser itself writes into date and file fields.

Starts a platform of its own with a small sample province, so the pictures are the same on the same day.
"""

import os
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
MEDIUM = (600, 300, 6, 1500)
WIDTHS = (1440, 390)
TALLEST = 2400  # pixels; what is longer is cut
PUBLICATION = "first:/penalties/?category=责令停产停业"  # of a firm: persons have no page of their own
PORTAL = {
    "portal-home": "/",
    "portal-penalties": "/penalties/",
    "portal-publication": PUBLICATION,
    "portal-subject": "subject:",
    "portal-quality": "/quality/",
}
OFFICE = {
    "office-home": "/office/",
    "office-receipt": "first:/office/submissions/?status=concluded&item=admin-penalty",
    "office-quarantine": "/office/quarantine/",
    "office-archive": "subject:/office",
    "office-clock": "/office/clock/?tab=published",
}


def main() -> None:
    from tests.browser.site import launch, running, sign_in

    TARGET.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="xinlu-shots-") as home,
        running(Path(home), MEDIUM) as site,
        sync_playwright() as play,
    ):
        browser = launch(play)
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900}, locale="zh-CN")
            shoot(page, site.base, PORTAL)
            sign_in(page, site.base, "shuju")
            shoot(page, site.base, OFFICE)
        browser.close()


def shoot(page: Page, base: str, places: dict[str, str]) -> None:
    width = page.viewport_size["width"]
    for name, where in places.items():
        page.goto(find(page, base, where), wait_until="networkidle")
        page.wait_for_timeout(1200)  # charts draw in
        height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        path = TARGET / f"{name}-{width}.png"
        page.screenshot(path=path, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
        shrink(path)


def find(page: Page, base: str, where: str) -> str:
    """where: as for address_of, or "subject:" and a prefix for the one whom the shown publication is about."""
    from tests.browser.site import address_of

    if not where.startswith("subject:"):
        return address_of(page, base, where)
    page.goto(address_of(page, base, PUBLICATION))
    link = page.locator("main a[href^='/subjects/']").first.get_attribute("href")
    return base + where.removeprefix("subject:") + str(link)


def shrink(path: Path) -> None:
    """A palette of 256 colours: a third of the size, no difference to the eye."""
    with Image.open(path) as image:
        few = image.convert("RGB").quantize(
            256, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE
        )
    few.save(path, optimize=True)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "xinlu.config.settings"
    with tempfile.TemporaryDirectory() as unused:
        os.environ["XINLU_HOME"] = unused  # settings ask for one; the platform has its own
        import django

        django.setup()
        main()
