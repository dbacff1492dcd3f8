"""What the verbs share: the prepared platform, one way to print, one way to fail."""

import functools
import json
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, NoReturn

import click

as_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON")
PORTS = click.IntRange(1, 65535)
NUMBERS = click.IntRange(1, 2**63 - 1)  # of rows, as the database counts them
CHINESE = re.compile("[\u4e00-\u9fff]")


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
        from django.db import OperationalError, ProgrammingError

        from xinlu.flows.troubles import FULL, is_full

        try:
            return verb(*args, **options)
        except (OperationalError, ProgrammingError) as error:
            if is_full(error):
                refuse(FULL)
            refuse(f"数据库不可用或尚未准备：{first_line(error)} 请先运行 xinlu init。")
        except BrokenPipeError:  # no fault: whoever reads has seen enough
            raise
        except (ValueError, LookupError, PermissionError, RuntimeError) as error:
            if not CHINESE.search(first_line(error)):  # none of our sentences: a fault, not a refusal
                explain_failure()
            refuse(first_line(error))
        except Exception as error:
            if is_full(error):
                refuse(FULL)
            explain_failure()

    return wrapped


def prepare() -> None:
    """Django, or one sentence on what of the surroundings is wrong."""
    import django

    try:
        django.setup()
    except Exception as error:
        home, database = (os.environ.get(name) or "默认" for name in ("XINLU_HOME", "XINLU_DATABASE"))
        shown = re.sub(r"//[^@/]*@", "//***@", database)
        refuse(
            f"平台的设置不能用，请检查 XINLU_HOME（{home}）和 XINLU_DATABASE（{shown}）：{first_line(error)}"
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
    """For what goes on running: a website without tables would answer each page with a fault."""
    from xinlu.flows.founding import is_founded

    if not is_founded():
        refuse("数据库还没有准备好，或不是这个版本的；请先运行 xinlu init。")


def shown_home() -> str:
    from django.conf import settings

    return str(settings.HOME)


def explain_failure() -> NoReturn:
    """A fault of ours: the details go to a file, the user is told where. Exit code 3."""
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


def first_line(error: Exception) -> str:
    said = error.args[0] if error.args and isinstance(error.args[0], str) else error
    text = str(said).strip()
    return text.splitlines()[0] if text else type(error).__name__


def read_day(text: str) -> date:
    """A day as people write it. Exit code 2 with a sentence when it is none."""
    from xinlu.kernel import dates

    try:
        return dates.parse(text)
    except ValueError as error:
        refuse(str(error))


def refuse(message: str) -> NoReturn:
    """Say what is wrong and stop with exit code 2."""
    click.echo(message, err=True)
    raise SystemExit(2)


@contextmanager
def watched(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on stderr, told of steps as they are done."""
    with click.progressbar(length=total, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield bar.update


def show_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
