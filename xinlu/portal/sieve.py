"""The filters of a public list, read from the address and written back into it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import QueryDict

from xinlu.kernel import regions
from xinlu.publicity.contracts import Filter

DAY = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
CHOICE = forms.Select(attrs={"class": "form-select"})


class Sieve(forms.Form):
    """Choices are handed in: what the list can be narrowed to today."""

    q = forms.CharField(
        label="名称、代码或文书号",
        required=False,
        max_length=100,
        strip=True,
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search", "autocomplete": "off"}),
    )
    region = forms.ChoiceField(label="地区", required=False, widget=CHOICE)
    category = forms.ChoiceField(label="类别", required=False, widget=CHOICE)
    authority = forms.ChoiceField(label="决定机关", required=False, widget=CHOICE)
    since = forms.DateField(label="决定日期自", required=False, widget=DAY)
    until = forms.DateField(label="决定日期至", required=False, widget=DAY)

    def __init__(
        self, query: QueryDict, *, categories: Iterable[str], authorities: Iterable[str], today: date
    ) -> None:
        super().__init__(query)
        self.fields["region"].choices = [("", "全省"), (regions.PROVINCE, "省级"), *region_choices(today)]
        self.fields["category"].choices = [("", "全部"), *with_asked(categories, query.get("category"))]
        self.fields["authority"].choices = [("", "全部"), *with_asked(authorities, query.get("authority"))]

    def clean(self) -> None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", "截止日期早于起始日期，请调换。")

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
        Chip(f"{sieve.fields[name].label}：{spoken(sieve, name, value)}", without(query, name))
        for name, value in sieve.cleaned_data.items()
        if value
    ]


def spoken(sieve: Sieve, name: str, value: object) -> str:
    if name != "region":
        return str(value)
    return "省级" if value == regions.PROVINCE else regions.name_of(str(value))


def without(query: QueryDict, name: str) -> str:
    rest = query.copy()
    rest.pop(name, None)
    rest.pop("page", None)
    return "?" + rest.urlencode()


def with_asked(values: Iterable[str], asked: str | None) -> list[tuple[str, str]]:
    """A value in the address stays choosable though nothing bears it any more: the list is then empty."""
    known = list(values)
    return [(value, value) for value in ([*known, asked] if asked and asked not in known else known)]


def region_choices(today: date) -> list[tuple[str, Sequence[tuple[str, str]]]]:
    """Cities with their counties under them, as groups of a select."""
    listed = regions.list_regions(today)
    groups = []
    for city in regions.CITIES:
        counties = [(region.code, region.name) for region in listed if region.city == city != region.code]
        groups.append((regions.name_of(city), [(city, regions.name_of(city)), *counties]))
    return groups
