"""From a day to a day: what every filter by dates asks for and checks."""

from django import forms


def day_field(label: str) -> forms.DateField:
    """Browsers take the value of a date field in ISO only."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"})
    return forms.DateField(label=label, required=False, widget=widget)


class PeriodForm(forms.Form):
    """Days of decisions, both included. A period that ends before it begins loses its end, and says so."""

    since = day_field("决定日期自")
    until = day_field("决定日期至")

    def clean(self) -> None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", "截止日期早于起始日期，请调换。")
