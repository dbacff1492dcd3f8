"""What a list of the clock may be narrowed by."""

from datetime import date

from django import forms

from xinlu.catalog import queries as catalog
from xinlu.publicity.contracts import Filter, Tab
from xinlu.ui.period import PeriodForm
from xinlu.ui.punctuality import LATE, OVERDUE, WAITING
from xinlu.ui.regions import region_choices

TABS = {
    Tab.OVERDUE: OVERDUE,
    Tab.SOON: WAITING,
    Tab.UNDATED: ("日期有误", "gray"),
    Tab.LATE: LATE,
    Tab.PUBLISHED: ("公示中", ""),
    Tab.WITHHELD: ("不公示", ""),
    Tab.WITHDRAWN: ("已撤回", ""),
    Tab.EXPIRED: ("已期满", ""),
}


class ClockFilter(PeriodForm):
    text = forms.CharField(label="文号、名称或代码", required=False, max_length=100)
    item = forms.ChoiceField(label="事项", required=False)
    region = forms.ChoiceField(label="地区", required=False)
    tab = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("text", "item", "region", "since", "until")

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
