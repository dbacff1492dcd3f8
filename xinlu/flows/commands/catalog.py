"""xinlu catalog"""

import click

from xinlu.flows.commands.platform import as_json, on_platform, show_json


@click.command()
@click.argument("identifier", required=False)
@as_json
@on_platform
def command(identifier: str | None, as_json: bool) -> None:
    """列出目录项；给出标识则列出它的字段。"""
    from dataclasses import asdict

    from xinlu.catalog import queries

    if identifier is None:
        items = queries.items()
        rows = [{"identifier": item.identifier, "name": item.name, "version": item.version} for item in items]
        lines = [f"{row['identifier']:<28}第 {row['version']} 版  {row['name']}" for row in rows]
        return show_json(rows) if as_json else click.echo("\n".join(lines))
    item = queries.item(identifier)
    if as_json:
        return show_json(asdict(item))
    for field in item.fields:
        click.echo(f"{field.identifier:<16}{'必填' if field.required else '    '}  {field.name}")
    return None
