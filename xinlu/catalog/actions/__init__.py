"""Every write of the catalogue and of the working calendar: one transaction each, with its event inside."""

from xinlu.catalog.actions.calendar import declare_day, enter_year, withdraw_day, withdraw_year
from xinlu.catalog.actions.drafts import discard_draft, edit_draft, start_draft
from xinlu.catalog.actions.publication import publish, seed_base

__all__ = [
    "declare_day",
    "discard_draft",
    "edit_draft",
    "enter_year",
    "publish",
    "seed_base",
    "start_draft",
    "withdraw_day",
    "withdraw_year",
]
