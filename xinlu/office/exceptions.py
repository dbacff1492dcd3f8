"""授权例外代码: lawful codes whose check digit fails, with who authorised them, when and on what evidence."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xinlu.accounts.contracts import Permission
from xinlu.collection import queries
from xinlu.ui.access import permit
from xinlu.ui.csv_response import csv_response


@permit(Permission.VIEW_SUBMISSIONS)
def show_list(request: HttpRequest) -> HttpResponse:
    return render(request, "office/collection/exceptions.html", {"codes": queries.exceptions()})


@permit(Permission.VIEW_SUBMISSIONS)
def export(request: HttpRequest) -> HttpResponse:
    rows = (
        (one.code, one.authorised_by, one.authorised_at.isoformat(timespec="seconds"), one.evidence)
        for one in queries.exceptions()
    )
    return csv_response("exceptions.csv", ("代码", "授权人", "授权时间", "依据"), rows)
