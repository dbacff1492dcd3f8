"""Forms of the working calendar."""

from django import forms

from xinlu.ui.days import DayField

SOURCE = "例如：国务院办公厅关于某年部分节假日安排的通知（国办发明电〔某年〕某号）。"


class DayForm(forms.Form):
    on = DayField(label="日期")
    working = forms.ChoiceField(
        label="设为", choices=[("yes", "工作日"), ("no", "休息日")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="依据", max_length=200, help_text=SOURCE)


class YearForm(forms.Form):
    year = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(label="依据", max_length=200, help_text=SOURCE)
    without_shifts = forms.BooleanField(label="这一年没有调休上班的周末", required=False)
    confirmed = forms.BooleanField(label="全年的放假和调休都已核对录入")
