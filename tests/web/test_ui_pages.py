"""Base pages: gallery, navigation cut to permissions, error pages."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from xinlu.accounts.contracts import Permission, Principal, Scope
from xinlu.events.contracts import SYSTEM
from xinlu.ui.menu import office_groups, portal_links


def request_of(*permissions: Permission, path: str = "/office/submissions/"):
    request = RequestFactory().get(path)
    everywhere = Scope(everywhere=True)
    request.principal = Principal(SYSTEM, "350100", dict.fromkeys(permissions, everywhere))
    return request


def titles(request) -> set[str]:
    return {link.title for _, links in office_groups(request) for link in links}


def test_the_menu_offers_only_what_the_views_permit():
    auditor = titles(request_of(Permission.VIEW_ACTS))
    assert "操作留痕" in auditor and "上传文件" not in auditor and "待处理区" not in auditor
    assert {"报送记录", "上传文件"} <= titles(request_of(Permission.SUBMIT, Permission.VIEW_SUBMISSIONS))


def test_nobody_signed_in_sees_no_menu():
    assert office_groups(RequestFactory().get("/office/")) == []
    assert office_groups(None) == []


def test_the_current_page_is_marked():
    groups = office_groups(request_of(Permission.VIEW_SUBMISSIONS))
    assert [link.title for _, links in groups for link in links if link.current] == ["报送记录"]
    current = [link.title for link in portal_links(RequestFactory().get("/penalties/")) if link.current]
    assert current == ["行政处罚"]


@pytest.mark.django_db
def test_the_gallery_is_open_but_not_indexed(client):
    response = client.get("/ui/gallery")
    assert response.status_code == 200 and response["X-Robots-Tag"] == "noindex"
    assert "style=" not in response.content.decode()


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500"])
def test_error_pages_speak_chinese_and_need_no_request(code: str):
    html = render_to_string(f"{code}.html")
    assert '<html lang="zh-Hans">' in html and "回到首页" in html and code[:3] in html


def test_a_denial_gives_its_reason():
    html = render_to_string(
        "ui/denied.html", {"reason": "没有权限。"}, request=RequestFactory().get("/office/")
    )
    assert "没有权限。" in html


def test_a_missing_page_is_answered_in_chinese(client):
    response = client.get("/no-such-page/")
    assert response.status_code == 404 and "没有找到这个页面" in response.content.decode()


def test_messages_carry_their_level():
    html = render_to_string(
        "ui/messages.html", {"messages": [SimpleNamespace(level_tag="error", __str__=str)]}
    )
    assert 'role="alert"' in html
