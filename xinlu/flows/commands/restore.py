"""xinlu restore"""

import os
from pathlib import Path
from typing import Any

import click

from xinlu.flows.commands.platform import PATHS, as_json, on_new_platform, show_json, watched
from xinlu.flows.commands.refusals import refuse


@click.command()
@click.argument("folder", metavar="FROM", type=PATHS)
@click.option("--into", "home", required=True, type=PATHS, help="新的 XINLU_HOME，应为空或还没有")
@click.option("--keys", required=True, type=PATHS, help="另行保管的 keys 目录")
@as_json
def command(folder: Path, home: Path, keys: Path, as_json: bool) -> None:
    """把备份恢复成一个新的平台，再核验一遍；总数、根哈希不同或核验有不符时退出码为 1。

    数据库由 XINLU_DATABASE 指定（默认是新目录里的 SQLite），应为空；SQLite 与 PostgreSQL 的备份可以互相恢复。
    """
    os.environ["XINLU_HOME"] = str(home.resolve())
    bring_back(folder, home, keys, as_json)


@on_new_platform
def bring_back(folder: Path, home: Path, keys: Path, as_json: bool) -> None:
    from xinlu.flows.actions.restoring import restore
    from xinlu.flows.backup.manifest import check_parts, read_manifest
    from xinlu.flows.verification import count_all, verify

    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        refuse(f"{home} 里已经有东西，或者不是目录；恢复不覆盖，请给一个空目录。")
    manifest = read_manifest(folder)
    check_parts(folder, manifest)
    total = sum(manifest.tables.values()) + manifest.state["files"]
    with watched("恢复", total) as advance:
        restore(folder, manifest, keys, advance)
    with watched("核验", count_all()) as advance:
        flaws, state = verify(advance)
    tell(manifest.state, state, flaws, as_json)


def tell(before: dict[str, Any], after: dict[str, Any], flaws: list, as_json: bool) -> None:
    same = before == after
    if as_json:
        show_json(
            {"same": same, "before": before, "after": after, "flaws": [flaw._asdict() for flaw in flaws]}
        )
    else:
        show(before, after, flaws)
    raise SystemExit(0 if same and not flaws else 1)


def show(before: dict[str, Any], after: dict[str, Any], flaws: list) -> None:
    from xinlu.flows.verification import STATE_NAMES

    for name, value in after.items():
        said = "相同" if before[name] == value else f"备份时为 {before[name]}"
        click.echo(f"{STATE_NAMES[name]}\t{value}\t{said}")
    for flaw in flaws:
        click.echo(f"{flaw.where}：{flaw.what}\n  {flaw.remedy}")
    same = "总数和根哈希与备份相同" if before == after else "总数或根哈希与备份不同，请不要启用"
    click.echo(f"{same}，核验{f'发现 {len(flaws)} 处不符' if flaws else '无误'}。")
