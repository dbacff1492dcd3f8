"""xinlu sample"""

from datetime import date, datetime, timedelta

import click

from xinlu.flows.commands.platform import on_platform, read_day

SEED = 20170901
DAY_ENDS = timedelta(hours=18)


@click.command()
@click.option("--seed", default=SEED, show_default=True, help="同一种子得到同一个省份")
@click.option("--on", "day", help="以哪一天为今天（默认取最近一个已下班的日子），如 2026-11-20")
@click.option("--enterprises", type=click.IntRange(1, 1_000_000), default=3000, show_default=True)
@click.option("--people", type=click.IntRange(1, 1_000_000), default=2000, show_default=True)
@click.option("--months", type=click.IntRange(1, 240), default=24, show_default=True, help="许可与处罚的月数")
@click.option(
    "--decisions", type=click.IntRange(1, 1_000_000), default=9000, show_default=True, help="许可与处罚的总数"
)
@on_platform
def command(seed: int, day: str | None, enterprises: int, people: int, months: int, decisions: int) -> None:
    """装入合成的样例省份：企业、人员、两年的许可和处罚，全部虚构。装过则不再重复，中断过则接着装。"""
    load(seed, read_day(day) if day else None, (enterprises, people, months, decisions))


def last_finished() -> datetime:
    """Offices of the sample close at six in the evening; none of it may lie ahead."""
    from django.utils import timezone

    return timezone.localtime() - DAY_ENDS


def load(seed: int, day: date | None, size: tuple[int, int, int, int]) -> None:
    """On an empty platform the sample also founds it, as of before its first report."""
    from xinlu.flows.founding import found
    from xinlu.flows.sample.loading import load_sample, opened
    from xinlu.flows.sample.marker import Marker, read_marker
    from xinlu.flows.sample.world import Size

    def progress(steps, count):
        label, screen = "装入样例省份", click.get_text_stream("stderr")
        with click.progressbar(steps, length=count, label=label, file=screen) as bar:
            yield from bar

    marker = Marker(seed, day or last_finished().date(), Size(*size))
    found(at=None if read_marker() else opened(marker))
    load_sample(marker, progress=progress)
