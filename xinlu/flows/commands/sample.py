"""xinlu sample"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import click

from xinlu.flows.commands.platform import as_json, on_platform, read_day, show_json
from xinlu.flows.commands.refusals import refuse

SEED = 20170901
DAY_ENDS = timedelta(hours=18)
EARLIEST = date(2018, 1, 1)  # the bureaus that report in the sample stand since then
ENTERPRISES = click.IntRange(20, 1_000_000)  # with fewer, some trade that the story needs may have none
MANY = click.IntRange(1, 1_000_000)


@click.command()
@click.option("--seed", default=SEED, show_default=True, help="同一种子得到同一个省份")
@click.option("--on", "day", help="以哪一天为今天（默认取最近一个已下班的日子），如 2026-11-20")
@click.option("--enterprises", type=ENTERPRISES, default=3000, show_default=True, help="企业和个体工商户数")
@click.option("--people", type=MANY, default=2000, show_default=True, help="从业人员数")
@click.option("--months", type=click.IntRange(1, 240), default=24, show_default=True, help="许可与处罚的月数")
@click.option("--decisions", type=MANY, default=9000, show_default=True, help="许可与处罚的总数")
@as_json
@on_platform
def command(
    seed: int, day: str | None, enterprises: int, people: int, months: int, decisions: int, as_json: bool
) -> None:
    """装入合成的样例省份：企业、人员、两年的许可和处罚，全部虚构。装过则不再重复，中断过则接着装。

    平台里应当还没有别的报送。
    """
    done = load(seed, read_day(day) if day else None, (enterprises, people, months, decisions))
    said = f"样例省份已装入，以 {done['on']} 为今天，共 {done['submissions']} 份报送。"
    show_json(done) if as_json else click.echo(said)


def last_finished() -> date:
    """Offices of the sample close at six in the evening; none of it may lie ahead."""
    from django.utils import timezone

    return (timezone.localtime() - DAY_ENDS).date()


def load(seed: int, day: date | None, size: tuple[int, int, int, int]) -> dict[str, Any]:
    """On an empty platform the sample also founds it, as of before its first report. Returns what is there now."""
    from xinlu.collection import queries
    from xinlu.collection.contracts import SubmissionFilter
    from xinlu.flows.founding import found
    from xinlu.flows.sample.loading import load_sample, opened
    from xinlu.flows.sample.marker import Marker, read_marker
    from xinlu.flows.sample.world import Size

    known = read_marker()
    marker = known or Marker(seed, day or last_finished(), Size(*size))
    if known is None:
        check(marker)
    found(at=None if known else opened(marker))
    load_sample(marker, progress=progress)
    return {
        "on": marker.day,
        "seed": marker.seed,
        "submissions": queries.submissions(SubmissionFilter()).total,
    }


def check(marker: Any) -> None:
    from xinlu.flows.sample.world import opening

    if marker.day > last_finished():
        refuse(f"{marker.day} 还没有过完，样例里不能有将来的事；请给 {last_finished()} 或更早的日期。")
    if marker.day < EARLIEST or opening(marker.day, marker.size) < EARLIEST:
        refuse(f"样例要从 {EARLIEST} 以前说起，那时还没有这些机构；请把 --on 写晚些，或把 --months 写少些。")


def progress(steps: Iterable, count: int) -> Iterator:
    screen = click.get_text_stream("stderr")
    with click.progressbar(steps, length=count, label="装入样例省份", file=screen) as bar:
        yield from bar
