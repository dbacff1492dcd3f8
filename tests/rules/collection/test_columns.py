"""Column work equals the plain functions of the kernel, value by value."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinlu.collection.rules import steps
from xinlu.collection.rules.checks import codes
from xinlu.collection.rules.columns import Column, column_of
from xinlu.collection.rules.texts import holds, mapped, where_shaped
from xinlu.kernel import organisationcode, residentid, text, uscc
from xinlu.kernel.codes import judge

AWKWARD = "　ＡｂＣ１（）()〔〕《》，。；：、“”·~_x000D_\u200b\ufeff\u00a0 \t中文\u0301é①"
TEXTS = st.text(st.sampled_from(AWKWARD) | st.characters(codec="utf-8"), max_size=12)
COLUMNS = st.lists(st.none() | TEXTS, max_size=20)
CODES = st.text(uscc.ALPHABET, min_size=17, max_size=17).map(lambda body: "91350100" + body[8:])


@settings(deadline=None)
@given(COLUMNS)
def test_folding_a_column_is_folding_its_values(values):
    folded = steps.fold(pl.Series(values, dtype=pl.String)).to_list()
    assert folded == [None if value is None else text.fold(value) for value in values]


@settings(deadline=None)
@given(COLUMNS)
def test_folding_long_text_again_changes_nothing(values):
    once = steps.fold_text(pl.Series(values, dtype=pl.String))
    assert steps.fold_text(once).to_list() == once.to_list()


@settings(deadline=None)
@given(st.lists(CODES, min_size=1), st.sampled_from(uscc.ALPHABET))
def test_check_digits_by_table_are_the_kernels(bodies, last):
    values = [body + digit for body in bodies for digit in (uscc.check_digit(body), last)]
    series = pl.Series(values)
    sound, inner = where_shaped(
        series, codes.CODE_SHAPE, 18, codes.check_digits_hold, codes.embedded_digits_hold
    )
    assert sound.to_list() == [uscc.check_digit(value[:17]) == value[17] for value in values]
    assert inner.to_list() == [organisationcode.is_valid(value[8:17]) for value in values]


def test_persons_are_the_kernels():
    values = [
        "350102199001010016",
        "350102199001010017",
        "91350100MA2Y0001X9",
        "350102200013450010",
        None,
        "",
    ]
    wanted = [bool(value) and judge(value).personal for value in values]
    assert codes.persons(pl.Series(values)).to_list() == wanted == [True, True, False, True, False, False]


def test_an_empty_column_stays_empty():
    nothing = pl.Series([None, None], dtype=pl.String)
    assert mapped(nothing, str.upper).to_list() == [None, None]
    assert holds(nothing, bool).to_list() == [False, False]


@given(st.lists(st.none() | st.sampled_from("甲乙丙") | st.text(max_size=3), max_size=20))
def test_a_column_of_values_is_the_column(values):
    """Whether values repeat, and are asked once, or not."""
    series = pl.Series("a", values, dtype=pl.String)
    for column in (column_of(series), Column(series)):
        assert column.rows().to_list() == values
        judged = column.where(lambda each: each.str.len_chars() == 1)
        assert judged.to_list() == [value is not None and len(value) == 1 for value in values]


@given(
    st.lists(st.none() | st.sampled_from("甲乙丙"), min_size=1, max_size=20),
    st.lists(
        st.tuples(st.integers(0, 19), st.none() | st.text(max_size=2)), max_size=5, unique_by=lambda at: at[0]
    ),
)
def test_a_patched_column_has_the_other_texts_in_those_rows(values, patches):
    """Whether values repeat or not; the column itself stays as it is."""
    patches = {at: text for at, text in patches if at < len(values)}
    series = pl.Series("a", values, dtype=pl.String)
    rows = pl.Series(list(patches), dtype=pl.UInt32)
    for column in (column_of(series), Column(series)):
        patched = column.patched(rows, pl.Series(list(patches.values()), dtype=pl.String))
        assert patched.rows().to_list() == [patches.get(at, value) for at, value in enumerate(values)]
        assert patched.at(rows).to_list() == list(patches.values())
        assert column.rows().to_list() == values


def test_values_that_repeat_are_asked_once():
    asked = []
    column = column_of(pl.Series(["甲", "乙", None, "甲", "甲", "乙"]))
    assert not column.where(lambda values: asked.extend(values) or values == "丙").any()
    assert asked == ["甲", "乙"]


NUMBERS = st.text("0123456789X", min_size=17, max_size=18) | st.builds(
    lambda province, born, rest: (body := province + "0102" + born + rest) + residentid.check_digit(body),
    st.sampled_from(["35", "11", "99"]),
    st.sampled_from(["19900101", "20000230", "18991231", "20991231", "21000101"]),
    st.text("0123456789", min_size=3, max_size=3),
)


@settings(deadline=None)
@given(st.lists(st.none() | NUMBERS, max_size=20))
def test_id_numbers_of_a_column_are_the_kernels(values):
    found = codes.valid_ids(pl.Series(values, dtype=pl.String)).to_list()
    assert found == [value is not None and residentid.is_valid(value) for value in values]


@settings(deadline=None)
@given(st.lists(st.text("0123456789AX", min_size=8, max_size=8), max_size=10), st.sampled_from("0123456789X"))
def test_organisation_codes_of_a_column_are_the_kernels(bodies, last):
    values = [body + digit for body in bodies for digit in (organisationcode.check_digit(body), last)]
    found = codes.organisation_codes_hold(pl.Series(values, dtype=pl.String)).to_list()
    assert found == [organisationcode.is_valid(value) for value in values]


@settings(deadline=None)
@given(st.lists(CODES.map(lambda code: code + "0") | st.text(uscc.ALPHABET + "IZ", min_size=18, max_size=18)))
def test_wellformed_codes_of_a_column_are_the_kernels(values):
    found = codes.wellformed(pl.Series(values, dtype=pl.String)).to_list()
    assert found == [uscc.is_wellformed(value) for value in values]


NOTHINGS = st.sampled_from(
    ["\\N", "ＮＵＬＬ", "（无）", "无", "－", "暂 无", "#N/A", "未填", "空气", "0", "none"]
)


@settings(deadline=None)
@given(st.lists(st.none() | NOTHINGS | TEXTS.filter(lambda value: len(value) <= 8), max_size=20))
def test_what_says_nothing_is_what_the_kernel_says(values):
    found = steps.drop_nulls(pl.Series(values, dtype=pl.String)).to_list()
    assert found == [None if value is None or text.is_null(value) else value for value in values]


@settings(deadline=None)
@given(COLUMNS)
def test_only_untidy_text_is_touched(values):
    """The quick look that spares most texts the whole treatment misses none."""
    series = pl.Series(values, dtype=pl.String)
    assert steps.fold_text(series).to_list() == steps.tidy_text(series).to_list()


ODD_CODES = st.text(st.sampled_from("aB1 　-–ßǆ〔[（ ("), max_size=6)


@settings(deadline=None)
@given(st.lists(st.none() | ODD_CODES, max_size=10))
def test_codes_are_raised_as_python_raises_them(values):
    found = steps.raise_code(pl.Series(values, dtype=pl.String)).to_list()
    assert found == [None if value is None else "".join(value.split()).upper() for value in values]


@given(
    st.lists(
        st.text(st.sampled_from("闽 〔[（(〕]）)"), max_size=4).flatmap(
            lambda head: st.text(st.sampled_from("〔[ 2017〕]）号"), max_size=9).map(lambda tail: head + tail)
        )
    )
)
def test_years_are_squared_wherever_they_are_not(values):
    pattern = r"\s*[\[\(【〔（［]\s*(\d{4})\s*[\]\)】〕）］]\s*"
    series = pl.Series(values, dtype=pl.String)
    found = steps.square_year(series)
    assert found.to_list() == series.str.replace(pattern, "〔$1〕").to_list()


@pytest.mark.parametrize("count", [254, 255, 256, 65_535, 65_536])
def test_empty_cells_have_a_place_of_their_own_whatever_holds_the_places(count):
    """Places take one, two or four bytes."""
    series = pl.Series([*["v0"] * 1000, *[f"v{number}" for number in range(count)], None])
    column = column_of(series)
    assert column.places is not None and len(column.values) == count
    assert column.where(lambda values: values == "v1").arg_true().to_list() == [1001]
    assert column.rows().equals(series)


def test_places_stay_small_when_a_few_rows_are_patched():
    """The 256th value no longer fits where 255 did."""
    column = column_of(pl.Series([*["v0"] * 1000, *[f"v{number}" for number in range(255)]]))
    patched = column.patched(pl.Series([3], dtype=pl.UInt32), pl.Series(["新"]))
    assert len(patched.values) == 256 and patched.rows()[3] == "新"
