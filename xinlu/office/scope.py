"""What a page may show: the principal's organisations, and choices cut to them."""

from enum import StrEnum
from typing import TypeVar

from django.http import Http404, HttpRequest
from django.utils import timezone

from xinlu.accounts import queries as accounts
from xinlu.accounts.contracts import Permission
from xinlu.catalog import queries as catalog
from xinlu.kernel.text import number_in

Choices = list[tuple[str, str]]
Choice = TypeVar("Choice", bound=StrEnum)


def organisations_within(request: HttpRequest, *permissions: Permission) -> frozenset[str] | None:
    """Those for which one of the permissions holds; None means all of them."""
    scopes = [request.principal.scope(permission) for permission in permissions]
    if any(scope.everywhere for scope in scopes):
        return None
    return frozenset[str]().union(*(scope.organisations for scope in scopes))


def narrowed(within: frozenset[str] | None, organisation: str) -> frozenset[str] | None:
    """within, cut to the organisation that a list's address asks for, "" for none."""
    if not organisation:
        return within
    return frozenset({organisation}) if within is None else within & {organisation}


def organisation_choices(request: HttpRequest, permission: Permission) -> Choices:
    """(code, name) of organisations in the permission's scope, the principal's own first."""
    units = accounts.organisations(timezone.localdate())
    own = request.principal.organisation
    within = [unit for unit in units if request.principal.may(permission, unit.code)]
    ordered = sorted(within, key=lambda unit: (unit.code != own, unit.code))
    return [(unit.code, f"{unit.name}（{unit.code}）") for unit in ordered]


def item_choices() -> Choices:
    return [(item.identifier, item.name) for item in catalog.items()]


def page_number(request: HttpRequest) -> int:
    return number_in(request.GET.get("page", "")) or 1


def chosen(kind: type[Choice], text: str | None) -> Choice:
    """The member named by a query parameter; the first one, which is the default, for anything else."""
    known = {member.value: member for member in kind}
    return known.get(text or "", next(iter(kind)))


def found_or_404(find, *args, **values):
    """Run a query that raises LookupError for what does not exist."""
    try:
        return find(*args, **values)
    except LookupError as error:
        raise Http404(str(error.args[0])) from error
