"""The `xinlu` command. Each verb is a module of this package, loaded only when it is used."""

import importlib
import os
import sys
from collections.abc import Mapping
from typing import Any

import click

from xinlu.flows.commands.help import Terminal
from xinlu.flows.commands.wording import explain

click.Command.context_class = Terminal

VERBS: Mapping[str, str] = {
    "init": "准备一个空平台：目录、区划、机构",
    "serve": "启动网站（可同时启动后台任务）",
    "worker": "启动后台任务",
    "demo": "装入样例数据并启动，账号打印在屏幕上",
    "sample": "装入合成的样例省份",
    "generate": "生成任意规模的合成省份文件，带差错答案",
    "collect": "报送一个文件并打印回执",
    "submission": "查看报送，确认或退回暂停的报送",
    "withdraw": "撤回一条记录",
    "zero": "零报告：本期无数据",
    "code": "检验代码、证件号、车牌",
    "workday": "推算工作日",
    "region": "查行政区划",
    "catalog": "查看目录",
    "subject": "查信用主体",
    "clock": "公示及时率",
    "org": "机构：列出、增设、更名、撤销、更正代码、核实",
    "user": "用户与授权",
    "token": "接口令牌",
    "acts": "操作留痕：核验哈希链",
    "verify": "核验整个平台是否完整一致",
    "backup": "备份整个平台，运行中也可以",
    "restore": "从备份恢复成一个新的平台",
    "keys": "轮换加密密钥",
    "jobs": "查看与重试后台任务",
}


class Verbs(click.Group):
    """Reads a verb's module on first use: `xinlu code` needs no web framework."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in VERBS:
            return None
        command = importlib.import_module(f"{__name__}.{name}").command
        command.short_help = VERBS[name]
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """A reader that leaves early (`| head`) is no fault: what is not read is not written."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(0) from None

    def main(self, *args: Any, **options: Any) -> Any:
        """As click does it, but what is wrong with the line is said in Chinese. Exit code 2 then."""
        try:
            raise SystemExit(super().main(*args, **(options | {"standalone_mode": False})) or 0)
        except click.exceptions.NoArgsIsHelpError as asked:
            asked.show()
            raise SystemExit(2) from None
        except click.ClickException as error:
            click.echo(explain(error), err=True)
            raise SystemExit(2) from None
        except (click.Abort, KeyboardInterrupt):
            click.echo("已中止。", err=True)
            raise SystemExit(2) from None


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
def xinlu() -> None:
    """信路：省级交通运输信用信息共享平台。

    数据放在 XINLU_HOME（默认 ./var），数据库由 XINLU_DATABASE 指定（默认其中的 SQLite）。

    退出码：0 正常，1 有发现，2 输入有误，3 平台内部错误。
    """
