"""xinlu demo"""

import click

from xinlu.flows.commands.platform import HOST, PORT, on_new_platform
from xinlu.flows.commands.refusals import refuse


@click.command()
@HOST
@PORT
@on_new_platform
def command(host: str, port: int) -> None:
    """准备平台，装入样例省份（只在第一次），打印账号，然后启动网站与后台任务。"""
    from xinlu.flows.commands.sample import SEED, load
    from xinlu.flows.sample.people import ACCOUNTS, PASSWORD
    from xinlu.flows.sample.world import Size
    from xinlu.flows.serving import fault_of, serve

    if fault := fault_of(host, port):
        refuse(fault)
    size = Size()
    load(SEED, None, (size.enterprises, size.people, size.months, size.decisions))
    click.echo(f"演示账号（密码均为 {PASSWORD}）：")
    for account in ACCOUNTS:
        click.echo(f"  {account.username:<10}{account.name:　<4}{account.does}")
    raise SystemExit(serve(host, port, web_processes=2, with_worker=True))
