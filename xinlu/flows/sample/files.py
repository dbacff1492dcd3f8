"""One file that an authority of the sample province reports. Pure."""

from dataclasses import dataclass
from datetime import datetime

from xinlu.collection.contracts import Channel, Mode
from xinlu.flows.sample.decisions import Row
from xinlu.kernel import regions


@dataclass(frozen=True)
class Report:
    """Who reports what when. at: as the clock on the wall shows it; rows: field identifier → text.

    mistakes: rows that will come back. corrects: name of the file whose returned rows these are.
    """

    at: datetime
    organisation: str
    item: str
    filename: str
    rows: tuple[Row, ...]
    mode: Mode = Mode.INCREMENTAL
    channel: Channel = Channel.UPLOAD
    mistakes: int = 0
    corrects: str = ""


def file_name(organisation: str, what: str, at: datetime, ending: str = "csv") -> str:
    """鼓楼区行政处罚20261120.csv"""
    place = regions.name_of(organisation).removesuffix("综合实验区")
    return f"{'省厅' if place in ('', '福建省') else place}{what}{at:%Y%m%d}.{ending}"
