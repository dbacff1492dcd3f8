"""xinlu zero"""

import click

from xinlu.flows.commands.platform import as_json, on_platform, show_json


@click.command()
@click.option("--item", required=True, help="目录项标识")
@click.option("--org", required=True, help="机构代码")
@click.option(
    "--period", required=True, help="没有数据的年、季、月或日，如 2026、2026-Q3、2026-10、2026-10-08"
)
@as_json
@on_platform
def command(item: str, org: str, period: str, as_json: bool) -> None:
    """零报告：说明本期没有数据。"""
    from django.utils import timezone

    from xinlu.flows import zero
    from xinlu.flows.receipts import receipt_shape
    from xinlu.flows.reporting import at_terminal

    by, at = at_terminal(org), timezone.now()
    submission = zero.report(item=item, organisation=org, period=period, by=by, at=at)
    if as_json:
        show_json(receipt_shape(submission.id))
    else:
        click.echo(f"已登记零报告 {submission.id}：{org} {item} {period}")
