"""Several checks look closer only at what is odd: nothing that they would find may be missing there."""

from functools import partial

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinlu.collection.rules.checks import content, shape
from xinlu.collection.rules.checks.oddities import GARBLED, ODD, ROUNDED, SCIENTIFIC
from xinlu.collection.rules.texts import matches

PIECES = st.sampled_from(
    ["#REF!", "=SUM(", "#", "锟斤拷", "?", "\ufffd", "1", "1.5", "E+", "e12", "000", "350102199001010016"]
    + ["138 0013 8000", "１３８００１３８０００", "-", "公司", " ", "0", "4111111111111111"]
)
TEXTS = st.lists(PIECES, max_size=6).map("".join) | st.text(
    st.sampled_from("0123456789 -—－　?#=eE.+"), max_size=20
)
JUDGES = {
    "cell error": shape.is_cell_error,
    "garbled": partial(matches, pattern=GARBLED),
    "damaged": partial(matches, pattern=f"{SCIENTIFIC}|{ROUNDED}"),
    "personal": content.tells_numbers,
}


@pytest.mark.parametrize("judge", JUDGES)
@settings(deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=30))
def test_whatever_a_check_finds_is_odd(judge, texts):
    values = pl.Series(texts)
    found = values.filter(JUDGES[judge](values))
    assert matches(found, ODD).all()


def test_hardly_any_text_is_odd():
    plain = pl.Series(["福州顺达运输有限公司", "闽交执罚〔2026〕0000001号", "罚款0.5万元"])
    assert not matches(plain, ODD).any()
