"""JSON, NDJSON, XML and web pages."""

import json

import pytest

from tests.factories.files import ndjson, write, xlsx
from xinlu.collection.contracts import Refused
from xinlu.collection.reading import Format, read, sniff

RECORDS = [
    {"CF_WSH": "闽交罚1号", "CF_NR_FK": 0.50},
    {"CF_WSH": "闽交罚2号", "BZ": None, "CF_XDR_ZJHM": 350102199001010016},
]


def only(path):
    [sheet] = read(path)
    return sheet.frame.rows()


def refusal(path):
    with pytest.raises(Refused) as refused:
        read(path)
    return str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(RECORDS, ensure_ascii=False, indent=1),
        json.dumps({"total": 2, "rows": RECORDS}),
        json.dumps({"records": RECORDS}),
        json.dumps({"data": RECORDS}),
        ndjson(RECORDS),
        ndjson(RECORDS).replace("\n", "\n\n"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_json_shapes(tmp_path, text, encoding):
    rows = only(write(tmp_path, "a.txt", text, encoding))
    assert rows == [
        (0, "CF_WSH", "CF_NR_FK", "BZ", "CF_XDR_ZJHM"),
        (1, "闽交罚1号", "0.5", None, None),
        (2, "闽交罚2号", None, None, "350102199001010016"),
    ]


def test_json_numbers_keep_their_text_and_lists_are_joined(tmp_path):
    rows = only(
        write(
            tmp_path, "a.json", '[{"a": 1.10, "b": ["罚款", "警告"], "c": true, "d": 12345678901234567890}]'
        )
    )
    assert rows[1] == (1, "1.10", "罚款;警告", "\x1atrue", "12345678901234567890")


def test_empty_array_is_an_empty_sheet(tmp_path):
    assert only(write(tmp_path, "a.json", "[]")) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"a": 1}, {"a": ', "断开"),
        ('[{"a": 1} {"a": 2}]', "第 1 行第 11 个字"),
        ('{"a": 1}\n{"a": }\n', "第 2 行"),
        ('[{"a": 1}] x', "语法错误"),
        ('{"rows": [{"a": 1}]} x', "语法错误"),
        ('{"a": {"b": 1}}', "里面还套着对象"),
        ('{"a": [{"b": 1}]}', "看不出哪些是记录"),
        ('[{"a": 1}, 5]', "第 2 条不是对象"),
        ('[{"a": "\\ud800"}]', "半个字"),
        ("[[" * 100_000, "嵌套太深"),
        ("".join(f'{{"n{number}": ""}}\n' for number in range(600)), "有 501 列"),
    ],
)
def test_bad_json_is_refused(tmp_path, text, said):
    assert said in refusal(write(tmp_path, "a.json", text))


def test_a_record_without_values_keeps_its_place(tmp_path):
    assert only(write(tmp_path, "a.json", '[{}, {"a": "1"}, {"a": null}]')) == [
        (0, "a"), (1, None), (2, "1"), (3, None),
    ]  # fmt: skip
    assert only(write(tmp_path, "a.json", "[{}, {}]")) == []


def test_nul_escapes_are_dropped(tmp_path):
    assert only(write(tmp_path, "a.json", '[{"a\\u0000": "甲\\u0000"}]')) == [(0, "a"), (1, "甲")]


ROW = "<Row><CF_WSH>闽交罚{0}号</CF_WSH><BZ/><CF_CFLB>罚款</CF_CFLB><CF_CFLB>警告</CF_CFLB></Row>"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "gbk"])
def test_provincial_request(tmp_path, encoding):
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><Request><ResId>R1</ResId><UpdateMode>FULL</UpdateMode>'
        f"<Rows>{ROW.format(1)}{ROW.format(2)}</Rows></Request>"
    )
    sheets = {sheet.name: sheet.frame.rows() for sheet in read(write(tmp_path, "a.xml", text, encoding))}
    assert sheets["Request/Rows/Row"] == [
        (0, "CF_WSH", "BZ", "CF_CFLB"),
        (1, "闽交罚1号", None, "罚款;警告"),
        (2, "闽交罚2号", None, "罚款;警告"),
    ]
    assert sheets["Request"][1] == (1, "R1", "FULL")


def test_exchange_message(tmp_path):
    text = (
        '<m:ExchangeMessage xmlns:m="urn:x"><m:Header><m:sender>甲</m:sender></m:Header><m:Body>'
        "<m:fields><m:CF_WSH>1号</m:CF_WSH><m:CF_JDRQ>2026-07-07</m:CF_JDRQ></m:fields></m:Body></m:ExchangeMessage>"
    )
    sheets = {sheet.name: sheet.frame.rows() for sheet in read(write(tmp_path, "a.xml", text))}
    assert sheets["ExchangeMessage/Body/fields"] == [(0, "CF_WSH", "CF_JDRQ"), (1, "1号", "2026-07-07")]


FIELDS = "<CF_WSH>1号</CF_WSH><CF_JDRQ>2026-07-07</CF_JDRQ>"


@pytest.mark.parametrize(
    "start", ["", '<?xml version="1.0"?>', '\ufeff<?xml version="1.0"?>\n<!-- 导出 -->\n']
)
@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "ExchangeMessage/Body/fields",
            f"<ExchangeMessage><Header><sender>甲</sender></Header><Body><fields>{FIELDS}</fields></Body></ExchangeMessage>",
        ),
        ("NewDataSet/Table", f"<NewDataSet><Table>{FIELDS}</Table></NewDataSet>"),
        ("DocumentElement/table", f"<DocumentElement><table>{FIELDS}</table></DocumentElement>"),
    ],
)
def test_only_the_root_tells_a_web_page(tmp_path, start, path, text):
    sheets = {sheet.name: sheet.frame.rows() for sheet in read(write(tmp_path, "a.xml", start + text))}
    assert sheets[path] == [(0, "CF_WSH", "CF_JDRQ"), (1, "1号", "2026-07-07")]


def test_what_net_writes_about_a_data_set_is_no_record(tmp_path):
    about = 'xmlns:msdata="urn:schemas-microsoft-com:xml-msdata"'
    schema = (
        '<xs:schema id="d" xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="x"/></xs:schema>'
    )
    row = f'<Table msdata:rowOrder="0" xml:space="preserve">{FIELDS}</Table>'
    [sheet] = read(write(tmp_path, "a.xml", f"<NewDataSet {about}>{schema}{row}{row}</NewDataSet>"))
    assert sheet.frame.rows()[0] == (0, "CF_WSH", "CF_JDRQ") and len(sheet.frame) == 3


def test_values_in_attributes(tmp_path):
    [sheet] = read(write(tmp_path, "a.xml", '<rows><row CF_WSH="1号" BZ="x"/><row CF_WSH="2号"/></rows>'))
    assert sheet.frame.rows() == [(0, "CF_WSH", "BZ"), (1, "1号", "x"), (2, "2号", None)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a><b>&x;</b></a>', "攻击"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a><b>1</b></a>', "攻击"),
        ("<a><b>1</b>", "断开"),
        ("<a><b>1</c></a>", "第 1 行"),
        ("<a>" * 100, "嵌套"),
        ("<r>" + "".join(f"<a{n}><b>1</b></a{n}>" for n in range(300)) + "</r>", "没有重复的记录元素"),
        (f"<{'a' * 499}><b><c>1</c></b></{'a' * 499}>", "有 501 个字，超过 500 个"),
    ],
)
def test_bad_xml_is_refused(tmp_path, text, said):
    assert said in refusal(write(tmp_path, "a.xml", text))


def test_web_page_under_the_name_of_a_workbook(tmp_path):
    page = (
        "<html><head><meta charset=gbk></head><body><table border=1><tr><th colspan=3>处罚&nbsp;表</th></tr>"
        "<tr><td rowspan=2>文号<td>名称<td>日期</tr><tr><td>甲<br>乙</td><td>2026-07-07</td></tr></table>"
        "<table><tr><td>其他</td></tr></table></body></html>"
    )
    first, second = read(write(tmp_path, "a.xls", page, "gb18030"))
    assert first.frame.rows() == [
        (1, "处罚\xa0表", None, None),
        (2, "文号", "名称", "日期"),
        (3, None, "甲\n乙", "2026-07-07"),
    ]
    assert second.frame.rows() == [(1, "其他")]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<html><body>请先登录</body></html>", "没有表格"),
        ("<table><tr><td><table></table></td></tr></table>", "套着表格"),
        ("<table><tr><td>1</td></tr><tr><td>2", "断开"),
    ],
)
def test_bad_page_is_refused(tmp_path, page, said):
    assert said in refusal(write(tmp_path, "a.xls", page))


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"BM\x36\x10\x00\x00\0\0\0\0", "图片"),
        (b"RIFF\0\0\0\0WEBP", "图片"),
        (b"Rar!\x1a", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"{\\rtf1", "RTF"),
        (b"MIME-Version: 1.0", "mht"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "2003"),
    ],
)
def test_what_holds_no_table_is_named(head, said):
    with pytest.raises(Refused, match=said):
        sniff(head, "某某.xlsx")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"BMW,1\n", Format.DELIMITED),
        ("[2026]1号,甲\n".encode(), Format.DELIMITED),
        (b"{abc},1\n", Format.DELIMITED),
        (b' [\n {"a": 1}]', Format.JSON),
        (b'{"a": 1}', Format.JSON),
        ("<rows>".encode("utf-16"), Format.XML),
        ("<table>".encode("utf-16-le"), Format.HTML),
        (b"<!DOCTYPE html>", Format.HTML),
        (b"<!-- saved from url -->\n<HTML>", Format.HTML),
        (b"<style>td {}</style><table>", Format.HTML),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', Format.HTML),
        (b"<rows><table/></rows>", Format.XML),
        (b"<tables>", Format.XML),
    ],
)
def test_format_by_content(head, kind):
    assert sniff(head, "a.xlsx") is kind


def test_head_of_a_workbook(tmp_path):
    assert sniff(xlsx(tmp_path, {"a": [["x"]]}).read_bytes()[:100], "a.csv") is Format.ZIP
