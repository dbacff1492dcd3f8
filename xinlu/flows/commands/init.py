"""xinlu init"""

import click

from xinlu.flows.commands.platform import as_json, on_new_platform, show_json


@click.command()
@as_json
@on_new_platform
def command(as_json: bool) -> None:
    """准备一个空平台：建表，装入基础目录、区划和机构。可以重复运行，不改动已有数据。"""
    from xinlu.flows.founding import found

    seeded = found()
    if as_json:
        return show_json({"published": seeded.published, "held_back": seeded.held_back})
    if seeded.published:
        click.echo(f"发布目录项 {len(seeded.published)} 个：{'、'.join(seeded.published)}")
    if seeded.held_back:
        click.echo(
            f"在工作台修订过或正在修订，没有用文件覆盖：{'、'.join(seeded.held_back)}；"
            "要用文件里的新内容，请在工作台“信用信息目录”里改好后发布。"
        )
    click.echo("平台已就绪。下一步：xinlu serve --worker 启动，xinlu user add 建立账号。")
    return None
