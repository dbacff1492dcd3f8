"""xinlu withdraw"""

import click

from xinlu.flows.commands.platform import as_json, on_platform, show_json


@click.command()
@click.argument("record", help="信用记录的编号：见工作台记录页的“记录编号”和导出的清单")
@click.option("--reason", required=True, help="撤回的理由，会留存")
@as_json
@on_platform
def command(record: str, reason: str, as_json: bool) -> None:
    """撤回一条记录：立即从公示网站撤下。"""
    from django.utils import timezone

    from xinlu.archive import queries
    from xinlu.flows import withdrawal
    from xinlu.flows.reporting import at_terminal

    found, at = queries.record(record), timezone.now()
    withdrawal.withdraw(found.id, reason=reason, by=at_terminal(found.organisation), at=at)
    done = {"record": found.id, "withdrawn_at": at.isoformat()}
    show_json(done) if as_json else click.echo(f"已撤回 {found.id}。")
