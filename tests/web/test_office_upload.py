"""上传文件: a file arrives, or it is said on the form why not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.collection import (
    ID_NUMBER,
    csv_file,
    make_concluded,
    penalty,
)
from tests.flows.stories import ITEM, recent, work
from tests.web.desks import ELSEWHERE, HERE, text_of, upload
from xinlu.collection import queries
from xinlu.collection.contracts import SubmissionFilter

pytestmark = pytest.mark.usefixtures("platform")


def test_a_file_arrives_and_leads_to_its_receipt(clerk) -> None:
    sent = upload(clerk, [recent(1)])
    assert sent.status_code == 302
    again = upload(clerk, [recent(1)])
    assert again.url == sent.url  # a double click is one submission
    form = {"item": ITEM, "organisation": HERE, "mode": "incremental"}
    file = SimpleUploadedFile("处罚.csv", csv_file([recent(1)]))
    by_script = clerk.post("/office/upload/", form | {"file": file}, headers={"X-Upload": "1"})
    assert (by_script.status_code, by_script["X-Location"]) == (204, sent.url)


@pytest.mark.parametrize(
    ("content", "fields", "said"),
    [
        (b"", {}, "文件是空的"),
        (b"x", {"item": ""}, "请选择目录项"),
        (b"x", {"organisation": ELSEWHERE}, "列表中没有这个选项"),
        (b"x", {"mode": "all"}, "列表中没有这个选项"),
        (b"x", {"corrects": "20260101-000000000000"}, "要更正的不是这个机构、这个目录项的报送"),
    ],
)
def test_what_is_wrong_with_an_upload_is_said_on_the_form(clerk, content, fields, said) -> None:
    answer = upload(clerk, content, **fields)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not queries.submissions(SubmissionFilter()).total


def test_a_file_cannot_correct_somebody_elses(clerk) -> None:
    other = make_concluded([penalty(1, CF_WSH="")], organisation=ELSEWHERE)
    assert upload(clerk, [recent(2)], corrects=other.id).status_code == 422


def test_a_file_over_the_limit_is_refused(clerk, settings) -> None:
    settings.UPLOAD_LIMIT = 100
    answer = upload(clerk, [recent(1)])
    assert answer.status_code == 422 and "上限" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("..\\..\\etc\\处罚.csv", "处罚.csv"),
        ("<img src=x>.csv", "<img src=x>.csv"),
        (f"李四{ID_NUMBER}.csv", "李四3501************16.csv"),
    ],
)
def test_file_names_are_kept_without_folders_and_numbers_and_shown_as_text(clerk, sent, kept) -> None:
    answer = upload(clerk, [recent(1)], filename=sent)
    assert queries.submission(answer.url.split("/")[-2]).filename == kept
    assert "<img src=x>" not in text_of(clerk.get(answer.url))


def test_a_very_long_file_name_keeps_its_end(clerk) -> None:
    answer = upload(clerk, [recent(1)], filename="长" * 400 + ".csv")
    assert queries.submission(answer.url.split("/")[-2]).filename.endswith("长.csv")
    work()
    assert text_of(clerk.get(answer.url))
