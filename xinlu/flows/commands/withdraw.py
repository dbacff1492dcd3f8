"""xinlu withdraw"""

import click

from xinlu.flows.commands.platform import on_platform


@click.command()
@click.argument("record")
@click.option("--reason", required=True, help="撤回的理由，会留存")
@on_platform
def command(record: str, reason: str) -> None:
    """撤回一条记录：立即从公示网站撤下。"""
    from django.utils import timezone

    from xinlu.archive import queries
    from xinlu.flows import withdrawal
    from xinlu.flows.reporting import at_terminal

    found = queries.record(record)
    by = at_terminal(found.organisation)
    withdrawal.withdraw(found.id, reason=reason, by=by, at=timezone.now())
    click.echo(f"已撤回 {found.id}。")
