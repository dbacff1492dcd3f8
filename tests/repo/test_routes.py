"""Every route says who may use it."""

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver


def routes(resolver=None, prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.callback


def test_every_route_declares_its_permission():
    undeclared = [
        route for route, view in routes() if not hasattr(view, "permission") and "api/v1/" not in route
    ]
    assert undeclared == []


def test_every_api_operation_declares_its_permission():
    from xinlu.openapi.api import api

    undeclared = []
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                if not hasattr(operation.view_func, "permission"):
                    undeclared.append(f"{prefix}{path}")
    assert undeclared == []


def test_tokens_are_offered_what_some_operation_needs():
    from xinlu.accounts.rules.roles import TOKEN_PERMISSIONS
    from xinlu.openapi.access import OPEN
    from xinlu.openapi.api import api

    operations = [
        operation
        for _, router in api._routers
        for view in router.path_operations.values()
        for operation in view.operations
    ]
    assert {operation.view_func.permission for operation in operations} - {OPEN} == set(TOKEN_PERMISSIONS)


def test_no_office_route_is_open():
    from xinlu.ui.access import PUBLIC

    open_routes = [
        r for r, view in routes() if r.startswith("office/") and getattr(view, "permission", "") == PUBLIC
    ]
    assert sorted(open_routes) == ["office/login/", "office/login/code/"]
