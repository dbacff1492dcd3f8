"""Days that people give, in a form or an address: of the years 1900 to 2099, as the kernel reads them.

Outside of these a day's neighbour, or its midnight in another zone, may be none that can be reckoned with.
"""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.dateparse import parse_date

from xinlu.kernel.dates import OPEN_END

FIRST, LAST = date(1900, 1, 1), OPEN_END


class DayInput(forms.DateInput):
    """Browsers take the value of a date field in ISO only."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"class": "form-control"})


class DayField(forms.DateField):
    """A day from FIRST to LAST."""

    widget = DayInput
    default_validators = [MinValueValidator(FIRST), MaxValueValidator(LAST)]


def read_day(text: str) -> date | None:
    """None for an empty or unreadable day: a filter that is not understood does not filter."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and FIRST <= day <= LAST else None
