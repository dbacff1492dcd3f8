"""The clerk's job in a real browser: a faulty workbook goes up, comes back marked, is corrected, is public."""

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.workbook import BROKEN, PRICELESS, give_price, numbers, write_workbook

pytestmark = pytest.mark.browser
WORK = 60_000  # milliseconds that the worker may take


def test_a_faulty_workbook_becomes_public_records(desk, tmp_path):
    clerk, steward, public = desk("xiaolin"), desk("shuju"), desk()
    documents = numbers("甲")
    upload(clerk, write_workbook(tmp_path / "处罚台账.xlsx", "甲"))
    expect(clerk.get_by_text("2 行有错误，没有收取")).to_be_visible(timeout=WORK)
    findings = clerk.locator("#findings tbody")
    expect(findings).to_contain_text("罚款金额")
    expect(findings).to_contain_text("校验")
    marked = openpyxl.load_workbook(download(clerk, "标错工作簿", tmp_path / "标错.xlsx"))
    assert faulty_cells(marked["处罚台账"]) == {(5, "罚款金额（万元）"), (6, "统一社会信用代码")}

    failed = give_price(download(clerk, "只含退回行", tmp_path / "退回行.xlsx"))
    clerk.get_by_role("link", name="重新报送这些行").click()
    send(clerk, failed)
    expect(clerk.get_by_text("1 行有错误，没有收取")).to_be_visible(timeout=WORK)
    assert shown(public, documents) == [True, True, False, True]

    authorise(steward, documents[BROKEN])
    assert_shown(public, documents[BROKEN], yes=True)
    public.goto(f"/penalties/?q={documents[PRICELESS]}")
    public.locator("main tbody a").click()
    expect(public.locator("main")).to_contain_text("厦门听涛货运有限公司")

    withdraw(clerk, documents[PRICELESS])
    assert public.reload().status == 404
    assert shown(public, documents) == [True, False, True, True]


def test_an_answer_of_a_proxy_is_told_as_a_fault_of_the_network(desk, tmp_path):
    clerk = desk("xiaolin")
    clerk.goto("/office/upload/")
    clerk.route("**/office/upload/", lambda route: route.fulfill(status=413, body="<h1>413</h1>"))
    clerk.get_by_label("目录项").select_option("admin-penalty")
    file = write_workbook(tmp_path / "处罚台账.xlsx", "丙")
    clerk.get_by_label("文件", exact=True).set_input_files(file)
    clerk.get_by_role("button", name="上传并检查").click()
    expect(clerk.get_by_role("main")).to_contain_text("网络中断，没有传完")
    expect(clerk.get_by_role("button", name="上传并检查")).to_be_enabled()


def test_the_same_without_any_script(desk, tmp_path):
    clerk = desk("xiaolin", java_script_enabled=False)
    upload(clerk, write_workbook(tmp_path / "处罚台账.xlsx", "乙"))
    for _ in range(WORK // 1000):
        if clerk.get_by_text("没有收取").count():
            break
        clerk.wait_for_timeout(1000)
        clerk.get_by_role("link", name="刷新").click()
    expect(clerk.get_by_text("行有错误，没有收取")).to_be_visible()
    marked = openpyxl.load_workbook(download(clerk, "标错工作簿", tmp_path / "标错.xlsx"))
    assert (5, "罚款金额（万元）") in faulty_cells(marked["处罚台账"])


def upload(page: Page, file: Path) -> None:
    page.goto("/office/")
    page.get_by_role("main").get_by_role("link", name="上传文件").click()
    page.get_by_label("目录项").select_option("admin-penalty")
    send(page, file)


def send(page: Page, file: Path) -> None:
    page.get_by_label("文件", exact=True).set_input_files(file)
    page.get_by_role("button", name="上传并检查").click()
    page.wait_for_url("**/office/submissions/*/")


def download(page: Page, name: str, path: Path) -> Path:
    with page.expect_download() as started:
        page.get_by_role("link", name=name).click()
    started.value.save_as(path)
    return path


def faulty_cells(sheet) -> set[tuple[int, str]]:
    """(row, column title) of the cells that carry both a colour and a comment."""
    titles = {cell.column: cell.value for cell in sheet[3]}
    return {
        (cell.row, titles[cell.column])
        for line in sheet.iter_rows(min_row=4)
        for cell in line
        if cell.comment and cell.fill.fill_type == "solid"
    }


def shown(page: Page, documents: list[str]) -> list[bool]:
    return [is_listed(page, document) for document in documents]


def is_listed(page: Page, document: str) -> bool:
    page.goto(f"/penalties/?q={document}")
    return page.locator("main tbody tr").filter(has_text=document).count() > 0


def assert_shown(page: Page, document: str, *, yes: bool) -> None:
    """Waits for the worker."""
    for _ in range(WORK // 1000):
        if is_listed(page, document) is yes:
            return
        page.wait_for_timeout(1000)
    raise AssertionError(f"{document}: {'not shown' if yes else 'still shown'}")


def authorise(page: Page, document: str) -> None:
    page.goto("/office/quarantine/?item=admin-penalty&organisation=350203&rule=USCC-CHECK&order=newest")
    page.locator("main tbody a").first.click()
    expect(page.get_by_role("main")).to_contain_text(document)
    page.get_by_label("依据").fill("登记机关 2015 年复函，营业执照原件")
    page.get_by_role("button", name="授权例外代码").click()
    expect(page.get_by_text("已授权例外代码")).to_be_visible()


def withdraw(page: Page, document: str) -> None:
    """As a clerk finds it: subject, archive, record."""
    page.goto("/office/subjects/?text=厦门听涛货运有限公司")
    page.locator("main tbody a").first.click()
    line = page.locator("main tr, main li").filter(has_text=document).first
    line.locator("a[href*='/records/']").first.click()
    page.get_by_label("撤回理由").fill("行政复议决定撤销")
    page.get_by_role("button", name="撤回").click()
    expect(page.get_by_role("main")).to_contain_text("已撤回")
