"""What browsers fetch: under names that carry a digest, compressed, kept for years."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from xinlu.config.assets import MANIFEST, is_collected


@pytest.fixture
def package(tmp_path: Path) -> Path:
    source = tmp_path / "xinlu" / "ui" / "static" / "ui" / "a.css"
    source.parent.mkdir(parents=True)
    source.write_text("a {}")
    return tmp_path / "xinlu"


def test_what_was_collected_counts_until_a_source_changes(package, tmp_path):
    root = tmp_path / "static"
    assert not is_collected(root, package)
    root.mkdir()
    (root / MANIFEST).write_text("{}")
    assert is_collected(root, package)
    made = (root / MANIFEST).stat().st_mtime
    os.utime(package / "ui" / "static" / "ui" / "a.css", (made + 1, made + 1))
    assert not is_collected(root, package)


def test_every_file_gets_a_name_of_its_own_and_a_compressed_form(tmp_path):
    """As `make setup` does it: in a process of its own, with a home that is thrown away."""
    root = tmp_path / "static"
    environment = os.environ | {"XINLU_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "xinlu.config.assets", str(root)]
    subprocess.run(command, cwd=settings.PACKAGE.parent, env=environment, check=True)
    names = json.loads((root / MANIFEST).read_text())["paths"]
    style = root / names["ui/portal.css"]
    assert names["ui/hero.svg"].rpartition("/")[2] in style.read_text()  # a file that another names, too
    assert gzip.decompress(Path(f"{style}.gz").read_bytes()) == style.read_bytes()
    assert style.name != "portal.css" and not (root / "ui" / "portal.css").exists()
    assert not any("axe" in name or "NotoSansSC-" in name for name in names)
