"""xinlu submission"""

import click

from xinlu.flows.commands.collect import tell
from xinlu.flows.commands.platform import as_json, on_platform, show_json

# As collection names them; written out, so that the help needs no platform.
STATUSES = ("received", "processing", "held", "concluded", "refused")


@click.group()
def command() -> None:
    """查看报送；确认或退回因行数异常而暂停的报送。"""


@command.command(name="list")
@click.option("--org", default="", help="报送机构代码；不给为全部")
@click.option("--item", default="", help="目录项标识；不给为全部")
@click.option("--status", type=click.Choice(STATUSES), help="只列这种状态的；held 为暂停待确认")
@as_json
@on_platform
def list_all(org: str, item: str, status: str | None, as_json: bool) -> None:
    """列出报送，最近的在前；有等待确认的，退出码为 1。"""
    from xinlu.accounts import queries as accounts
    from xinlu.catalog import queries as catalog
    from xinlu.collection import queries
    from xinlu.collection.contracts import SubmissionFilter
    from xinlu.flows.receipts import summary_shape

    within = frozenset({accounts.organisation(org).code}) if org else None
    if item:
        catalog.item(item)  # a mistyped one is told, as a mistyped organisation is
    wanted = SubmissionFilter(within, item=item, status=status or "")
    shapes = [
        {**summary_shape(one), "filename": one.filename, "received_at": one.received_at.isoformat()}
        for one in queries.iterate_submissions(wanted)
    ]
    if as_json:
        show_json(shapes)
    for shape in [] if as_json else shapes:
        counts = f"{shape['rows']} 行  接收 {shape['accepted']}  退回 {shape['rejected']}"
        words = ("submission", "status_name", "organisation", "item", "filename")
        click.echo("\t".join([*(shape[word] for word in words), counts]))
    raise SystemExit(1 if any(shape["status"] == "held" for shape in shapes) else 0)


@command.command()
@click.argument("submission")
@as_json
@on_platform
def show(submission: str, as_json: bool) -> None:
    """打印回执和全部问题；退出码同 collect：有退回的行或尚未办结为 1，文件未能接收为 2。"""
    from xinlu.flows.receipts import receipt_shape

    tell(receipt_shape(submission), as_json=as_json)


@command.command()
@click.argument("submission")
@as_json
@on_platform
def confirm(submission: str, as_json: bool) -> None:
    """核对文件完整之后，让暂停的报送继续，运行到结束并打印回执；退出码同 collect。"""
    from xinlu.flows.receipts import receipt_shape
    from xinlu.flows.reporting import confirm

    tell(receipt_shape(confirm(submission).id), as_json=as_json)


@command.command()
@click.argument("submission")
@click.option("--reason", required=True, help="退回的理由，写在回执上")
@as_json
@on_platform
def refuse(submission: str, reason: str, as_json: bool) -> None:
    """整份退回暂停的报送，不收取任何数据；退回成功时退出码为 0。"""
    from xinlu.flows.receipts import receipt_shape
    from xinlu.flows.reporting import refuse

    done = refuse(submission, reason)
    if as_json:
        show_json(receipt_shape(done.id))
    else:
        click.echo(f"已整份退回 {done.id}。")
