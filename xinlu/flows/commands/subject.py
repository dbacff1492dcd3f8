"""xinlu subject"""

import click

from xinlu.flows.commands.platform import as_json, on_platform, show_json


@click.command()
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True, help="最多列出几个")
@as_json
@on_platform
def command(text: str, limit: int, as_json: bool) -> None:
    """按名称、名称的一部分、代码或拼音首字母查法人和个体工商户；没有找到时退出码为 1。"""
    from xinlu.subjects import queries
    from xinlu.subjects.contracts import Query

    found = queries.search(Query(text=text), limit=limit, most=limit)
    rows = [{"id": one.id, "name": one.name, "uscc": one.uscc, "region": one.region} for one in found.rows]
    if as_json:
        show_json({"total": found.total, "more": found.more, "subjects": rows})
    for row in [] if as_json else rows:
        click.echo(f"{row['id']}  {row['uscc'] or '—':<18}  {row['name']}")
    if not rows and not as_json:
        click.echo(f"没有找到“{text}”；请换个写法，或用统一社会信用代码查。", err=True)
    raise SystemExit(0 if rows else 1)
