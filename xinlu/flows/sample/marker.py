"""Which sample province this platform holds, so that a killed load goes on where it stood, on the same day."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from xinlu.flows.sample.world import Size

NOTICE = "演示数据：企业、人员、证号和决定全部虚构。"


@dataclass(frozen=True)
class Marker:
    """day: what the sample takes for today. steps: how many of the plan are done; done: all of them."""

    seed: int
    day: date
    size: Size
    done: bool = False
    steps: int = 0


def read_marker() -> Marker | None:
    if not path().exists():
        return None
    try:
        said = json.loads(path().read_text())
    except ValueError as error:
        raise ValueError(
            f"{path()} 已损坏，读不出样例装到了哪里；请换一个空的 XINLU_HOME 重新装入。"
        ) from error
    known = {name: said[name] for name in ("seed", "done", "steps") if name in said}
    return Marker(day=date.fromisoformat(said["day"]), size=Size(**said["size"]), **known)


def write_marker(marker: Marker) -> None:
    """From now on every page says that the data is invented."""
    path().write_text(json.dumps(asdict(marker), default=str))
    settings.NOTICE.write_text(NOTICE, encoding="utf-8")


def path() -> Path:
    return settings.HOME / "sample.json"
