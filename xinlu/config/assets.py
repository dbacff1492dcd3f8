"""Static files: collected by `make setup` under names that carry their digest, and compressed.

Such a name never means anything else, so browsers keep it for years. What was collected before a source
changed is not used: an edit is seen at once, and only costs the short names that are asked for again.
"""

import os
import sys
from pathlib import Path

PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
MANIFEST = "staticfiles.json"
UNASKED = ["fonts", "axe.min.js"]  # for receipts and tests; no page asks for them


def is_collected(root: Path, package: Path) -> bool:
    """Whether root holds everything, and nothing in the package's static folders is newer."""
    manifest = root / MANIFEST
    if not manifest.is_file():
        return False
    made = manifest.stat().st_mtime_ns
    return all(path.stat().st_mtime_ns <= made for path in package.glob("*/static/**/*"))


def storages(static: str) -> dict[str, dict[str, str]]:
    return {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": static},
    }


def collect(root: str) -> None:
    """What is there stays: pages that are open still ask for it."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.STATIC_ROOT, settings.STORAGES = root, storages(HASHED)
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNASKED)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "xinlu.config.settings"
    collect(sys.argv[1])
