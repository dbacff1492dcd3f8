"""A form sent with a dead session, or from a page older than the login: kept, handed back, lost only when sent."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from tests.factories.accounts import PASSWORD, make_organisations, make_user
from xinlu.accounts import models, queries
from xinlu.accounts.contracts import Role

pytestmark = pytest.mark.django_db
LOGIN, DRAFTS, NEW_USER = "/office/login/", "/office/draft/", "/office/users/new/"
GIVEN = {"username": "chen.er", "name": "陈二", "organisation": "350203", "phone": "13805920001"}
OURS = {"referer": f"http://testserver{NEW_USER}"}


@pytest.fixture(autouse=True)
def _tree(db):
    make_organisations()


@pytest.fixture
def admin():
    return make_user(Role.ADMINISTRATOR, organisation="350200", username="admin.xm")


def sign_in(client, username="admin.xm", **query):
    address = f"{LOGIN}?next={query['next']}" if query else LOGIN
    return client.post(address, {"username": username, "password": PASSWORD})


def send_dead(client, path=NEW_USER, given=GIVEN, **details):
    """Signed in, then the session is gone, then the form is sent."""
    sign_in(client)
    Session.objects.all().delete()
    return client.post(path, given, **details)


def text_of(response):
    return response.content.decode()


def draft_of(user):
    (draft,) = queries.drafts_of(user)
    return draft


def test_a_dead_session_shows_nothing_and_loses_no_draft(client, admin):
    sent = send_dead(client, given=GIVEN | {"password": "x"}, headers=OURS)
    assert sent.url == f"{LOGIN}?next=%2Foffice%2Fusers%2Fnew%2F"
    assert queries.user_named("chen.er") is None
    assert "13805920001" not in models.Draft.objects.get().content

    assert sign_in(client, next=NEW_USER).url == DRAFTS
    kept = text_of(client.get(DRAFTS))
    assert "继续提交" in kept and "陈二" in kept and 'name="password"' not in kept
    assert "新建用户" in kept and "联系电话" in kept and f'href="{NEW_USER}"' in kept


def test_a_form_fills_again_and_again_until_it_is_sent(client, admin):
    send_dead(client, headers=OURS)
    sign_in(client)
    for _ in range(2):
        form = text_of(client.get(NEW_USER))
        assert 'value="chen.er"' in form and 'value="陈二"' in form and "已恢复" in form
    mark = {"_draft": str(draft_of(admin).id)}
    assert f'name="_draft" value="{mark["_draft"]}"' in form

    faulty = client.post(NEW_USER, GIVEN | mark | {"username": "陈"})
    assert faulty.status_code == 422 and f'value="{mark["_draft"]}"' in text_of(faulty)
    assert queries.drafts_of(admin)
    assert client.post(NEW_USER, GIVEN | mark).status_code == 200
    assert queries.user_named("chen.er").name == "陈二"
    assert queries.drafts_of(admin) == ()
    assert client.get(DRAFTS).url == settings.LOGIN_REDIRECT_URL


def test_another_form_of_the_same_page_leaves_the_draft_alone(client, admin):
    send_dead(client, headers=OURS)
    sign_in(client)
    assert client.post(NEW_USER, GIVEN | {"username": "wang.wu"}).status_code == 200
    assert draft_of(admin).fields["username"] == ("chen.er",)


def test_every_form_has_a_draft_of_its_own(client, admin):
    send_dead(client, headers=OURS)
    client.post("/office/tokens/new/", {"name": "县执法系统"})
    client.post(NEW_USER, GIVEN | {"name": "陈三"})
    assert [draft.path for draft in queries.drafts_of(admin)] == [NEW_USER, "/office/tokens/new/"]
    sign_in(client)
    page = text_of(client.get(DRAFTS))
    assert page.count("继续提交") == 2 and "陈三" in page and "陈二" not in page and "县执法系统" in page
    first, second = queries.drafts_of(admin)
    assert client.post(DRAFTS, {"draft": first.id}).url == DRAFTS
    assert draft_of(admin) == second
    assert client.post(DRAFTS, {"draft": second.id}).url == settings.LOGIN_REDIRECT_URL
    assert queries.drafts_of(admin) == ()


def test_looking_at_drafts_throws_none_away(client, admin):
    send_dead(client)
    sign_in(client)
    client.get(DRAFTS)
    client.post(DRAFTS, {"draft": "nonsense"})
    assert draft_of(admin)


def test_a_draft_is_handed_to_its_owner_alone(client, admin):
    make_user(Role.ADMINISTRATOR, organisation="350200", username="other")
    send_dead(client)
    assert sign_in(client, username="other").url == settings.LOGIN_REDIRECT_URL
    assert "陈二" not in text_of(client.get(NEW_USER))
    client.post(DRAFTS, {"draft": draft_of(admin).id})
    assert draft_of(admin).fields["name"] == ("陈二",)


def test_a_stranger_leaves_no_draft(client):
    client.post(NEW_USER, GIVEN)
    client.cookies["xinlu_owner"] = "1:forged"
    client.post(NEW_USER, GIVEN)
    assert not models.Draft.objects.exists()


def test_signing_out_leaves_no_draft(client, admin):
    sign_in(client)
    client.post("/office/logout/")
    client.post(NEW_USER, GIVEN)
    assert not models.Draft.objects.exists()


# two tabs: the login in the other one makes this page's mark against forgery stale


@pytest.fixture
def tabs(admin):
    """A browser whose open page is older than its login."""
    client = Client(enforce_csrf_checks=True)
    client.get(LOGIN)
    login = {"username": "admin.xm", "password": PASSWORD}
    client.post(LOGIN, login | {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})
    client.stale = {"csrfmiddlewaretoken": "x" * 64}
    return client


@pytest.mark.parametrize("headers", [OURS, {"origin": "http://testserver"}], ids=["referer", "origin"])
def test_what_a_stale_page_sends_is_kept_and_not_done(tabs, admin, headers):
    assert tabs.post(NEW_USER, GIVEN | tabs.stale, headers=headers).url == DRAFTS
    assert queries.user_named("chen.er") is None
    assert draft_of(admin).fields["name"] == ("陈二",)
    assert "csrfmiddlewaretoken" not in draft_of(admin).fields
    assert 'value="陈二"' in text_of(tabs.get(NEW_USER))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"referer": "https://evil.example/x"},
        {"origin": "https://evil.example", **OURS},
    ],
)
def test_what_another_site_sends_is_refused_and_not_kept(tabs, headers):
    assert tabs.post(NEW_USER, GIVEN | tabs.stale, headers=headers).status_code == 403
    assert not models.Draft.objects.exists()


def test_a_stale_form_of_somebody_signed_out_is_not_kept(tabs):
    Session.objects.all().delete()
    assert tabs.post(NEW_USER, GIVEN | tabs.stale, headers=OURS).status_code == 403
    assert not models.Draft.objects.exists()


def test_a_stale_button_without_content_is_asked_for_again(tabs, admin):
    sent = tabs.post(f"/office/users/{admin}/reactivate/", tabs.stale, headers=OURS)
    assert sent.url == NEW_USER
    assert "请再点一次" in text_of(tabs.get(sent.url))


def test_a_stale_login_form_is_shown_afresh(tabs):
    again = tabs.post(
        LOGIN, {"username": "admin.xm", "password": "y"}, headers={"origin": "http://testserver"}
    )
    assert again.url == LOGIN and tabs.get(LOGIN).url == settings.LOGIN_REDIRECT_URL
    assert not models.Draft.objects.exists()


def test_htmx_is_led_to_the_drafts_as_a_whole_page(tabs):
    headers = {"hx-request": "true", "hx-current-url": f"http://testserver{NEW_USER}", **OURS}
    assert tabs.post(NEW_USER, GIVEN | tabs.stale, headers=headers)["HX-Redirect"] == DRAFTS


def test_a_search_is_not_kept(client, admin):
    """It may be a person's number, and is typed again in a moment."""
    assert send_dead(client, "/office/subjects/find/", {"text": "350102199001010016"}).status_code == 302
    assert not models.Draft.objects.exists()
