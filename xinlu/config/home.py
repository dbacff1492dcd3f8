"""Where this platform keeps its data: the folder named by XINLU_HOME."""

import os
from pathlib import Path


def home() -> Path:
    return Path(os.environ.get("XINLU_HOME") or "var").resolve()


def database_url() -> str:
    return os.environ.get("XINLU_DATABASE") or f"sqlite:///{home() / 'xinlu.sqlite3'}"
