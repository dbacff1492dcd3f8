"""xinlu keys"""

import click

from xinlu.flows.commands.platform import on_platform


@click.group()
def command() -> None:
    """加密密钥：证件号、电话、文件在库中都是密文，密钥在 XINLU_HOME/keys。"""


@command.command()
@on_platform
def rotate() -> None:
    """换一把新密钥，并用它重新加密全部个人信息。可以重复运行；中断后再运行即可。"""
    from xinlu.flows.rotation import rotate_keys

    for name, count in rotate_keys().items():
        click.echo(f"{name}：重新加密 {count} 处")
    click.echo("已启用新密钥；请备份 keys 目录，并重启网站与后台任务。")
