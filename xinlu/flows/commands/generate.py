"""xinlu generate"""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from xinlu.flows.commands.platform import PATHS, as_json, read_day, show_json, watched
from xinlu.flows.commands.refusals import refuse


@click.command()
@click.option("--enterprises", default=5_000, show_default=True, help="企业和个体工商户数")
@click.option("--people", default=25_000, show_default=True, help="从业人员数")
@click.option("--records", default=100_000, show_default=True, help="许可、处罚、检查、行为的总行数")
@click.option("--faults", default=0.02, show_default=True, help="埋入差错的行所占的比例")
@click.option("--seed", default=20170901, show_default=True, help="同一种子得到同样的文件")
@click.option("--out", "folder", required=True, type=PATHS, help="写到哪个目录，应为空或还没有")
@click.option("--on", "day", help="以哪一天为今天（默认为今天），如 2026-11-20")
@click.option("--only", multiple=True, help="只要哪几种文件，如 admin-penalty、admin-penalty-2016；可写多次")
@click.option("--org", "organisation", default="", help="全部由一个机构报送，如 350100；默认各市报各市的")
@click.option("--rows-per-file", default=500_000, show_default=True, help="一个文件最多多少行")
@as_json
def command(folder: Path, day: str | None, only: tuple[str, ...], as_json: bool, **sizes) -> None:
    """生成一个合成省份各市报送的文件，带埋好的差错和答案；企业、人员、证号全部虚构。占用内存不随规模增长。"""
    from xinlu.flows.generation.plan import Plan
    from xinlu.flows.generation.province import count_rows, generate

    try:
        plan = Plan(on=read_day(day) if day else date.today(), only=only, **sizes)
        with watched("生成", count_rows(plan)) as advance:
            made = list(generate(plan, folder, advance))
    except ValueError as error:
        refuse(str(error))
    except OSError:
        refuse(f"写不进 {folder}：请检查路径、权限和剩余空间；写了一半的目录请清空后重来。")
    show_json(summary(made)) if as_json else show(folder, made)


def summary(made: list) -> dict:
    return {
        "rows": sum(each.rows for each in made),
        "faults": sum(each.faults for each in made),
        "files": [asdict(each) for each in made],
    }


def show(folder: Path, made: list) -> None:
    rows, faults = sum(each.rows for each in made), sum(each.faults for each in made)
    click.echo(
        f"{folder}：{len(made)} 个文件，{rows} 行，埋入 {faults} 处差错（答案在 {folder / 'truth'}）。"
    )
