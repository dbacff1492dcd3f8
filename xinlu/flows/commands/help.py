"""Help in Chinese: what click itself writes around our words; and of every wrong line, whose help it is."""

import re
from typing import Any

import click

WORDS = {
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示这段说明",
}
EXTRA = re.compile(r"\[[^\[\]]*(default: |required|x[<>]=)[^\[\]]*\]$")
IN_EXTRA = (
    (re.compile(r"default: "), "默认 "),
    (re.compile(r"required"), "必填"),
    (re.compile(r"(\d+)<=x<=(\d+)"), r"\1 到 \2"),
    (re.compile(r"x>=(\d+)"), r"\1 以上"),
    (re.compile(r"; "), "；"),
)


class Help(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        args = args.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 [参数]...")
        super().write_usage(prog, args, "用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{WORDS.get(heading, heading)}：\n")

    def write_dl(self, rows: Any, *shape: int) -> None:
        super().write_dl([(term, in_chinese(text)) for term, text in rows], *shape)


def in_chinese(text: str) -> str:
    return WORDS.get(text) or EXTRA.sub(lambda extra: replace_all(extra.group()), text)


def replace_all(extra: str) -> str:
    for pattern, word in IN_EXTRA:
        extra = pattern.sub(word, extra)
    return extra


class Terminal(click.Context):
    formatter_class = Help

    def __exit__(self, kind: Any, error: Any, trace: Any) -> Any:
        if isinstance(error, click.UsageError) and error.ctx is None:
            error.ctx = self
        return super().__exit__(kind, error, trace)
