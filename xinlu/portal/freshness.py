"""Public pages may be kept by browsers and proxies, but must be asked for again each time.

So what is withdrawn is gone with the next request, and what has not changed is answered with 304.
"""

import functools
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import condition, conditional_page

from xinlu.events import queries as events
from xinlu.publicity import queries as publicity

View = Callable[..., HttpResponse]
STARTED = timezone.now().isoformat()  # a new process may bring new templates


def always_fresh(view: View) -> View:
    """For pages made of publications alone: 304 unrendered while publicity and the day are the same."""
    return revalidated(condition(etag_func=etag_of, last_modified_func=changed_at)(view))


def fresh_by_content(view: View) -> View:
    """For pages that show more than publications: rendered, then 304 when the result is the same."""
    return revalidated(conditional_page(view))


def revalidated(view: View) -> View:
    @functools.wraps(view)
    def answered(request: HttpRequest, *args, **values) -> HttpResponse:
        response = view(request, *args, **values)
        patch_cache_control(response, public=True, no_cache=True)
        patch_vary_headers(response, ["HX-Request"])
        return response

    return answered


def changed_at(request: HttpRequest, *args, **values) -> datetime | None:
    return publicity.last_changed_at()


def etag_of(request: HttpRequest, *args, **values) -> str:
    """What publicity shows, the day (terms end at midnight), the address, and whole page or part.

    The number of acts only grows, so a change counts even when an earlier one bears a later time.
    """
    address = request.build_absolute_uri()
    parts = (
        changed_at(request),
        events.chain_state().events,
        timezone.localdate(),
        address,
        bool(request.htmx),
        STARTED,
    )
    return f'"{sha256(repr(parts).encode()).hexdigest()[:32]}"'
