"""xinlu acts"""

import click

from xinlu.flows.commands.platform import as_json, on_platform, show_json


@click.command()
@as_json
@on_platform
def command(as_json: bool) -> None:
    """逐条核验操作留痕的哈希链和检查点签名；有断裂时退出码为 1。"""
    from dataclasses import asdict

    from django.conf import settings

    from xinlu.events import queries

    breaks = queries.verify_chain(settings.SIGNER.public_key())
    if as_json:
        show_json({"intact": not breaks, "breaks": [asdict(one) for one in breaks]})
    else:
        lines = [f"第 {one.sequence} 条：{one.reason}" for one in breaks]
        click.echo("\n".join(lines) or "操作留痕完整，检查点签名有效。")
    raise SystemExit(1 if breaks else 0)
