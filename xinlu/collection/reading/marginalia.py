"""What people write into a table that is no record: hints and examples on top, totals, closing notes.

A row counts as such only when no record could read like it.
"""

import re

TOTAL = (  # a whole cell; read by Polars too
    r"^\s*(?:本[页月季年]|全部|各项)?(?:合|总|小|共|累)\s*计(?:金额|数量?|件数|条数)?"
    r"\s*(?:[(（][^()（）]*[)）])?\s*(?:[:：]\s*(?P<figure>.*))?$"
)
FIGURE = re.compile(
    r"[共约]?\s*[-+]?[￥¥]?\d[\d,，.]{0,14}\s*(?:%|[百千万亿]*元|[条件宗户家人个次项笔起份行])?|[-—–/]+"
)
CLOSING = re.compile(
    r"(填表|制表|填报|报送|审核|复核|负责|经办|联系)(人|单位|部门|日期|时间|电话).{0,60}|(注|备注|说明)[:：]"
)
EXAMPLE_WORD = r"(?:填写|填报)?(?:示例|样例|范例|举例|例如?)(?:行|数据)?\d{0,2}"
EXAMPLE_MARK = re.compile(rf"[(【\[]?{EXAMPLE_WORD}[)】\]]?[:：]?")  # alone in the first cell
EXAMPLE = re.compile(
    rf"(?:[(【\[]\s*{EXAMPLE_WORD}\s*[)】\]]|(?!例){EXAMPLE_WORD}\s*[:：])"
)  # before the text of any
DEMAND = r"(?:非?必[填录]|选填|可选|可不填|可为空|条件必填|不填)(?:项|字段)?"
SHAPE = (
    r"(?:文本|字符串?|数字|数值|整数|小数|日期|时间|枚举|金额|VARCHAR2?|N?CHAR|DATE(?:TIME)?|NUMBER|DECIMAL|INT(?:EGER)?|[CND])"
    r"[型类格式]{0,2}\s*(?:\(?\s*\d+(?:\s*[,，]\s*\d+)?\s*[位字]?\s*\)?)?"
)
SAYING = r"(?:格式|填写|填报|请填写?|请选择|下拉选择|单选|多选|如|例如?|参照|按照?)\s*[:：].*|[Yy]{4}.?[Mm]{2}.?[Dd]{2}"
LIMIT = r"(?:最[多长]|不超过|限)\s*\d+\s*(?:个?字符?|位).*|\d+\s*(?:个?字符?|位)"
HINT = re.compile(
    rf"[(【\[*※]*\s*(?:{DEMAND}(?:[)】\],，;；、\s].*)?|{SHAPE}|{SAYING}|{LIMIT})\s*[)】\]]*", re.IGNORECASE
)


def why_opening(texts: list[str]) -> str:
    """Why a row right under the header is none of the records, "" when it may be one. texts: filled cells."""
    if not texts:
        return ""
    if all(HINT.fullmatch(text) for text in texts):
        return "填写说明"
    marked = EXAMPLE_MARK.fullmatch(texts[0]) or any(EXAMPLE.match(text) for text in texts)
    return "示例行" if marked else ""


def is_total(texts: list[str]) -> bool:
    """A total, its figures, and nothing else."""
    others = [text for text in texts if not _names_total(text)]
    return len(others) < len(texts) and all(
        FIGURE.fullmatch(text) or CLOSING.match(text) or _names_total(text) for text in others
    )


def _names_total(text: str) -> bool:
    found = re.match(TOTAL, text)
    return bool(found) and not (found["figure"] and not FIGURE.fullmatch(found["figure"]))
