"""A form from a page that is older than the login: its mark against forgery (CSRF) is no longer good.

That happens when somebody signs in again in another tab. Nothing is done with such a form, but nothing of it
is lost either; a form that another site sends is refused outright.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from xinlu.ui.access import PUBLIC, go, page_of
from xinlu.ui.drafts import keep_posted


def answer_stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW."""
    if not is_ours(request):
        return render(request, "403_csrf.html", status=403)
    if getattr(request.resolver_match.func, "permission", PUBLIC) == PUBLIC:
        return go(request, HttpResponseRedirect(request.get_full_path()))  # the form once more, afresh
    if not request.user.is_authenticated:
        return render(request, "403_csrf.html", status=403)
    page = page_of(request)
    if keep_posted(request, page):
        return go(request, redirect("office-draft"))
    messages.warning(request, "这个页面打开之后您重新登录过，刚才的操作没有执行；请再点一次。")
    return go(request, HttpResponseRedirect(page))


def is_ours(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of this site."""
    try:
        source = urlsplit(request.headers.get("Origin") or request.headers.get("Referer") or "")
    except ValueError:
        return False
    ours = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return f"{source.scheme}://{source.netloc}" in ours
