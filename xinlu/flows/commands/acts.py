"""xinlu acts"""

import click

from xinlu.flows.commands.platform import as_json, on_platform, show_json


@click.command()
@as_json
@on_platform
def command(as_json: bool) -> None:
    """逐条核验操作留痕的哈希链和检查点签名；有断裂时退出码为 1。"""
    from django.conf import settings

    from xinlu.events import queries

    breaks = queries.verify_chain(settings.SIGNER.public_key())
    if as_json:
        show_json({"intact": not breaks, "breaks": breaks})
    else:
        click.echo("\n".join(str(one) for one in breaks) or "操作留痕完整，检查点签名有效。")
    raise SystemExit(1 if breaks else 0)
