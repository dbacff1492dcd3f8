"""The workbook a county really has: titles above the header, its own names for columns, and two faults."""

from datetime import date, timedelta
from pathlib import Path

import openpyxl

PRICELESS, BROKEN = 1, 2  # places of the faulty rows
BROKEN_CODE = "91350128MA2XY0Q1X0"  # well formed; its check digit should be R
COLUMNS = {
    "行政相对人名称": "厦门听涛货运有限公司",
    "行政相对人类别": "法人及非法人组织",
    "统一社会信用代码": "91350203MA5XTQ7Y85",
    "法定代表人": "林海",
    "处罚决定书文号": "",
    "违法行为类型": "超限运输",
    "违法事实": "车货总质量超过限定标准",
    "处罚依据": "《公路安全保护条例》第六十四条",
    "处罚类别": "罚款",
    "处罚内容": "罚款五千元",
    "罚款金额（万元）": "0.5",
    "处罚决定日期": "",
    "处罚有效期": "",
    "处罚机关": "厦门市思明区交通运输局",
    "处罚机关统一社会信用代码": "1135000000FJ00013A",
}


def numbers(mark: str) -> list[str]:
    """The four document numbers of a workbook. mark: tells workbooks apart."""
    return [f"闽厦思交罚〔{date.today().year}〕{mark}{number}号" for number in range(1, 5)]


def write_workbook(path: Path, mark: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "处罚台账"
    sheet.append(["思明区交通运输局行政处罚信息报送表"])
    sheet.merge_cells("A1:H1")
    sheet.append(["填报单位：思明区交通运输局", None, None, f"填报日期：{date.today():%Y年%m月%d日}"])
    sheet.append(list(COLUMNS))
    for place, number in enumerate(numbers(mark)):
        sheet.append(list(row(place, number).values()))
    book.save(path)
    return path


def row(place: int, number: str) -> dict[str, str]:
    decided = date.today() - timedelta(days=3)
    faults = {PRICELESS: {"罚款金额（万元）": ""}, BROKEN: {"统一社会信用代码": BROKEN_CODE}}
    said = {
        "处罚决定书文号": number,
        "处罚决定日期": f"{decided:%Y年%m月%d日}",
        "处罚有效期": f"{decided.replace(year=decided.year + 1, day=1):%Y-%m-%d}",
    }
    named = {"行政相对人名称": "平潭听潮航运有限公司"} if place == BROKEN else {}
    return COLUMNS | said | named | faults.get(place, {})


def give_price(path: Path) -> Path:
    """Writes the missing amount into the failed rows and leaves the code as the licence has it."""
    book = openpyxl.load_workbook(path)
    lines = list(book.worksheets[0].iter_rows())
    header = next(line for line in lines if any("罚款金额" in str(cell.value) for cell in line))
    place = next(at for at, cell in enumerate(header) if "罚款金额" in str(cell.value))
    for line in lines[lines.index(header) + 1 :]:
        line[place].value = line[place].value or "0.5"
    book.save(path)
    return path
