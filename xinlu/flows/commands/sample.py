"""xinlu sample"""

from datetime import date, datetime, timedelta

import click

from xinlu.flows.commands.platform import on_platform, read_day


@click.command()
@click.option("--seed", default=20170901, show_default=True, help="同一种子得到同一个省份")
@click.option("--on", "day", help="以哪一天为今天（默认取已过正午的最近一天），如 2026-11-20")
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


def last_noon() -> datetime:
    """The sample happens at noon of its days; none of it may lie ahead."""
    from django.utils import timezone

    return timezone.localtime() - timedelta(hours=12)


def load(seed: int, day: date | None, size: tuple[int, int, int, int]) -> None:
    from xinlu.flows.sample.loading import load_sample
    from xinlu.flows.sample.marker import Marker
    from xinlu.flows.sample.reports import Size

    def progress(reports, count):
        label, screen = "装入样例省份", click.get_text_stream("stderr")
        with click.progressbar(reports, length=count, label=label, file=screen) as bar:
            yield from bar

    load_sample(Marker(seed, day or last_noon().date(), Size(*size)), progress=progress)
