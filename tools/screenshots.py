"""Pictures of ten pages, wide and narrow, into docs/screenshots. Needs Chromium; `make screenshots` runs it.

Starts a platform of its own with a small sample province, so the pictures are the same for the same day.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
PORT = 8123
BASE = f"http://127.0.0.1:{PORT}"
WIDTHS = (1440, 390)
TALLEST = 2400  # pixels; the rest of a long page shows nothing new
SAMPLE = ["--enterprises", "600", "--people", "300", "--months", "6", "--decisions", "1500"]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-sync",
]
PORTAL = {
    "portal-home": "/",
    "portal-penalties": "/penalties/",
    "portal-publication": "first:/penalties/",
    "portal-subject": "first:/search/?q=物流",
    "portal-quality": "/quality/",
    "portal-catalogue": "/catalogue/admin-penalty/",
}
OFFICE = {
    "office-home": "/office/",
    "office-receipt": "first:/office/submissions/?status=concluded&item=admin-penalty",
    "office-quarantine": "/office/quarantine/",
    "office-archive": "first:/office/subjects/?text=物流&order=records",
    "office-clock": "/office/clock/",
}


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="xinlu-shots-") as home:
        environment = os.environ | {"XINLU_HOME": home, "XINLU_DATABASE": "", "XINLU_SITE_URL": BASE}
        xinlu = str(ROOT / ".venv" / "bin" / "xinlu")
        subprocess.run([xinlu, "init"], env=environment, check=True)
        subprocess.run([xinlu, "sample", *SAMPLE], env=environment, check=True)
        server = subprocess.Popen([xinlu, "serve", "--port", str(PORT)], env=environment)
        try:
            wait_for(BASE)
            shoot_all()
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.3)
    sys.exit("网站没有启动。")


def shoot_all() -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900}, locale="zh-CN")
            shoot(page, PORTAL, width)
            sign_in(page)
            shoot(page, OFFICE, width)
            page.close()
        browser.close()


def sign_in(page: Page) -> None:
    from xinlu.flows.sample.people import PASSWORD

    page.goto(f"{BASE}/office/login/")
    page.fill("input[name=username]", "shuju")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{BASE}/office/")


def shoot(page: Page, pages: dict[str, str], width: int) -> None:
    for name, where in pages.items():
        page.goto(BASE + where.removeprefix("first:"))
        if where.startswith("first:"):
            page.goto(
                BASE
                + str(
                    page.locator("main [data-first], main table a, main .results a").first.get_attribute(
                        "href"
                    )
                )
            )
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(600)  # charts draw in
        path = TARGET / f"{name}-{width}.png"
        page.screenshot(path=str(path), full_page=True)
        shrink(path)


def shrink(path: Path) -> None:
    """A palette of 256 colours: a quarter of the size, no difference to the eye."""
    with Image.open(path) as image:
        image = image.crop((0, 0, image.width, min(image.height, TALLEST)))
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinlu.config.settings")
    import django

    django.setup()
    main()
