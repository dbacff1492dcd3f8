"""Features of a likeness in a sentence, for whoever is asked."""

from collections.abc import Iterable

from xinlu.subjects.contracts import Feature

CLOSE = 60  # alike enough to be called near


def explain(features: Iterable[Feature]) -> str:
    """名称相近，字号相同，地区不同. It names nobody, so it may be shown of people too."""
    return "，".join(f"{each.name}{_word(each.score)}" for each in features)


def _word(score: int) -> str:
    if score == 100:
        return "相同"
    return "相近" if score >= CLOSE else "不同"
