"""What a typed text finds: names by any part, numbers by their beginning, pinyin by initials."""

import re

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from xinlu.kernel import regions, residentid
from xinlu.subjects.contracts import Kind, Order, Query, Scheme
from xinlu.subjects.models import Identifier, Name, Subject
from xinlu.subjects.rules.names import comparable
from xinlu.subjects.search import among, holding, pairs, starting, threes

RANKED = 5000  # more hits than this are not ordered by closeness: nobody reads them in order
_LATIN = re.compile(r"[A-Z]+")
_NUMBER = re.compile(r"[0-9A-Z]{3,}")


def found(query: Query) -> QuerySet[Subject]:
    """Subjects that stand for themselves and answer the query, unordered."""
    rows = Subject.objects.filter(merged_into=None, kind__in=query.kinds)
    if query.region:
        rows = rows.filter(within(query.region))
    if query.persons is not None and Kind.PERSON in query.kinds:
        rows = rows.filter(~Q(kind=Kind.PERSON) | Q(pk__among=query.persons))
    text = comparable(query.text)
    return rows.filter(among(_hits(text))) if text else rows.none() if query.text.strip() else rows


_ORDERS = {
    Order.NAME: ("name", "pk"),
    Order.REGION: ("region", "name", "pk"),
    Order.NEWEST: ("-created_at", "pk"),
}


def in_order(hits: QuerySet[Subject], order: Order | None, total: int) -> QuerySet[Subject]:
    """As asked, else closest first: the shortest name holds the text most closely."""
    if order is not None:
        return hits.order_by(*_ORDERS[order])
    return hits.order_by(Length("name"), "name", "pk") if total <= RANKED else hits.order_by("pk")


def within(code: str) -> Q:
    """Subjects of a region: the province holds its cities, a city its counties."""
    if code == regions.PROVINCE:
        return Q(region__startswith="35")
    if code != regions.PINGTAN and code in regions.CITIES:
        return Q(region__startswith=code[:4]) & ~Q(region=regions.PINGTAN)
    return Q(region=code)


def _hits(text: str) -> QuerySet:
    """Roots of all that the folded text finds."""
    names = Name.objects.filter(doubtful=False)
    hits = names.filter(_part(text)).values("subject__root")
    others = []
    if _LATIN.fullmatch(text) and len(text) > 1:
        others.append(names.filter(_initials(text.lower())).values("subject__root"))
    if _NUMBER.fullmatch(text):
        others.append(Identifier.objects.filter(_number(text)).values("subject__root"))
    return hits.union(*others) if others else hits


def _part(text: str) -> Q:
    """Pairs may be scattered over a name, so what the tokens find is read again."""
    if len(text) == 1:
        return starting("folded", text)
    return holding(pairs(text)) & Q(folded__contains=text)


def _initials(text: str) -> Q:
    if len(text) == 2:
        return starting("initials", text)
    return holding(threes(text)) & Q(initials__contains=text)


def _number(text: str) -> Q:
    """The whole number or its beginning; personal numbers only whole, by their index, as persons' own."""
    if (person := residentid.normalise(text)) is not None:
        return Q(index=settings.KEYRING.index(Scheme.PERSON_ID, person), subject__kind=Kind.PERSON)
    return starting("number", text)
