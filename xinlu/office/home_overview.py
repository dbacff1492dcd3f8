"""For evaluators, auditors and leaders: how punctual publicity is, and what is overdue longest."""

from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone

from xinlu.accounts.contracts import Permission
from xinlu.office.publicity import LIGHTS, STATES
from xinlu.publicity import queries
from xinlu.publicity.contracts import Filter, Tab
from xinlu.ui.punctuality import add_up, by_region, chart_of

QUARTER = timedelta(days=91)
LONGEST = 8


def overview(request: HttpRequest) -> dict | None:
    """None for those who may not see publicity."""
    if not request.principal.may(Permission.VIEW_PUBLICITY):
        return None
    scope, today = request.principal.scope(Permission.VIEW_PUBLICITY), timezone.localdate()
    since = today - QUARTER
    rows = queries.punctuality(since=since, until=today, on=today, scope=scope)
    overdue = queries.waiting(Tab.OVERDUE, Filter(), scope=scope, on=today, size=LONGEST)
    return {
        "span": urlencode({"since": since.isoformat(), "until": today.isoformat()}),
        "total": add_up(rows),
        "chart": chart_of(by_region(rows)) if rows else None,
        "overdue": overdue,
        "rows": [(row, STATES[row.state], LIGHTS[row.light]) for row in overdue.rows],
    }
