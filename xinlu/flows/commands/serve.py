"""xinlu serve"""

import click

from xinlu.flows.commands.platform import HOST, PORT, on_platform, require_founded


@click.command()
@HOST
@PORT
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="网站进程数")
@click.option("--worker", "with_worker", is_flag=True, help="同时启动后台任务；两者一起停止")
@on_platform
def command(host: str, port: int, workers: int, with_worker: bool) -> None:
    """启动网站。按 Ctrl-C 停止。"""
    from xinlu.flows.serving import serve

    require_founded()
    raise SystemExit(serve(host, port, web_processes=workers, with_worker=with_worker))
