from datetime import UTC, date, datetime, timedelta

from tests.rules.archive.test_personal import ITEM, field
from xinlu.archive.contracts import Provenance, Record
from xinlu.archive.rules.timeline import line_up, title_of, told_before
from xinlu.catalog.contracts import FieldRole
from xinlu.subjects.contracts import DatedName, Judgement, Kind, Subject, Verdict

AT = datetime(2026, 11, 2, 16, 30, tzinfo=UTC)  # already the next day in Fujian
ZONE_DAY = date(2026, 11, 3)


def record(**given: object) -> Record:
    defaults = {
        "id": "R1", "key": "k", "item": "sample", "item_version": 1, "subject": "S1", "organisation": "350100",
        "region": "350100", "decided_on": date(2026, 5, 1), "data": {"NO": "甲号"}, "withdrawn": False,
        "reason": "", "first_received_at": AT, "revised_at": AT, "sequence": 1, "digest": "",
        "provenance": Provenance("", "", "", 0, "", ""),
    }  # fmt: skip
    return Record(**{**defaults, **given})  # type: ignore[arg-type]


def judgement(act: str, reversed_at: datetime | None = None) -> Judgement:
    return Judgement(1, act, "S1", "S2", Verdict.SAME, "林", AT, "同一", reversed_at=reversed_at)


TOLD = {
    ("sample", 1): type(ITEM)(
        **{**ITEM.__dict__, "fields": (*ITEM.fields, field("NO", FieldRole.DOCUMENT_NO))}
    )
}
WHO = Subject("S1", Kind.ORGANISATION, "乙", "350100")


def test_the_latest_comes_first_and_a_withdrawal_is_a_moment_of_its_own() -> None:
    records = [record(), record(id="R2", withdrawn=True, reason="撤销", revised_at=AT + timedelta(days=9))]
    moments = line_up(records, TOLD, {"R2": AT}, WHO, [])
    assert [(moment.kind, moment.on, moment.struck) for moment in moments] == [
        ("withdrawn", ZONE_DAY, False),
        ("decided", date(2026, 5, 1), False),
        ("decided", date(2026, 5, 1), True),
    ]
    assert moments[0].title == "撤回：样例 · 甲号（撤销）"


def test_new_names_count_from_the_second() -> None:
    named = [DatedName("甲", date(2020, 1, 1), date(2024, 1, 1)), DatedName("乙", date(2024, 1, 1), None)]
    who = Subject("S1", Kind.ORGANISATION, "乙", "350100", names=(*named, DatedName("丙", None, None)))
    assert [moment.title for moment in line_up([], {}, {}, who, [])] == ["更名为 乙"]


def test_judgements_that_changed_somebody_are_told_with_their_undoing() -> None:
    told = line_up([], {}, {}, WHO, [judgement("merge", AT), judgement("split"), judgement("judge")])
    assert [moment.title for moment in told] == [
        "并入主体 S2（同一）",
        "撤销“并入主体 S2”（）",
        "拆分出主体 S2（同一）",
    ]


def test_a_record_without_a_telling_field_is_called_by_its_item() -> None:
    assert title_of(record(data={}), TOLD["sample", 1]) == "样例"


def test_what_was_judged_or_undone_later_was_not_known_before() -> None:
    later = AT + timedelta(days=1)
    assert list(told_before([judgement("merge")], AT)) == []
    undone = judgement("merge", reversed_at=later)
    [then] = told_before([undone], later)
    assert then.reversed_at is None and then.reason == "同一"
    assert list(told_before([undone], later + timedelta(days=1))) == [undone]
