"""From a day to a day: what every filter by dates asks for and checks."""

from django import forms

from xinlu.ui.days import DayField


class PeriodForm(forms.Form):
    """Days of decisions, both included. A period that ends before it begins loses its end, and says so."""

    since = DayField(label="决定日期自", required=False)
    until = DayField(label="决定日期至", required=False)

    def clean(self) -> None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", "截止日期早于起始日期，请调换。")
