"""xinlu backup"""

from pathlib import Path

import click

from xinlu.flows.commands.platform import PATHS, as_json, on_platform, show_json, watched
from xinlu.flows.commands.refusals import refuse


@click.command()
@click.argument("folder", type=PATHS)
@as_json
@on_platform
def command(folder: Path, as_json: bool) -> None:
    """备份整个平台到一个空目录：数据库同一时刻的全部表，和它提到的全部文件；运行中也可以备份。

    密钥不在备份里，必须另行保管；缺了文件库里的文件时退出码为 1。
    """
    from dataclasses import asdict

    from django.utils import timezone

    from xinlu.flows.backup.taking import back_up, count_all
    from xinlu.flows.troubles import cause_of

    try:
        with watched("备份", count_all()) as advance:
            manifest = back_up(folder, at=timezone.now(), advance=advance)
    except OSError as error:
        path = error.filename or folder
        refuse(
            f"备份没有完成，读写不了 {path}：{cause_of(error)}；请检查路径、权限和剩余空间，清空 {folder} 后重来。"
        )
    show_json(asdict(manifest)) if as_json else show(folder, manifest)
    raise SystemExit(1 if manifest.missing else 0)


def show(folder: Path, manifest) -> None:
    from django.conf import settings

    rows = sum(manifest.tables.values())
    click.echo(
        f"已备份到 {folder}：{len(manifest.tables)} 张表 {rows} 行，存档文件 {manifest.state['files']} 个。"
    )
    for address in manifest.missing:
        click.echo(f"文件库里缺 {address}；请运行 xinlu verify 查看属于哪份报送。")
    click.echo(f"密钥（{'、'.join(manifest.keys)} 和签名密钥）不在备份里。没有它们，证件号、电话和")
    click.echo(f"报送原件都读不出来：请把 {settings.KEYS} 另存一处，不要与备份放在一起。")
