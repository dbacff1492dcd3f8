from xinlu.subjects.contracts import Feature
from xinlu.subjects.rules.reasons import explain


def test_features_are_told_in_a_sentence_that_names_nobody() -> None:
    features = [
        Feature("名称", "陈小明", "陈小明", 100, 40),
        Feature("字号", "闽通达", "闽通大", 66, 30),
        Feature("地区", "福州市", "厦门市", 0, 15),
    ]
    assert explain(features) == "名称相同，字号相近，地区不同"
    assert explain([]) == ""
