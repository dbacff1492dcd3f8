from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlu.kernel.dates import OPEN_END, parse

DAY = date(2017, 7, 7)
days = st.dates(date(1970, 1, 1), OPEN_END)


@pytest.mark.parametrize(
    "text",
    [
        "2017-7-7",
        "2017-07-07",
        "2017年7月7日",
        "2017 年 7 月 7 日",
        "2017年07月07号",
        "20170707",
        "20170707.0",
        "2017/7/7",
    ]
    + [
        "2017.7.7",
        "2017.07.07",
        "42923",
        "42923.0",
        "42923.583333",
        "２０１７－７－７",
        " 2017-7-7\n",
        "2017-7-7_x000D_",
    ]
    + [
        "2017-07-07 10:30",
        "2017-07-07 00:00:00",
        "2017-07-07 00:00:00.0",
        "2017/7/7 0:00",
        "2017-07-07T08:00:00Z",
    ]
    + ["2017-07-07T08:00:00.123+08:00", "2017年7月7日10时30分", "2017年7月7日 10时30分05秒", "20170707103000"]
    + ["20170707 10:30:00", "2017/7/7 12:00:00 AM", "2017-07-07T08:00:00+0800"],
)
def test_parse(text: str) -> None:
    assert parse(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "2017-07-06T16:00:00Z",
        "2017-07-06T16:00:00.000Z",
        "2017-07-07T00:00:00+0800",
        "2017-07-08 00:30 +09:00",
        "2017/7/6 4:00 PM Z",
        "2017/7/7 12:00 AM +08:00",
        "20170706 16:00:00 Z",
    ],
)
def test_where_a_zone_is_told_the_day_is_that_in_fujian(text: str) -> None:
    assert parse(text) == DAY


@pytest.mark.parametrize("text", ["2017-07-06T25:00:00Z", "2017-07-06T16:99:00Z"])
def test_a_time_that_cannot_be_has_no_day_here(text: str) -> None:
    with pytest.raises(ValueError, match="不是日历上有的日期"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "9999-9-9",
        "9999-12-31",
        "9999/12/31",
        "99991231",
        "9999-99-99",
        "9999年12月31日",
        "9999-12-31 00:00:00",
    ]
    + [
        "2099/12/31",
        "2099-12-31",
        "20991231",
        "2999-1-1",
        "长期",
        "长期有效",
        "永久",
        "永久有效",
        "无固定期限",
        "73050",
    ],
)
def test_open_end(text: str) -> None:
    assert parse(text) == OPEN_END


REFUSED = {
    "不是能识别的日期": ["", "明天", "99990", "12345", "2017-7-7至2018-7-7", "9999不详", "1499356800000"],
    "不是日历上有的日期": ["2017-2-30", "20171340", "2017-0-7", "0000-00-00"],
    "早于 1900 年": ["1017-7-7"],
    "不是完整的日期": ["2017", "2017年", "201707", "2017年7月", "2017-7", "2017.7"],
    "次序不明": ["7/8/2017", "07-08-2017", "17-7-7", "25.12.17"],
}


@pytest.mark.parametrize(("text", "words"), [(text, words) for words in REFUSED for text in REFUSED[words]])
def test_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as refused:
        parse(text)
    assert str(refused.value).endswith("。")


@given(days)
def test_every_shape_gives_the_same_day(day: date) -> None:
    shapes = [
        day.isoformat(),
        f"{day.year}-{day.month}-{day.day}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        f"{day} 23:59:59",
    ]
    assert {parse(shape) for shape in shapes} == {day}


@given(days)
def test_excel_serials(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days

    assert parse(str(serial)) == day


@given(st.text("0123456789-/.年月日 :T长期"))
def test_a_date_or_a_sentence(text: str) -> None:
    try:
        assert date(1900, 1, 1) <= parse(text) <= OPEN_END
    except ValueError as error:
        assert str(error).endswith("。")
