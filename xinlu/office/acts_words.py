"""The words of the account of acts in Chinese: kinds of what is acted on, keys and values of what is said."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from xinlu.accounts.contracts import Permission, Role
from xinlu.collection.contracts import CHANNEL_NAMES, MODE_NAMES, STATUS_NAMES
from xinlu.events.contracts import title_of
from xinlu.office import entry_list, quarantine, users_forms
from xinlu.office.subjects_form import KINDS as SUBJECT_KINDS
from xinlu.office.templatetags.office import item_name, organisation_name
from xinlu.publicity.contracts import STATE_NAMES
from xinlu.subjects.contracts import Verdict
from xinlu.ui.templatetags.ui import region_name

KINDS = {
    "CreditRecord": "信用记录",
    "Submission": "报送",
    "QuarantinedRow": "待处理行",
    "HandEntry": "手工录入",
    "ExceptionCode": "例外代码",
    "Subject": "主体",
    "Identifier": "主体号码",
    "publication": "公示",
    "feed": "公示",
    "item": "目录项",
    "catalogue": "信用信息目录",
    "calendar": "工作日历",
    "organisation": "机构",
    "user": "用户",
    "User": "用户",
    "token": "接口令牌",
    "list": "清单",
}
VERDICTS = {Verdict.SAME: "同一主体", Verdict.DIFFERENT: "不是同一主体", Verdict.UNSURE: "暂不确定"}
COUNTS = {
    "rows": "行数",
    "accepted": "接收",
    "rejected": "退回",
    "new": "新增",
    "revised": "更正",
    "unchanged": "未变",
    "withdrawn": "撤回",
    "waiting_match": "主体待判定",
    "warnings": "提醒",
    "notes": "说明",
}


def labelled(names: Mapping[Any, str]) -> Callable[[Any], str]:
    return lambda value: names.get(value, str(value))


def number(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def listed(names: Mapping[Any, str]) -> Callable[[Any], str]:
    return lambda values: "、".join(names.get(value, str(value)) for value in values) or "无"


def in_order(names: Iterable[str], known: Iterable[str]) -> list[str]:
    """As in known, the others behind: a database may keep the names of an object in an order of its own."""
    places = {name: place for place, name in enumerate(known)}
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))


def counted(counts: Mapping[str, int]) -> str:
    return "，".join(f"{COUNTS.get(name, name)} {number(counts[name])}" for name in in_order(counts, COUNTS))


def moment(text: str) -> str:
    at = parse_datetime(text)
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else text


ROLES = {role.value: role.label for role in Role}
PERMISSIONS = {permission.value: permission.label for permission in Permission}
STATES = dict([*quarantine.STATES, *entry_list.STATES, *users_forms.STATES]) | {"waiting": "待办"}
WORDS: Mapping[str, tuple[str, Callable[[Any], str]]] = {
    "item": ("目录项", item_name),
    "organisation": ("机构", organisation_name),
    "region": ("地区", region_name),
    "kind": ("类别", labelled(SUBJECT_KINDS)),
    "role": ("角色", labelled(ROLES)),
    "permissions": ("权限", listed(PERMISSIONS)),
    "channel": ("报送途径", labelled(CHANNEL_NAMES)),
    "mode": ("报送方式", labelled(MODE_NAMES)),
    "status": ("状态", labelled(STATUS_NAMES)),
    "state": ("状态", labelled(STATES)),
    "verdict": ("判定", labelled(VERDICTS)),
    "counts": ("各项数目", counted),
    "rows": ("行数", number),
    "count": ("数量", number),
    "records": ("记录数", number),
    "revisions": ("修订数", number),
    "numbers": ("号码数", number),
    "size": ("文件大小", filesizeformat),
    "number": ("版本", lambda value: f"第 {value} 版"),
    "since": ("自", str),
    "until": ("至", lambda value: value or "长期"),
    "expires_at": ("到期时间", moment),
    "on": ("截至日期", str),
    "reason": ("理由", str),
    "purpose": ("用途", str),
    "waives": ("免除的检查", listed({})),
    "judgement": ("判定编号", str),
    "sequence": ("变动序号", number),
    "to": ("处理到变动序号", number),
    "address": ("登录地址", str),
    "act": ("操作", title_of),
    "text": ("查找内容", str),
    "actor": ("操作人", str),
    "rule": ("检查编号", str),
    "digest": ("摘要值", str),
    "root": ("Merkle 根", str),
    "submission": ("重新进入的报送", str),
    "merged": ("并入的主体", str),
    "parted": ("拆出的主体", str),
    "right": ("对方主体", str),
    **{state.value: (name, number) for state, name in STATE_NAMES.items()},
}
