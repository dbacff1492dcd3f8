"""What the verbs share: the prepared platform, one way to print."""

import functools
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from xinlu.flows.commands.refusals import refuse, refuse_or_explain
from xinlu.flows.commands.sentences import CHINESE, first_line

as_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON")
HOST = click.option(
    "--host", default="127.0.0.1", show_default=True, help="在本机的哪个地址上提供网站；0.0.0.0 为全部"
)
PORT = click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="网站的端口"
)
PATHS = click.Path(path_type=Path, readable=False)  # whether they can be read is told where they are read
NUMBERS = click.IntRange(1, 2**63 - 1)  # of rows, as the database counts them


def on_platform(verb: Callable) -> Callable:
    """For verbs that need a platform: without one they say so, and leave nothing behind."""

    @functools.wraps(verb)
    def checked(*args: Any, **options: Any) -> Any:
        if not has_home():
            refuse(f"XINLU_HOME（{shown_home()}）里还没有平台；请检查路径，或先运行 xinlu init。")
        if is_unfinished():
            refuse(
                f"XINLU_HOME（{shown_home()}）的恢复没有完成，不能使用；请删去它，重新运行 xinlu restore。"
            )
        return verb(*args, **options)

    return on_new_platform(checked)


def on_new_platform(verb: Callable) -> Callable:
    """Sets Django up and turns expected errors into one Chinese sentence and exit code 2."""

    @functools.wraps(verb)
    def wrapped(*args: Any, **options: Any) -> Any:
        prepare()
        try:
            return verb(*args, **options)
        except BrokenPipeError:  # no fault: whoever reads has seen enough
            raise
        except Exception as error:
            refuse_or_explain(error)

    return wrapped


def prepare() -> None:
    """Django, or one sentence on what of the surroundings is wrong."""
    import django

    try:
        django.setup()
    except Exception as error:
        said = first_line(error)
        refuse(
            said
            if CHINESE.search(said)
            else f"平台的设置不能用（{type(error).__name__}）；请检查各个 XINLU_ 环境变量。"
        )


def has_home() -> bool:
    """Whether a platform was ever prepared here. Looking creates nothing."""
    from django.conf import settings
    from django.db import connection

    in_file = connection.vendor == "sqlite" and not connection.is_in_memory_db()
    return settings.KEYS.is_dir() and (not in_file or os.path.exists(connection.settings_dict["NAME"]))


def is_unfinished() -> bool:
    from django.conf import settings

    return settings.UNFINISHED.exists()


def require_founded() -> None:
    """For what goes on running: a website without tables or keys would answer each page with a fault."""
    from django.conf import settings

    from xinlu.flows.founding import is_founded

    if not is_founded():
        refuse("数据库还没有准备好，或不是这个版本的；请先运行 xinlu init。")
    settings.READ_KEYS(settings.KEYS)


def shown_home() -> str:
    from django.conf import settings

    return str(settings.HOME)


def read_day(text: str) -> date:
    """A day as people write it. Exit code 2 with a sentence when it is none."""
    from xinlu.kernel import dates

    try:
        return dates.parse(text)
    except ValueError as error:
        refuse(str(error))


@contextmanager
def watched(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on stderr, told of steps as they are done."""
    with click.progressbar(length=total, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield bar.update


def show_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
