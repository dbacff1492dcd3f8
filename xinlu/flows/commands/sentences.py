"""What an error says to whoever typed the command: one Chinese sentence, or nothing when it is a fault of ours."""

import re

EXPECTED = (ValueError, LookupError, PermissionError, RuntimeError)  # what our own refusals are made of
BARE = (KeyError, IndexError)  # what they say is a key, whatever it is written in
CHINESE = re.compile("[\u4e00-\u9fff]")
UNPREPARED = ("42P01", "42703")  # PostgreSQL's SQLSTATE for a table, a column that is not there
FORBIDDEN = "42501"
AT_TERMINAL = {  # what pages show is found with these
    "在“机构”页查找": "用 xinlu org list 查找",
    "请另选机构": "请用 xinlu org list 另选机构",
    "从信用信息目录里选择": "用 xinlu catalog 查看有哪些",
    "已吊销，请刷新页面": "已吊销，请用 xinlu token list 核对",
    "刷新页面查看最新状态": "用 xinlu submission show 查看最新状态",
}


def sentence_of(error: Exception) -> str:
    """What to tell of an error that is to be expected, "" of a fault of ours."""
    from django.db import Error

    from xinlu.flows.troubles import FULL, cause_of, is_full

    if is_full(error):
        return FULL
    if isinstance(error, Error):
        return of_database(error)
    if isinstance(error, OSError) and error.filename:
        return f"读写不了 {error.filename}：{cause_of(error)}；请检查路径和权限。"
    return at_terminal(first_line(error)) if is_refusal(error) else ""


def is_refusal(error: Exception) -> bool:
    expected = isinstance(error, EXPECTED) and type(error) not in BARE
    return expected and bool(CHINESE.search(first_line(error)))


def at_terminal(said: str) -> str:
    for page, command in AT_TERMINAL.items():
        said = said.replace(page, command)
    return said


def of_database(error: Exception) -> str:
    """Only tables that are missing are made by init."""
    from django.db import DataError, IntegrityError, InternalError, NotSupportedError, ProgrammingError

    from xinlu.flows.troubles import AWAY, state_of

    if state_of(error) in UNPREPARED or "no such table" in str(error) or "no such column" in str(error):
        return "数据库里还没有平台的表，或不是这个版本的；请先运行 xinlu init。"
    if "locked" in str(error):
        return AWAY
    faults = DataError | IntegrityError | InternalError | NotSupportedError | ProgrammingError
    if isinstance(error, faults) and state_of(error) != FORBIDDEN:
        return ""
    return f"数据库（{shown_database()}）连不上、读不了或写不进；请检查它是否在运行、是否已建库、地址和权限。"


def shown_database() -> str:
    """Where the database is, without its password."""
    from django.db import connection

    said = connection.settings_dict
    return str(said["NAME"]) if connection.vendor == "sqlite" else "{HOST}:{PORT}/{NAME}".format(**said)


def first_line(error: Exception) -> str:
    said = error.args[0] if error.args and isinstance(error.args[0], str) else error
    text = str(said).strip()
    return text.splitlines()[0] if text else type(error).__name__
