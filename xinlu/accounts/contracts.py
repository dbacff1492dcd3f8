"""Public words of accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from xinlu.events.contracts import Actor


class Refused(ValueError):
    """The act cannot be done. The text is one clear Chinese sentence saying what to do next."""


class UnknownOrganisation(LookupError):
    """There never was an organisation of this code. The text is a Chinese sentence."""


class Denied(PermissionError):
    """The principal has no such permission for that organisation. The text is fit to show, in Chinese."""


class Named(StrEnum):
    """Members carry their Chinese name as `label`."""

    label: str

    def __new__(cls, value: str, label: str) -> "Named":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Role(Named):
    CLERK = "clerk", "报送员"
    STEWARD = "steward", "数据管理员"
    CASE_OFFICER = "case-officer", "经办人"
    EVALUATOR = "evaluator", "评价员"
    AUDITOR = "auditor", "审计员"
    ADMINISTRATOR = "administrator", "系统管理员"


class Permission(Named):
    SUBMIT = "submit", "报送数据、零报告、撤回与更正"
    CONFIRM_RECORD = "confirm-record", "复核手工录入"
    VIEW_SUBMISSIONS = "view-submissions", "查看报送与回执"
    CONFIRM_VOLUME = "confirm-volume", "确认或退回数量异常而暂停的报送"
    RESOLVE_QUARANTINE = "resolve-quarantine", "处理待处理区"
    AUTHORISE_CODE = "authorise-code", "授权例外代码"
    RESOLVE_MATCH = "resolve-match", "判定主体匹配、合并与拆分"
    VIEW_ARCHIVE = "view-archive", "查看信用档案（脱敏）"
    UNMASK = "unmask", "查看未脱敏信息（逐次留痕）"
    VIEW_PUBLICITY = "view-publicity", "查看公示时钟"
    MANAGE_PUBLICITY = "manage-publicity", "暂缓或恢复公示"
    EDIT_CATALOGUE = "edit-catalogue", "编辑目录草稿"
    PUBLISH_CATALOGUE = "publish-catalogue", "发布目录"
    MANAGE_CALENDAR = "manage-calendar", "维护工作日历"
    MANAGE_ACCOUNTS = "manage-accounts", "管理机构、用户、授权与令牌"
    VIEW_ACTS = "view-acts", "查看操作留痕"


class OrganisationKind(Named):
    PROVINCE = "province", "省级主管部门"
    BUREAU = "bureau", "省级直属单位"
    CITY = "city", "市级主管部门"
    COUNTY = "county", "县级主管部门"


@dataclass(frozen=True)
class Scope:
    """For which organisations a permission holds: all of them, or the codes listed."""

    everywhere: bool = False
    organisations: frozenset[str] = frozenset()

    def covers(self, organisation: str) -> bool:
        return self.everywhere or organisation in self.organisations


NOWHERE = Scope()


@dataclass(frozen=True)
class Principal:
    """A signed-in user or a token, with what it may do where. organisation: its own organisation's code.

    organisation_name, roles: what to call a user by; roles held today, whatever the organisation.
    """

    actor: Actor
    organisation: str
    grants: Mapping[Permission, Scope]
    organisation_name: str = ""
    roles: tuple[Role, ...] = ()

    def scope(self, permission: Permission) -> Scope:
        return self.grants.get(permission, NOWHERE)

    def may(self, permission: Permission, organisation: str | None = None) -> bool:
        """organisation None asks whether the permission holds anywhere at all."""
        scope = self.scope(permission)
        if organisation is None:
            return scope.everywhere or bool(scope.organisations)
        return scope.covers(organisation)

    def require(self, permission: Permission, organisation: str | None = None) -> None:
        """Raises Denied."""
        if not self.may(permission, organisation):
            raise Denied("您没有进行此项操作的权限；如需开通，请联系本机构的系统管理员。")


@dataclass(frozen=True)
class Organisation:
    """A unit of the dated tree. region: GB/T 2260 code, 6 digits; until: its last day.

    verified: whether its name and days were read in a document.
    """

    code: str
    name: str
    kind: OrganisationKind
    parent: str | None
    region: str
    uscc: str
    since: date | None
    until: date | None
    verified: bool = True

    def exists(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class FormerName:
    """A name that an organisation bore through its last day `until`."""

    name: str
    until: date


@dataclass(frozen=True)
class Grant:
    """A role held by a user for an organisation and all below it, from `since` through `until`."""

    id: int
    role: Role
    organisation: str
    organisation_name: str
    granted_by: str
    since: date
    until: date | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class User:
    """phone is masked. grants: those not revoked, the lapsed ones included."""

    id: int
    username: str
    name: str
    organisation: str
    organisation_name: str
    phone: str
    active: bool
    must_change_password: bool
    second_factor: bool
    last_login: datetime | None
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True)
class Token:
    """An API token as lists show it; its secret is shown once, when issued, and never kept."""

    id: int
    name: str
    prefix: str
    organisation: str
    organisation_name: str
    permissions: tuple[Permission, ...]
    issued_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True)
class Draft:
    """What a user had filled in when the session died. fields: name → values; path: where it was sent."""

    id: int
    path: str
    page: str
    fields: Mapping[str, tuple[str, ...]]
    kept_at: datetime


class UserOrder(StrEnum):
    ORGANISATION = "organisation"
    NAME = "name"
    USERNAME = "username"
    LAST_LOGIN = "last-login"  # latest first, those who never came last
    LONGEST_AWAY = "longest-away"  # those who never came first


@dataclass(frozen=True)
class UserQuery:
    """What a list of users asks for. text: part of a user name or name; active None: both."""

    text: str = ""
    organisation: str = ""
    role: Role | None = None
    active: bool | None = None
    order: UserOrder = UserOrder.ORGANISATION


@dataclass(frozen=True)
class UserPage:
    """One page of the list of users. total is exact."""

    rows: tuple[User, ...]
    total: int
    page: int
    pages: int
