"""The packs themselves: no gap, no overlap, every parameter with its source."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from xinlu.kernel.packs import choose, gaps_and_overlaps
from xinlu.publicity.contracts import Severity
from xinlu.publicity.rulebook import book

FAMILIES = book().families()


def parameters(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every single parameter of a pack: the innermost mappings, which must carry source and verified."""
    if isinstance(value, Mapping):
        inner = [part for part in value.values() if isinstance(part, (Mapping, list, tuple))]
        nested = [
            part for part in inner if isinstance(part, Mapping) or any(isinstance(x, Mapping) for x in part)
        ]
        if not nested:
            yield value
        for part in nested:
            yield from parameters(part)
    else:
        for part in value:
            yield from parameters(part)


@pytest.mark.parametrize("family", FAMILIES, ids=str)
def test_no_gap_and_no_overlap(family):
    packs = FAMILIES[family]
    assert gaps_and_overlaps(packs) == []
    for day in (date(1900, 1, 1), date(2023, 4, 30), date(2023, 5, 1), date(2026, 3, 31), date(2026, 4, 1)):
        assert choose(packs, day)


@pytest.mark.parametrize("pack", list(book().packs()), ids=lambda pack: pack.id)
def test_every_parameter_cites_its_source(pack):
    found = list(parameters(pack.parameters))
    assert found
    for parameter in found:
        assert parameter["source"].strip(), parameter
        assert parameter["verified"] in (True, False), parameter
    assert pack.title and pack.issued_by and pack.document_no and pack.articles


def test_a_parameter_without_source_is_seen():
    assert list(parameters({"terms": {"light": {"longest": 3}}, "classes": [{"words": ["x"]}]})) == [
        {"longest": 3},
        {"words": ["x"]},
    ]


def test_identifiers_are_unique_and_found():
    names = [pack.id for pack in book().packs()]
    assert len(names) == len(set(names))
    assert book().find("penalty-term-g2").valid_from == date(2023, 5, 1)
    assert book().find("none") is None


def test_classes_name_severities_that_have_terms():
    for pack in book().penalty:
        for entry in pack.parameters["classes"]:
            assert Severity(entry["severity"]).value in pack.parameters["terms"]
        assert Severity.GENERAL.value in pack.parameters["terms"]
