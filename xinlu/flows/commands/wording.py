"""What was wrong with a command line, in Chinese: click says it in English."""

import re

import click

KINDS = {
    click.exceptions.NoSuchCommand: "没有“{name}”这个命令",
    click.NoSuchOption: "没有 {name} 这个选项",
    click.MissingParameter: "缺少 {name}",
    click.BadParameter: "{name} 的值不对{given}",
    click.BadOptionUsage: "选项 {name} {value}",
    click.BadArgumentUsage: "参数用法不对",
    click.FileError: "文件不能打开：{name}",
}
NUMBERS = {"integer": "，须为整数", "float": "，须为数"}
EXTRA = re.compile(r"extra arguments? \((.*)\)")


def explain(error: click.ClickException) -> str:
    """One sentence on what is wrong and where the help is."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "xinlu"
    return f"{what_of(error)}。用法见 {path} --help。"


def what_of(error: click.ClickException) -> str:
    """What click keeps nowhere else is read from its message."""
    if more := EXTRA.search(error.message):
        return f"多出了 {more[1]}"
    pattern = next((text for kind, text in KINDS.items() if isinstance(error, kind)), "命令行不能识别")
    return pattern.format(name=name_of(error), given=given_in(error), value=value_of(error))


def name_of(error: click.ClickException) -> str:
    """The option or argument in question, as it is typed."""
    parameter = getattr(error, "param", None)
    if parameter is not None:
        return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.make_metavar(error.ctx)
    names = ("command_name", "option_name", "filename")
    return next((said for name in names if (said := getattr(error, name, ""))), "")


def value_of(error: click.ClickException) -> str:
    return "不带值" if "not take a value" in error.message else "后面要有值"


def given_in(error: click.ClickException) -> str:
    """What may be given instead, where that is a list or a range."""
    kind = getattr(getattr(error, "param", None), "type", None)
    if isinstance(kind, click.Choice):
        return f"，可填 {'、'.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        return f"，须为 {kind.min} {'以上' if kind.max is None else f'到 {kind.max} '}的整数"
    return NUMBERS.get(getattr(kind, "name", ""), "")
