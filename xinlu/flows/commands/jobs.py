"""xinlu jobs"""

import click

from xinlu.flows.commands.platform import as_json, on_platform, show_json


@click.command()
@click.option("--retry", is_flag=True, help="把失败的任务重新排队")
@as_json
@on_platform
def command(retry: bool, as_json: bool) -> None:
    """列出未完成和失败的后台任务；有失败时退出码为 1。"""
    from django.utils import timezone

    from xinlu.flows.actions import jobs

    if retry:
        click.echo(f"重新排队 {jobs.retry(at=timezone.now())} 项。", err=True)
    rows = jobs.list_open()
    if as_json:
        show_json(rows)
    for row in [] if as_json else rows:
        click.echo(f"{row['kind']}\t{row['key']}\t{row['state']}\t第 {row['attempts']} 次\t{row['error']}")
    raise SystemExit(1 if any(row["state"] == "failed" for row in rows) else 0)
