"""What the repository must not hold."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOSTS = re.compile(r'"resolved": *"https?:|index-url *=? *https?:|https?://[^ "]+\.(whl|tgz)\b')
REAL_MACHINE = re.compile(r"(?<![\w.])/(?:home|root)/[a-z]+/")


def tracked() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listing.stdout.split("\n") if name and (ROOT / name).is_file()]


def texts():
    for path in tracked():
        if path.suffix not in {".png", ".xlsx", ".xls"} and path != Path(__file__).resolve():
            yield path, path.read_text(encoding="utf-8")


def test_no_download_address_and_no_machine_path():
    for path, text in texts():
        assert not HOSTS.search(text), path
        assert not REAL_MACHINE.search(text), path


def test_readme_is_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_no_drawer_names():
    drawers = {"utils", "helpers", "common", "services", "managers", "signals"}
    assert [path for path, _ in texts() if path.stem in drawers or path.parent.name in drawers] == []


def test_no_template_has_inline_script_or_style():
    for path, text in texts():
        if path.suffix == ".html":
            assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>\s*\S", text), path
            assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text), path


POSTED = re.compile(r'<form(?![^>]*role="search")[^>]*method="post".*?</form>', re.DOTALL)
TYPED = re.compile(r"{% field |<textarea|<input class=|<select")
WITHOUT_DRAFTS = {"login"}  # passwords and codes of the moment: never kept


def test_every_form_that_people_type_into_gives_kept_drafts_back():
    folder = ROOT / "xinlu" / "office" / "templates" / "office"
    bare = [
        f"{path.relative_to(folder)}: {form[:80]}"
        for path in sorted(folder.rglob("*.html"))
        for form in POSTED.findall(path.read_text(encoding="utf-8"))
        if TYPED.search(form) and "{% resumed" not in form and path.parent.name not in WITHOUT_DRAFTS
    ]
    assert bare == []
