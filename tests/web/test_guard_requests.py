"""Requests that mean no good, and faults of ours: what comes back tells nothing and opens nothing."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import accounts
from tests.factories.accounts import PASSWORD
from xinlu.accounts import actions, queries
from xinlu.accounts.contracts import Permission, Role
from xinlu.accounts.models import ApiToken, User
from xinlu.events.contracts import SYSTEM
from xinlu.ui.csv_response import defuse

pytestmark = pytest.mark.django_db
LOGIN = "/office/login/"


def signed_in(*roles: Role, **options) -> Client:
    client = Client(**options)
    user = User.objects.get(pk=accounts.make_user(*roles, organisation="350100"))
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        " //evil.example",
    ],
)
def test_the_login_leads_nowhere_else(province, target: str) -> None:
    accounts.make_user(Role.CLERK, organisation="350100", username="linxiao")
    sent = Client().post(f"{LOGIN}?next={target}", {"username": "linxiao", "password": PASSWORD})
    assert (sent.status_code, sent.url) == (302, "/office/")


def test_the_login_leads_back_and_makes_a_new_session(province) -> None:
    accounts.make_user(Role.CLERK, organisation="350100", username="linxiao")
    client = Client()
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted = session.session_key
    sent = client.post(f"{LOGIN}?next=/office/upload/", {"username": "linxiao", "password": PASSWORD})
    assert sent.url == "/office/upload/"
    cookie = sent.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie.value != planted and cookie["httponly"] and cookie["samesite"] == "Lax"
    assert PASSWORD not in str(sent.headers) + sent.content.decode()


def test_a_foreign_host_is_refused() -> None:
    assert Client().get("/", headers={"Host": "evil.example"}).status_code == 400


def test_a_nul_in_the_address_is_refused() -> None:
    for address in ("/search/?q=%00", "/publications/%00/", "/office/submissions/?text=a%00b"):
        assert Client().get(address).status_code == 400


def test_a_nul_in_a_cookie_or_a_form_is_refused(province) -> None:
    client = Client(headers={"Cookie": f'{settings.SESSION_COOKIE_NAME}="a\\000b"'})
    for address in ("/", "/office/", LOGIN):
        assert client.get(address).status_code == 400, address
    desk = signed_in(Role.STEWARD)
    for form in ({"reason": "a\0b"}, {"reason\0": "a"}):
        assert desk.post("/office/exceptions/91350100M000100Y43/withdraw/", form).status_code == 400


def test_a_form_from_a_page_without_an_address_is_refused(province) -> None:
    client = Client(enforce_csrf_checks=True)
    for header in ("Origin", "Referer"):
        assert client.post(LOGIN, {}, headers={header: "http://["}).status_code == 403, header


def test_a_request_far_too_large_is_refused_before_it_is_read(province, settings, client) -> None:
    settings.UPLOAD_LIMIT = 10
    for address in ("/office/upload/", LOGIN, "/verify/"):
        answer = Client().post(address, {"file": SimpleUploadedFile("x.csv", b"x" * (2 << 20))})
        assert answer.status_code in (400, 413), address


def test_the_page_of_a_faulty_request_tells_the_limit_that_holds() -> None:
    page = Client().get("/search/?q=%00").content.decode()
    assert f"文件超过 {settings.UPLOAD_LIMIT >> 30} GB" in page


def test_a_fault_of_ours_shows_no_traceback(province, monkeypatch, caplog) -> None:
    def stumble(*_, **__):
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("xinlu.office.submissions.queries.submissions", stumble)
    answer = signed_in(Role.CLERK, raise_request_exception=False).get("/office/submissions/")
    text = answer.content.decode()
    assert answer.status_code == 500 and "网站出了故障" in text
    assert not any(word in text for word in ("Traceback", "secret of the house", "RuntimeError", "settings"))
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_pages_of_faults_name_no_setting() -> None:
    for address, status in (("/nothing/", 404), ("/office/nothing/", 404), ("/api/v1/nothing", 404)):
        answer = Client().get(address)
        assert answer.status_code == status
        assert "urlpatterns" not in answer.content.decode() and "DEBUG" not in answer.content.decode()


def test_debug_is_off_unless_asked_for(tmp_path) -> None:
    code = "from xinlu.config import settings as s; s.MAKE_HOME();"
    code += "print(s.DEBUG, s.SESSION_COOKIE_SECURE, oct(s.HOME.stat().st_mode)[-3:])"

    def settings_under(**said: str) -> str:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("XINLU_")}
        around = clean | {"XINLU_HOME": str(tmp_path / "new")} | said
        return subprocess.run(
            [sys.executable, "-c", code], env=around, capture_output=True, text=True, check=True
        ).stdout

    assert settings_under() == "False False 700\n"
    assert settings_under(XINLU_DEBUG="0", XINLU_SITE_URL="https://credit.example") == "False True 700\n"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"])
def test_no_cell_of_a_table_is_a_formula(text: str) -> None:
    assert defuse(text) == f"'{text}"
    assert defuse(f"文{text}") == f"文{text}"


def test_a_token_is_kept_as_a_digest_and_dies_when_revoked_or_over(province) -> None:
    number, secret = issue()
    assert secret not in repr(ApiToken.objects.values())
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/submissions/none", headers=headers).status_code == 404
    actions.revoke_token(token_id=number, by=SYSTEM, at=accounts.NOW)
    assert Client().get("/api/v1/submissions/none", headers=headers).status_code == 401
    assert queries.principal_of_token(issue()[1], at=accounts.NOW + timedelta(days=31)) is None


def test_a_token_reports_for_its_organisation_alone(province) -> None:
    headers = {"Authorization": f"Bearer {issue()[1]}"}
    report = {"item": "admin-penalty", "period": "2026-01", "organisation": "350200"}
    sent = Client().post("/api/v1/zero-reports", report, content_type="application/json", headers=headers)
    assert sent.status_code == 403
    headers = {"Authorization": f"Bearer {issue(Permission.VIEW_SUBMISSIONS)[1]}"}
    report = {"item": "admin-penalty", "period": "2026-01"}
    sent = Client().post("/api/v1/zero-reports", report, content_type="application/json", headers=headers)
    assert sent.status_code == 403


def test_a_session_of_the_office_is_no_token(province) -> None:
    assert signed_in(Role.CLERK).get("/api/v1/submissions/none").status_code == 401


def issue(*permissions: Permission) -> tuple[int, str]:
    return actions.issue_token(
        organisation="350100",
        name="执法系统",
        permissions=permissions or (Permission.SUBMIT, Permission.VIEW_SUBMISSIONS),
        expires_at=accounts.NOW + timedelta(days=30),
        by=SYSTEM,
        at=accounts.NOW,
    )
