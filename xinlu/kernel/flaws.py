"""What an inspection of the platform finds, in the words of whoever has to mend it."""

from collections.abc import Callable
from typing import NamedTuple

Advance = Callable[[int], None]  # told how many more were looked at


class Flaw(NamedTuple):
    """One thing that does not hold. All three in Chinese: where it is, what is wrong, what to do."""

    where: str
    what: str
    remedy: str


def go_on(_: int) -> None:
    """Nobody watches."""


RESTORE = "请停止写入，从最近一次核验无误的备份恢复（xinlu restore）。"
TAMPERED = "请停止写入，查明谁改动过数据库，再从最近一次核验无误的备份恢复（xinlu restore）。"
