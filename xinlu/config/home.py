"""Where this platform keeps its data: the folder named by XINLU_HOME."""

import os
from pathlib import Path


def home() -> Path:
    return Path(os.environ.get("XINLU_HOME") or "var").resolve()


def default_database() -> str:
    """SQLite, unless XINLU_DATABASE gives another."""
    return f"sqlite:///{home() / 'xinlu.sqlite3'}"
