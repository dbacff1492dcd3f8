"""How the verbs fail: one Chinese sentence and exit code 2; for a fault of ours, a private file and exit code 3."""

import os
import traceback
from typing import NoReturn

import click

from xinlu.flows.commands.sentences import sentence_of


def refuse(message: str) -> NoReturn:
    """Say what is wrong and stop with exit code 2."""
    click.echo(message, err=True)
    raise SystemExit(2)


def refuse_or_explain(error: Exception) -> NoReturn:
    """Exit code 2 for what is to be expected, 3 for a fault of ours."""
    if sentence := sentence_of(error):
        refuse(sentence)
    explain_failure()


def explain_failure() -> NoReturn:
    """The details go to a file, the user is told where."""
    from django.conf import settings

    path = settings.HOME / "errors.log"
    where = f"详情记在 {path}，请交给平台管理员。"
    try:
        with open(path, "a", encoding="utf-8", opener=privately) as log:
            traceback.print_exc(file=log)
    except OSError:
        where = f"详情也没能记入 {path}，请检查磁盘和目录权限后再试。"
    click.echo(f"平台内部错误，没有完成；{where}", err=True)
    raise SystemExit(3)


def privately(path: str, flags: int) -> int:
    """Opens for the owner alone: an error may quote what it stumbled over."""
    return os.open(path, flags, 0o600)
