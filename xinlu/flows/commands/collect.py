"""xinlu collect"""

from pathlib import Path
from typing import NoReturn

import click

from xinlu.collection.contracts import ONLY_TABLE, Mode
from xinlu.flows.commands.platform import PATHS, as_json, on_platform, show_json
from xinlu.flows.commands.refusals import refuse


@click.command()
@click.argument("file", type=PATHS)
@click.option("--item", required=True, help="目录项标识，如 admin-penalty")
@click.option("--org", required=True, help="报送机构代码，如 350200")
@click.option(
    "--mode",
    type=click.Choice(["incremental", "full"]),
    default="incremental",
    show_default=True,
    help="incremental 增量：只增加和更正；full 全量：文件就是本机构这一项的全部，其中没有的现有记录会撤下",
)
@click.option("--corrects", metavar="SUBMISSION", default="", help="改正后重报退回行时，填原报送编号")
@as_json
@on_platform
def command(file: Path, item: str, org: str, mode: str, corrects: str, as_json: bool) -> None:
    """报送一个文件，一直运行到结束并打印回执。有错误行时退出码为 1，文件不能用时为 2。"""
    from xinlu.flows.receipts import receipt_shape
    from xinlu.flows.reporting import report

    if not file.is_file():
        refuse(f"{file} 是目录，请给出一个文件。" if file.is_dir() else f"找不到文件 {file}；请检查路径。")
    submission = report(file, item=item, organisation=org, mode=Mode(mode), corrects=corrects)
    tell(receipt_shape(submission.id), as_json=as_json)


def tell(shape: dict, *, as_json: bool) -> NoReturn:
    """The receipt, and what it means to a script."""
    show_json(shape) if as_json else show(shape)
    raise SystemExit(exit_code(shape))


def exit_code(shape: dict) -> int:
    if shape["status"] == "refused":
        return 2
    return 1 if shape["rejected"] or shape["status"] != "concluded" else 0


def show(shape: dict) -> None:
    click.echo(f"报送 {shape['submission']}：{shape['status_name']}")
    click.echo(f"共 {shape['rows']} 行，接收 {shape['accepted']} 行，退回 {shape['rejected']} 行。")
    if shape["reason"] and shape["status"] != "refused":
        click.echo(shape["reason"])
    if shape["status"] == "held":
        click.echo(f"核对无误后运行 xinlu submission confirm {shape['submission']}；有误则 refuse。")
    for finding in shape["findings"]:
        where = f"{place_of(finding)} {finding['field_name']}".strip()
        click.echo(f"  {where}（{finding['rule']}）：{finding['message']}")
    click.echo(f"文件摘要 {shape['digest']}")


def place_of(finding: dict) -> str:
    sheet, row = finding["sheet"], finding["row"]
    named = f"工作表“{sheet}”" if sheet not in ("", ONLY_TABLE) else ""
    return named + (f"第 {row} 行" if row else "") or "整个文件"
