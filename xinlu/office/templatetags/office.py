"""Names for codes, in office templates."""

from functools import lru_cache

from django import template

from xinlu.accounts import queries as accounts
from xinlu.catalog import queries as catalog

register = template.Library()


@register.filter
def item_name(identifier: str) -> str:
    """admin-penalty → 行政处罚; the identifier itself when there is no such item any more."""
    try:
        return catalog.item(identifier).name
    except LookupError:
        return identifier


@register.filter
@lru_cache(maxsize=1024)  # organisations are dated and never renamed in place
def organisation_name(code: str) -> str:
    try:
        return accounts.organisation(code).name
    except LookupError:
        return code


@register.filter
def value_of(mapping, key):
    """mapping[key] or "", for keys that are variables."""
    return mapping.get(key, "")
