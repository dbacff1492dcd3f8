"""xinlu worker"""

import click

from xinlu.flows.commands.platform import on_platform, require_founded


@click.command()
@click.option("--once", is_flag=True, help="做完到期的任务就退出")
@on_platform
def command(once: bool) -> None:
    """后台任务：读取、检查、入档、公示。可以随时中止，重启后接着做。"""
    from xinlu.flows.worker import work

    require_founded()
    done = work(once=once)
    click.echo(f"完成 {done} 项任务。")
