"""The acts of collection, as auditors read them."""

from xinlu.events.contracts import Act, Target

RECEIVED = Act("submission.received", "收到报送")
HELD = Act("submission.held", "报送量或撤下量异常，暂停等待确认")
TROUBLED = Act("submission.troubled", "处理中断，等待管理员")
VOLUME_CONFIRMED = Act("submission.volume-confirmed", "确认报送量")
REFUSED = Act("submission.refused", "退回整个文件")
CONCLUDED = Act("submission.concluded", "报送处理完毕")
ZERO_REPORTED = Act("submission.zero-reported", "零报告")
ROW_RELEASED = Act("quarantine.released", "放行待处理行")
ROW_DISMISSED = Act("quarantine.dismissed", "不再处理待处理行")
CODE_AUTHORISED = Act("code.authorised", "授权例外代码")
CODE_WITHDRAWN = Act("code.withdrawn", "撤回例外代码")
ENTRY_MADE = Act("hand-entry.made", "手工录入")
ENTRY_SHOWN = Act("hand-entry.shown", "复核时查看手工录入的完整号码")
ENTRY_CONFIRMED = Act("hand-entry.confirmed", "复核手工录入")
ROWS_RESEALED = Act("rows.resealed", "更换密钥后重新加密待处理行与手工录入")
ORIGINAL_TAKEN = Act("submission.original-taken", "下载报送原件或标错工作簿")
ENTRY_RETURNED = Act("hand-entry.returned", "退回手工录入")


def submission(identifier: str, organisation: str) -> Target:
    return Target("Submission", identifier, organisation)


def quarantined(identifier: int, organisation: str) -> Target:
    return Target("QuarantinedRow", str(identifier), organisation)


def hand_entry(identifier: int, organisation: str) -> Target:
    return Target("HandEntry", str(identifier), organisation)
