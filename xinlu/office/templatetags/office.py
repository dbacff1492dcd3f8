"""Names for codes, in office templates."""

import time
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
def organisation_name(code: str) -> str:
    """Its name of today; a change of name shows within a minute."""
    return named_lately(code, int(time.time()) // 60)


@lru_cache(maxsize=1024)  # lists ask for the same few names row by row
def named_lately(code: str, minute: int) -> str:
    try:
        return accounts.organisation(code).name
    except LookupError:
        return code


@register.filter
def value_of(mapping, key):
    """mapping[key] or "", for keys that are variables."""
    return mapping.get(key, "")
