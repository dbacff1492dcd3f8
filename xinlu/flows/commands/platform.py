"""What the verbs share: the prepared platform, one way to print, one way to fail."""

import functools
import json
import traceback
from collections.abc import Callable
from typing import Any, NoReturn

import click

as_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON")


def on_platform(verb: Callable) -> Callable:
    """Sets Django up and turns expected errors into one Chinese sentence and exit code 2."""

    @functools.wraps(verb)
    def wrapped(*args: Any, **options: Any) -> Any:
        import django

        django.setup()
        from django.db import OperationalError, ProgrammingError

        try:
            return verb(*args, **options)
        except (OperationalError, ProgrammingError) as error:
            refuse(f"数据库不可用或尚未准备：{first_line(error)} 请先运行 xinlu init。")
        except (ValueError, LookupError, PermissionError) as error:
            refuse(first_line(error))
        except Exception:
            explain_failure()

    return wrapped


def explain_failure() -> NoReturn:
    """A fault of ours: the details go to a file, the user is told where. Exit code 3."""
    from django.conf import settings

    path = settings.HOME / "errors.log"
    with path.open("a", encoding="utf-8") as log:
        traceback.print_exc(file=log)
    click.echo(f"平台内部错误，没有完成；详情记在 {path}，请交给平台管理员。", err=True)
    raise SystemExit(3)


def first_line(error: Exception) -> str:
    text = str(error.args[0] if error.args else error).strip()
    return text.splitlines()[0] if text else type(error).__name__


def refuse(message: str) -> NoReturn:
    """Say what is wrong and stop with exit code 2."""
    click.echo(message, err=True)
    raise SystemExit(2)


def show_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
