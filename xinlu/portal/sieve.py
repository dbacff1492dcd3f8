"""The filters of a public list, read from the address and written back into it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import QueryDict

from xinlu.publicity.contracts import Filter
from xinlu.ui.period import PeriodForm
from xinlu.ui.regions import place_name, region_choices


def choice(label: str) -> forms.ChoiceField:
    """A value that the list does not know narrows nothing, and is never repeated on the page."""
    return forms.ChoiceField(
        label=label,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "列表中没有这个选项，未按它筛选。"},
    )


class Sieve(PeriodForm):
    """Choices are handed in: what the list can be narrowed to today."""

    q = forms.CharField(
        label="名称、代码或文书号",
        required=False,
        max_length=100,
        strip=True,
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search", "autocomplete": "off"}),
    )
    region = choice("地区")
    category = choice("类别")
    authority = choice("决定机关")

    def __init__(
        self, query: QueryDict, *, categories: Iterable[str], authorities: Iterable[str], today: date
    ) -> None:
        super().__init__(query)
        self.fields["region"].choices = region_choices(today)
        self.fields["category"].choices = [("", "全部"), *((name, name) for name in categories)]
        self.fields["authority"].choices = [("", "全部"), *((name, name) for name in authorities)]

    def to_filter(self, kind: str) -> Filter:
        """What could be read of it; a faulty part narrows nothing and is shown as a fault."""
        self.is_valid()
        asked = {name: self.cleaned_data.get(name) or "" for name in ("region", "category", "authority")}
        days = {name: self.cleaned_data.get(name) for name in ("since", "until")}
        return Filter(kind=kind, text=self.cleaned_data.get("q", ""), **asked, **days)


@dataclass(frozen=True)
class Chip:
    """A filter in force and the address without it."""

    title: str
    url: str


def read_chips(sieve: Sieve, query: QueryDict) -> list[Chip]:
    return [
        Chip(f"{sieve.fields[name].label}：{spoken(name, value)}", without(query, name))
        for name, value in sieve.cleaned_data.items()
        if value
    ]


def spoken(name: str, value: object) -> str:
    return place_name(str(value)) if name == "region" else str(value)


def without(query: QueryDict, name: str) -> str:
    rest = query.copy()
    rest.pop(name, None)
    rest.pop("page", None)
    return "?" + rest.urlencode()
