"""Accounts of the sample province, one of each role, all with the same printed password."""

from dataclasses import dataclass
from datetime import datetime

from xinlu.accounts import actions, queries
from xinlu.accounts.contracts import Role
from xinlu.events.contracts import SYSTEM

PASSWORD = "Fujian-2026-demo"


@dataclass(frozen=True)
class Account:
    username: str
    name: str
    organisation: str
    role: Role
    does: str


ACCOUNTS = (
    Account("xiaolin", "林晓", "350203", Role.CLERK, "县区报送员：上传、改错、零报告"),
    Account("xiaochen", "陈复核", "350203", Role.CLERK, "县区报送员：复核同事录入的记录"),
    Account("xiamen", "苏管理", "350200", Role.STEWARD, "地市数据管理员：本市的待处理区与目录扩展"),
    Account("shuju", "黄数据", "350000", Role.STEWARD, "省级数据管理员：待处理区、匹配、目录"),
    Account("anjian", "郑经办", "350000", Role.CASE_OFFICER, "经办人：查档案、暂缓公示"),
    Account("pingjia", "王评价", "350000", Role.EVALUATOR, "评价员：查档案"),
    Account("shenji", "叶审计", "350000", Role.AUDITOR, "审计员：及时率、操作留痕"),
    Account("admin", "系统管理员", "350000", Role.ADMINISTRATOR, "系统管理员：机构、用户、令牌、日历"),
)


def open_accounts(*, at: datetime) -> None:
    """Opens those that do not exist yet."""
    for account in ACCOUNTS:
        if queries.user_named(account.username) is None:
            open_account(account, at=at)


def open_account(account: Account, *, at: datetime) -> None:
    user = actions.create_user(
        username=account.username,
        name=account.name,
        organisation=account.organisation,
        password=PASSWORD,
        by=SYSTEM,
        at=at,
        must_change_password=False,
    )
    actions.grant_role(user_id=user, role=account.role, organisation=account.organisation, by=SYSTEM, at=at)
