"""What a kept draft is called, and its fields, in the words of the form that it was typed into."""

import contextlib
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.forms import Form
from django.urls import Resolver404, ResolverMatch, resolve

from xinlu.archive import queries as archive
from xinlu.catalog import queries as catalog
from xinlu.office.calendar_forms import DayForm, YearForm
from xinlu.office.catalog_forms import ElementsForm, FieldForm, PublishForm
from xinlu.office.organisations_edit import STEPS
from xinlu.office.subjects_form import MergeForm, PurposeForm, ReasonForm, SplitForm
from xinlu.office.tokens import TokenForm
from xinlu.office.upload import UploadForm
from xinlu.office.users_forms import GrantForm, UserForm
from xinlu.office.zero import ZeroForm

# Route → what is done there, and its form; Form alone where the template or the catalogue makes the fields.
FORMS: Mapping[str, tuple[str, type[Form]]] = {
    "office-user-new": ("新建用户", UserForm),
    "office-user-grant": ("授予角色", GrantForm),
    "office-user-deactivate": ("停用用户", Form),
    "office-token-new": ("签发令牌", TokenForm),
    "office-organisation-change": ("机构维护", Form),
    "office-calendar-day": ("设定工作日或休息日", DayForm),
    "office-calendar-year": ("工作日历录入完毕", YearForm),
    "office-catalog-elements": ("修改目录要素", ElementsForm),
    "office-catalog-field-new": ("增加目录字段", FieldForm),
    "office-catalog-field": ("修改目录字段", FieldForm),
    "office-catalog-publish": ("发布目录", PublishForm),
    "office-upload": ("上传文件", UploadForm),
    "office-zero": ("零报告", ZeroForm),
    "office-entry-new": ("逐条录入", Form),
    "office-entry-review": ("退回录入", Form),
    "office-quarantined": ("处理待处理行", Form),
    "office-exception-change": ("撤回或重新授权例外代码", Form),
    "office-record-change": ("撤回或恢复记录", Form),
    "office-record-correct": ("更正记录", Form),
    "office-record-whole": ("查看未脱敏的记录", PurposeForm),
    "office-subject-whole": ("查看未脱敏的主体信息", PurposeForm),
    "office-match-case-whole": ("查看未脱敏的主体信息", PurposeForm),
    "office-subject-merge": ("合并主体", MergeForm),
    "office-subject-split": ("拆分主体", SplitForm),
    "office-judgement-undo": ("撤销判定", ReasonForm),
    "office-match-case": ("判定主体匹配", ReasonForm),
    "office-withhold": ("暂缓公示", Form),
    "office-lift": ("恢复公示", Form),
}
COMMON = {"reason": "理由", "organisation": "机构"}


def title_of(path: str) -> str:
    found = route_of(path)
    return FORMS[found.url_name][0] if found else "未提交的内容"


def labels_of(path: str) -> dict[str, str]:
    """Field → its label; fields that nobody types into have none."""
    found = route_of(path)
    if found is None:
        return COMMON
    form = FORMS[found.url_name][1]
    if found.url_name == "office-organisation-change" and found.kwargs["step"] in STEPS:
        form = STEPS[found.kwargs["step"]].form
    labels = {name: str(field.label or "") for name, field in form.base_fields.items()}
    typed = {name: label for name, label in labels.items() if label}
    return COMMON | typed | catalogue_labels(found.kwargs)


def catalogue_labels(which: Mapping[str, str]) -> dict[str, str]:
    """The names of the record type's fields, where the form was made from the catalogue."""
    with contextlib.suppress(LookupError):
        item = which.get("item") or archive.record(which["record"]).item
        return {field.identifier: field.name for field in catalog.item(item).fields}
    return {}


def route_of(path: str) -> ResolverMatch | None:
    """None for a route that takes no form, or is gone."""
    with contextlib.suppress(Resolver404):
        found = resolve(urlsplit(path).path)
        return found if found.url_name in FORMS else None
    return None
