"""What keeps the platform from going on that is nobody's fault here: a full disk, a database away, a file lost.

The one place that knows such errors; worker, command line, pages and open interface say the same sentence.
"""

import errno
from enum import Enum
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, connection

from xinlu.kernel.sealing import SealBroken

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
CAUSES = dict.fromkeys(NO_ROOM, "磁盘已满") | {
    errno.ENOENT: "没有这个文件或目录",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "不是目录",
    errno.EISDIR: "是目录，不是文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "名称太长",
}
FULL_STATES = ("53100",)  # PostgreSQL's SQLSTATE for a full disk
AWAY_STATES = ("08", "57")  # connection lost, shut down, starting up
FULL = (
    "磁盘已满，没有收下任何不完整的数据；请系统管理员腾出空间，正在处理的报送会自动继续，本次操作请稍后再试。"
)
AWAY = "数据库暂时连不上，没有收下任何不完整的数据；请稍后再试，正在处理的报送会自动继续。"
LOST = (
    "文件库中的文件丢失或损坏，平台读不了；已入档的行不受影响。"
    "请系统管理员从备份找回后运行 xinlu jobs --retry，或由报送单位原样重新报送这个文件。"
)


class Course(Enum):
    """What becomes of a job that an error stopped."""

    AGAIN = "try again a few times"
    WAIT = "go on as soon as it can be"
    STOP = "trying again changes nothing"


def judge(error: BaseException) -> tuple[Course, str]:
    """The course to take, and why: a sentence where there is one, else the kind of error."""
    if said := obstacle(error):
        return Course.WAIT, said
    if isinstance(error, SealBroken):
        return Course.STOP, LOST
    return Course.AGAIN, type(error).__name__


def obstacle(error: BaseException) -> str:
    """The sentence for what will pass once somebody has seen to it, "" for any other error."""
    if is_full(error):
        return FULL
    return AWAY if is_away(error) else ""


def cause_of(error: OSError) -> str:
    """Why a path cannot be used, as the end of a sentence; a number where there is no word for it."""
    return CAUSES.get(error.errno, f"系统错误 {error.errno}")


def is_full(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    if not isinstance(error, DatabaseError):
        return False
    return state_of(error) in FULL_STATES or "disk is full" in str(error) or "disk I/O error" in str(error)


def is_away(error: BaseException) -> bool:
    """SQLite is never away, but may be locked for longer than anybody should wait."""
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    if connection.vendor == "sqlite":
        return "locked" in str(error)
    state = state_of(error)
    return state is None or state.startswith(AWAY_STATES)


def state_of(error: BaseException) -> Any:
    return getattr(error.__cause__, "sqlstate", None)
