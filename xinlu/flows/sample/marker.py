"""Which sample province this platform holds, so that a killed load goes on where it stood, on the same day."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from xinlu.flows.sample.reports import Size

NOTICE = "演示数据：企业、人员、证号和决定全部虚构。"


@dataclass(frozen=True)
class Marker:
    """day: what the sample takes for today. done: loaded to the end."""

    seed: int
    day: date
    size: Size
    done: bool = False


def read_marker() -> Marker | None:
    if not path().exists():
        return None
    said = json.loads(path().read_text())
    return Marker(said["seed"], date.fromisoformat(said["day"]), Size(**said["size"]), said["done"])


def write_marker(marker: Marker) -> None:
    """From now on every page says that the data is invented."""
    path().write_text(json.dumps(asdict(marker), default=str))
    settings.NOTICE.write_text(NOTICE, encoding="utf-8")


def path() -> Path:
    return settings.HOME / "sample.json"
