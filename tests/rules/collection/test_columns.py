"""Column work equals the plain functions of the kernel, value by value."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.catalog import make_field
from xinlu.collection.rules import steps
from xinlu.collection.rules.checks import codes
from xinlu.collection.rules.columns import holds, mapped, where_shaped
from xinlu.kernel import organisationcode, text, uscc
from xinlu.kernel.codes import judge

AWKWARD = "　ＡｂＣ１（）()〔〕《》，。；：、“”·~_x000D_\u200b\ufeff\u00a0 \t中文\u0301é①"
TEXTS = st.text(st.sampled_from(AWKWARD) | st.characters(codec="utf-8"), max_size=12)
COLUMNS = st.lists(st.none() | TEXTS, max_size=20)
CODES = st.text(uscc.ALPHABET, min_size=17, max_size=17).map(lambda body: "91350100" + body[8:])


@settings(deadline=None)
@given(COLUMNS)
def test_folding_a_column_is_folding_its_values(values):
    folded = steps.fold(make_field(), pl.Series(values, dtype=pl.String)).to_list()
    assert folded == [None if value is None else text.fold(value) for value in values]


@settings(deadline=None)
@given(COLUMNS)
def test_folding_long_text_again_changes_nothing(values):
    once = steps.fold_text(make_field(), pl.Series(values, dtype=pl.String))
    assert steps.fold_text(make_field(), once).to_list() == once.to_list()


@settings(deadline=None)
@given(st.lists(CODES, min_size=1), st.sampled_from(uscc.ALPHABET))
def test_check_digits_by_table_are_the_kernels(bodies, last):
    values = [body + digit for body in bodies for digit in (uscc.check_digit(body), last)]
    series = pl.Series(values)
    assert where_shaped(series, codes.CODE_SHAPE, 18, codes.check_digits_hold).to_list() == [
        uscc.check_digit(value[:17]) == value[17] for value in values
    ]
    assert where_shaped(series, codes.CODE_SHAPE, 18, codes.embedded_digits_hold).to_list() == [
        organisationcode.is_valid(value[8:17]) for value in values
    ]


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
