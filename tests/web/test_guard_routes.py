"""Deny by default: every office route with every role, signed out, and with what no route should choke on."""

import re

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from tests.factories import accounts
from xinlu.accounts.contracts import Permission, Role
from xinlu.accounts.rules.roles import ROLE_PERMISSIONS
from xinlu.ui.access import PUBLIC

pytestmark = pytest.mark.django_db
PLACE = re.compile(r"<(?:(\w+):)?\w+>")


def sample(place: re.Match[str]) -> str:
    """A value that names nothing."""
    return "999999" if place[1] == "int" else "nothing"


def routes(prefix: str = "") -> list[tuple[str, object]]:
    """(address with values that name nothing, view) of every route under the prefix."""
    found: list[tuple[str, object]] = []

    def walk(patterns, path: str) -> None:
        for each in patterns:
            here = path + str(each.pattern)
            if isinstance(each, URLResolver):
                walk(each.url_patterns, here)
            elif isinstance(each.pattern, RoutePattern):
                found.append((f"/{PLACE.sub(sample, here)}", each.callback))

    walk(get_resolver().url_patterns, "")
    return [one for one in found if one[0].startswith(prefix)]


OFFICE = [(path, view) for path, view in routes("/office/") if getattr(view, "permission", PUBLIC) != PUBLIC]


def client_of(*roles: Role, organisation: str = "350000") -> Client:
    client = Client(raise_request_exception=False)
    user = get_user_model().objects.get(pk=accounts.make_user(*roles, organisation=organisation))
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def test_there_are_routes() -> None:
    assert len(OFFICE) > 40 and all("<" not in path for path, _ in OFFICE)
    assert len(routes("/")) > 70


@pytest.mark.parametrize("role", [*Role, None], ids=lambda role: role.value if role else "no role")
def test_each_role_opens_what_its_permissions_allow_and_nothing_else(province, role: Role | None) -> None:
    client = client_of(*([role] if role else []))
    held = ROLE_PERMISSIONS[role] if role else frozenset()
    for path, view in OFFICE:
        wanted: Permission | None = view.permission
        for status in (client.get(path).status_code, client.post(path, {}).status_code):
            if wanted is None or wanted in held:
                assert status < 500, (path, status)
            else:
                assert status == 403, (path, wanted, status)
        if path == "/office/logout/":
            client = client_of(*([role] if role else []))


def test_signed_out_every_office_route_leads_to_the_login_and_is_not_kept(province) -> None:
    client = Client()
    for path, _ in OFFICE:
        for answer in (client.get(path), client.post(path, {})):
            assert answer.status_code == 302 and answer.url.startswith("/office/login/?next="), path
            assert "no-store" in answer["Cache-Control"], path
        part = client.get(path, headers={"HX-Request": "true"})
        assert part.status_code == 200 and part["HX-Redirect"].startswith("/office/login/"), path


def test_the_shield_of_every_answer(province) -> None:
    client = client_of(Role.STEWARD)
    for path, _ in routes("/"):
        answer = client.get(path)
        assert answer.status_code < 500, path
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"], path
        assert "unsafe" not in answer["Content-Security-Policy"], path
        assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"]) == ("DENY", "nosniff"), path
        assert answer["Referrer-Policy"] == "same-origin", path
        if path.startswith("/office/") and answer.status_code != 404:
            assert "no-store" in answer["Cache-Control"], path


ODD = (
    "\x00",
    "\u202e",
    "💥" * 300,
    "'\"><script>alert(1)</script>",
    "%",
    "_",
    "-1",
    "99999999999999999999",
    "２",
)
ASKED = (
    *("text", "q", "item", "organisation", "status", "since", "until", "state", "rule", "page"),
    *("tab", "region", "kind", "role", "actor", "act", "year", "as_of", "order", "severity"),
)


@pytest.mark.parametrize("odd", ODD, ids=ascii)
def test_no_route_chokes_on_odd_questions(province, odd: str) -> None:
    client = client_of(Role.STEWARD, Role.AUDITOR, Role.CLERK, Role.ADMINISTRATOR)
    for path, _ in routes("/"):
        answer = client.get(path, dict.fromkeys(ASKED, odd))
        assert answer.status_code < 500, path
        if not answer.streaming:
            assert b"<script>alert(1)" not in answer.content, path


def test_every_form_needs_its_token(province) -> None:
    user = get_user_model().objects.get(pk=accounts.make_user(*Role, organisation="350000"))
    client = Client(enforce_csrf_checks=True)
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    for path, _ in routes("/office/"):
        assert client.post(path, {}).status_code == 403, path
    assert client.post("/verify/", {}).status_code == 403
