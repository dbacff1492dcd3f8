"""Accounts of the sample province: one of each role with a printed password, and the clerks of every authority."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from xinlu.accounts import actions, queries
from xinlu.accounts.contracts import Role
from xinlu.events.contracts import SYSTEM
from xinlu.flows.sample.population import make_name
from xinlu.kernel.regions import CITIES

PASSWORD = "Fujian-2026-demo"


@dataclass(frozen=True)
class Account:
    """password None: nobody can sign in until an administrator sets one."""

    username: str
    name: str
    organisation: str
    role: Role
    does: str
    password: str | None = PASSWORD


ACCOUNTS = (
    Account("xiaolin", "林晓", "350203", Role.CLERK, "县区报送员：上传、改错、零报告"),
    Account("xiaochen", "陈雅婷", "350203", Role.CLERK, "县区报送员：复核同事录入的记录"),
    Account("xiamen", "苏文辉", "350200", Role.STEWARD, "地市数据管理员：本市的待处理区与目录扩展"),
    Account("shuju", "黄志远", "350000", Role.STEWARD, "省级数据管理员：待处理区、匹配、目录"),
    Account("anjian", "郑海燕", "350000", Role.CASE_OFFICER, "经办人：查档案、暂缓公示"),
    Account("pingjia", "王丽华", "350000", Role.EVALUATOR, "评价员：查档案"),
    Account("shenji", "叶国栋", "350000", Role.AUDITOR, "审计员：及时率、操作留痕"),
    Account("admin", "吴启明", "350000", Role.ADMINISTRATOR, "系统管理员：机构、用户、令牌、日历"),
)


def make_accounts(random: Random, organisations: Iterable[str]) -> Iterator[Account]:
    """ACCOUNTS, a clerk of each organisation that has none among them, a case officer of each city."""
    yield from ACCOUNTS
    for code in sorted(organisations):
        if clerk_of(code) not in {account.username for account in ACCOUNTS}:
            yield Account(clerk_of(code), make_name(random), code, Role.CLERK, "报送员", None)
        if code in CITIES:
            yield Account(officer_of(code), make_name(random), code, Role.CASE_OFFICER, "经办人", None)


def clerk_of(organisation: str) -> str:
    """User name of who reports for it."""
    first = ACCOUNTS[0]
    return first.username if organisation == first.organisation else f"bs{organisation}"


def officer_of(city: str) -> str:
    """User name of who holds publications back in the city; the province has its own."""
    return f"jb{city}" if city in CITIES else "anjian"


def open_accounts(accounts: Iterable[Account], *, at: datetime) -> None:
    """Opens those that do not exist yet."""
    for account in accounts:
        if queries.user_named(account.username) is None:
            open_account(account, at=at)


def open_account(account: Account, *, at: datetime) -> None:
    user = actions.create_user(
        username=account.username,
        name=account.name,
        organisation=account.organisation,
        password=account.password,
        by=SYSTEM,
        at=at,
        must_change_password=account.password is None,
    )
    actions.grant_role(user_id=user, role=account.role, organisation=account.organisation, by=SYSTEM, at=at)
