"""xinlu clock"""

import click

from xinlu.flows.commands.platform import as_json, on_platform, read_day, show_json
from xinlu.flows.commands.refusals import refuse


@click.command()
@click.option("--since", help="决定日期自，如 2026-01-01（默认一年前）")
@click.option("--until", help="至（默认今天）")
@as_json
@on_platform
def command(since: str | None, until: str | None, as_json: bool) -> None:
    """公示及时率，按地市和目录项；有超期未公示的，退出码为 1。"""
    from dataclasses import asdict
    from datetime import timedelta

    from django.utils import timezone

    from xinlu.publicity import queries

    today = timezone.localdate()
    first = read_day(since) if since else today - timedelta(days=365)
    last = read_day(until) if until else today
    if first > last:
        refuse(f"开始日期 {first} 晚于结束日期 {last}，请对调 --since 和 --until。")
    rows = queries.punctuality(since=first, until=last, on=today)
    if as_json:
        show_json([asdict(row) for row in rows])
    for row in [] if as_json else rows:
        counts = f"按时 {row.on_time}  迟 {row.late}  等待 {row.waiting}  超期 {row.overdue}"
        click.echo(f"{row.region_name}\t{row.item}\t{counts}")
    raise SystemExit(1 if any(row.overdue for row in rows) else 0)
