"""xinlu verify"""

from typing import Any

import click

from xinlu.flows.commands.platform import as_json, on_platform, show_json, watched


@click.command()
@as_json
@on_platform
def command(as_json: bool) -> None:
    """核验整个平台：操作留痕、回执、文件、信用档案、公示、任务是否完整一致；有不符时退出码为 1。

    不改动任何数据，平台运行中也可以核验。
    """
    from xinlu.flows.verification import count_all, verify

    with watched("核验", count_all()) as advance:
        flaws, state = verify(advance)
    show(state, flaws, as_json=as_json)
    raise SystemExit(1 if flaws else 0)


def show(state: dict[str, Any], flaws: list, *, as_json: bool) -> None:
    from xinlu.flows.verification import STATE_NAMES

    if as_json:
        show_json({"sound": not flaws, "state": state, "flaws": [flaw._asdict() for flaw in flaws]})
        return
    for flaw in flaws:
        click.echo(f"{flaw.where}：{flaw.what}\n  {flaw.remedy}")
    for name, value in state.items():
        click.echo(f"{STATE_NAMES[name]}\t{value}")
    click.echo(f"发现 {len(flaws)} 处不符。" if flaws else "核验无误。")
