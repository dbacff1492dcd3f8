"""用户: who works here, for which organisation, in which roles."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from xinlu.accounts import queries
from xinlu.accounts.contracts import Grant, Permission, Role, User, UserOrder, UserQuery
from xinlu.office.exporting import export
from xinlu.office.scope import chosen, page_number
from xinlu.office.users import managed
from xinlu.office.users_forms import UserFilter
from xinlu.ui.access import permit

ACTIVE = {"active": True, "inactive": False}
HEADER = ("姓名", "用户名", "所属机构", "机构代码", "角色", "上次登录", "动态码", "状态")


@permit(Permission.MANAGE_ACCOUNTS)
def list_users(request: HttpRequest) -> HttpResponse:
    form, wanted = read_filter(request)
    scope = request.principal.scope(Permission.MANAGE_ACCOUNTS)
    page = queries.list_users(scope, wanted, page=page_number(request))
    return render(request, "office/users/list.html", {"form": form, "page": page, "order": wanted.order})


def read_filter(request: HttpRequest) -> tuple[UserFilter, UserQuery]:
    form = UserFilter(request.GET, organisations=managed(request))
    given = form.cleaned_data if form.is_valid() else {}
    return form, UserQuery(
        text=given.get("text", ""),
        organisation=given.get("organisation", ""),
        role=Role(given["role"]) if given.get("role") else None,
        active=ACTIVE.get(given.get("state", "")),
        order=chosen(UserOrder, request.GET.get("order")),
    )


@permit(Permission.MANAGE_ACCOUNTS)
def export_users(request: HttpRequest) -> StreamingHttpResponse:
    """All that the list shows, without telephone numbers."""
    _, wanted = read_filter(request)
    scope = request.principal.scope(Permission.MANAGE_ACCOUNTS)
    total = queries.list_users(scope, wanted).total
    return export(request, "users", HEADER, map(cells, queries.iterate_users(scope, wanted)), total=total)


def cells(user: User) -> tuple:
    seen = timezone.localtime(user.last_login).strftime("%Y-%m-%d %H:%M") if user.last_login else "从未"
    return (
        *(user.name, user.username, user.organisation_name, user.organisation, roles_of(user.grants), seen),
        *("已启用" if user.second_factor else "未启用", "在用" if user.active else "已停用"),
    )


def roles_of(grants: Iterable[Grant]) -> str:
    return "、".join(f"{grant.role.label}（{grant.organisation_name}）" for grant in grants)
