"""The office's views of the clock as cells of lists, each in the order of one index. Stays inside the package."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from xinlu.accounts.contracts import Scope
from xinlu.bulk import distinct
from xinlu.catalog import queries as catalog
from xinlu.publicity import models
from xinlu.publicity.contracts import Filter, State, Tab
from xinlu.publicity.lists import are_few, cells
from xinlu.publicity.rows import Rows, narrow, of_scope, public_rows

HOLIDAYS = 30  # days of a few weeks that are free besides every second one, at most


def tab_rows(tab: Tab, on: date) -> list[Rows]:
    """What a view holds, in parts that each have an index of their own."""
    rows = models.Publication.objects.all()
    if tab == Tab.EXPIRED:
        return [rows.filter(state=State.EXPIRED.value), ended(on)]
    if tab == Tab.LATE:
        return [rows.filter(late=True)]
    return [public_rows(on) if tab == Tab.PUBLISHED else rows.filter(state=tab.value)]


def ended(on: date) -> Rows:
    """Those whose term is over although `expire` has not run yet: a day's worth as a rule.

    The state is asked for in a way that no index of it is thought of: nearly all that was ever published has it.
    """
    public = RawSQL("state || '' = %s", [State.PUBLISHED.value], output_field=BooleanField())
    over = models.Publication.objects.filter(public, ends_on__lt=on).order_by().values_list("pk", flat=True)
    return models.Publication.objects.filter(pk__among=list(over))


def running_over(first: date, last: date) -> list[int]:
    """Keys of those whose clock runs over one of these days or is not certain, in order."""
    rows = models.Publication.objects.order_by().values_list("pk", flat=True)
    longest = max((item.due or 0 for item in catalog.items()), default=0)
    since = first - timedelta(days=HOLIDAYS + 2 * longest)  # whatever was decided earlier was due before
    found = set(rows.filter(due_estimated=True))
    for city in distinct(rows, "city"):  # the index on days of decision begins with city and item
        for item in distinct(rows.filter(city=city), "item"):
            some = rows.filter(city=city, item=item, decided_on__gte=since, decided_on__lt=last)
            found |= set(some.filter(due_on__gte=first))
    return sorted(found)


def tab_cells(tab: Tab, wanted: Filter, *, scope: Scope, on: date, most: int | None) -> list[Rows]:
    """What a filter asks for of a view, as far as the scope goes. most: of those that hold its text, so many."""
    return [cell for rows in tab_rows(tab, on) for cell in _cells(tab, rows, wanted, scope, most)]


def _cells(tab: Tab, rows: Rows, wanted: Filter, scope: Scope, most: int | None) -> Iterator[Rows]:
    if are_few(wanted) or tab == Tab.LATE:  # which have an order of their own
        yield narrow(of_scope(rows, scope), wanted, most=most)
    elif scope.everywhere:
        yield from cells(rows, wanted)
    else:
        for organisation in sorted(scope.organisations):
            yield narrow(rows.filter(organisation=organisation), wanted)
