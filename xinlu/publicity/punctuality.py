"""公示及时率: how punctual each city is with each item."""

from collections import Counter
from datetime import date

from django.db.models import Count, Q

from xinlu.accounts.contracts import Scope
from xinlu.catalog import queries as catalog
from xinlu.kernel.regions import CITIES, PROVINCE, name_of
from xinlu.publicity import models
from xinlu.publicity.contracts import PROVINCE_NAME, ClockRow, Tab
from xinlu.publicity.rows import of_scope
from xinlu.publicity.waiting import waiting_groups

EVERYWHERE = Scope(everywhere=True)


def punctuality(*, since: date, until: date, on: date, scope: Scope = EVERYWHERE) -> list[ClockRow]:
    """By city and item, decisions of since…until (both included) as things stand on the day `on`.

    The cities in their usual order, then the province's own; items as the catalogue lists them.
    """
    names = {item.identifier: item.name for item in catalog.items()}
    shown, queue = _published(since, until, scope), _queued(since, until, on, scope)
    return [
        ClockRow(
            region=city,
            region_name=PROVINCE_NAME if city == PROVINCE else name_of(city) or city,
            item=item,
            item_name=names.get(item, item),
            on_time=shown.get((city, item), (0, 0))[0],
            late=shown.get((city, item), (0, 0))[1],
            waiting=queue[city, item, Tab.SOON],
            overdue=queue[city, item, Tab.OVERDUE],
        )
        for city, item in sorted(
            set(shown) | {(city, item) for city, item, _ in queue},
            key=lambda key: (place(key[0], CITIES), place(key[1], tuple(names)), key),
        )
    ]


def place(code: str, order: tuple[str, ...]) -> int:
    """What the order does not name comes last."""
    return order.index(code) if code in order else len(order)


def _published(since: date, until: date, scope: Scope) -> dict[tuple[str, str], tuple[int, int]]:
    """(city, item) → published in time, published late."""
    rows = of_scope(models.Publication.objects.exclude(late=None), scope)
    rows = rows.filter(decided_on__range=(since, until)).order_by().values_list("city", "item")
    counted = rows.annotate(on_time=Count("id", filter=Q(late=False)), tardy=Count("id", filter=Q(late=True)))
    return {(city, item): (on_time, late) for city, item, on_time, late in counted}


def _queued(since: date, until: date, on: date, scope: Scope) -> Counter[tuple[str, str, Tab]]:
    queue: Counter[tuple[str, str, Tab]] = Counter()
    for (item, city, day), tab, count in waiting_groups(scope=scope, on=on):
        if day and tab != Tab.UNDATED and since <= day <= until:
            queue[city, item, tab] += count
    return queue
