"""xinlu init"""

import click

from xinlu.flows.commands.platform import on_platform


@click.command()
@on_platform
def command() -> None:
    """准备一个空平台：建表，装入基础目录、区划和机构。可以重复运行，不改动已有数据。"""
    from xinlu.flows.founding import found

    found()
    click.echo("平台已就绪。下一步：xinlu serve --worker 启动，xinlu user add 建立账号。")
