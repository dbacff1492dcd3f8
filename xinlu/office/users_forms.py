"""Forms about users. Choices come cut to what the administrator may manage."""

from django import forms

from xinlu.accounts.contracts import Role
from xinlu.office.scope import Choices
from xinlu.ui.days import DayField

ROLES = [(role.value, role.label) for role in Role]
STATES = [("active", "在用"), ("inactive", "已停用")]


class UserFilter(forms.Form):
    text = forms.CharField(label="用户名或姓名", required=False, max_length=64)
    organisation = forms.ChoiceField(label="机构", required=False)
    role = forms.ChoiceField(label="角色", required=False, choices=[("", "全部"), *ROLES])
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *STATES])

    def __init__(self, *args, organisations: Choices, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "全部"), *organisations]


class UserForm(forms.Form):
    username = forms.CharField(
        label="用户名",
        max_length=64,
        help_text="3 至 64 个小写字母、数字、点、横线或下划线；登录时使用，建好后不能修改。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(label="姓名", max_length=64)
    organisation = forms.ChoiceField(label="所属机构")
    phone = forms.CharField(label="联系电话", max_length=20, required=False, help_text="选填，加密保存。")

    def __init__(self, *args, organisations: Choices, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "请选择"), *organisations]


class GrantForm(forms.Form):
    role = forms.ChoiceField(label="角色", choices=[("", "请选择"), *ROLES])
    organisation = forms.ChoiceField(label="适用机构", help_text="包括其全部下级机构。")
    until = DayField(label="截止日期", required=False, help_text="选填；到这一天为止有效。")

    def __init__(self, *args, organisations: Choices, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "请选择"), *organisations]
