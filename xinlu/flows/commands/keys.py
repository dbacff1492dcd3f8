"""xinlu keys"""

import click

from xinlu.flows.commands.platform import as_json, on_platform, show_json


@click.group()
def command() -> None:
    """加密密钥：证件号、电话、文件在库中都是密文，密钥在 XINLU_HOME/keys。"""


@command.command()
@as_json
@on_platform
def rotate(as_json: bool) -> None:
    """换一把新密钥，并用它重新加密全部个人信息。可以重复运行；中断后再运行即可。"""
    from django.conf import settings

    from xinlu.flows.rotation import rotate_keys

    resealed = rotate_keys()
    lines = [f"{name}：重新加密 {count} 处" for name, count in resealed.items()]
    if as_json:
        show_json({"current": settings.KEYRING.current, "resealed": resealed})
    else:
        click.echo("\n".join(lines))
    click.echo("已启用新密钥；请备份 keys 目录，并重启网站与后台任务。", err=as_json)
