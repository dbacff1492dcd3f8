"""What a list of the clock may be narrowed by."""

from datetime import date

from django import forms

from xinlu.catalog import queries as catalog
from xinlu.kernel.regions import CITIES, PROVINCE, list_regions, name_of
from xinlu.publicity.contracts import Filter


def day_input() -> forms.DateInput:
    """Browsers take the value of a date field in ISO only."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ClockFilter(forms.Form):
    text = forms.CharField(label="文号、名称或代码", required=False, max_length=100)
    item = forms.ChoiceField(label="事项", required=False)
    region = forms.ChoiceField(label="地区", required=False)
    since = forms.DateField(label="决定日期从", required=False, widget=day_input())
    until = forms.DateField(label="到", required=False, widget=day_input())
    tab = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, today: date, **values) -> None:
        super().__init__(*args, **values)
        items = catalog.items()
        self.fields["item"].choices = [("", "全部"), *((item.identifier, item.name) for item in items)]
        self.fields["region"].choices = region_choices(today)

    @property
    def wanted(self) -> Filter:
        """What can be read of the address; a field that makes no sense is left out, the page says so."""
        self.is_valid()
        names = ("text", "item", "region", "since", "until")
        return Filter(**{name: value for name in names if (value := self.cleaned_data.get(name))})


def region_choices(today: date) -> list:
    """The province's own, the ten cities, and under each its counties."""
    counties = [region for region in list_regions(today) if region.level == "county"]
    groups = [
        (name_of(city), [(city, f"{name_of(city)}（全市）"), *under(city, counties)]) for city in CITIES
    ]
    return [("", "全部"), (PROVINCE, "省本级"), *groups]


def under(city: str, counties: list) -> list[tuple[str, str]]:
    return [(region.code, region.name) for region in counties if region.city == city and region.code != city]
