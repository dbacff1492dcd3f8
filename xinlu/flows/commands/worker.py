"""xinlu worker"""

import click

from xinlu.flows.commands.platform import as_json, on_platform, require_founded, show_json


@click.command()
@click.option("--once", is_flag=True, help="做完到期的任务就退出")
@click.option("--light", is_flag=True, help="只做小文件这类片刻即完的任务，让它们不排在大文件之后")
@as_json
@on_platform
def command(once: bool, light: bool, as_json: bool) -> None:
    """后台任务：读取、检查、入档、公示。可以随时中止，重启后接着做；可以同时开几个。"""
    from xinlu.flows.worker import work

    require_founded()
    done = work(once=once, light=light)
    show_json({"done": done}) if as_json else click.echo(f"完成 {done} 项任务。")
