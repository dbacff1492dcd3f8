import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories.archive import catalogue, firm, keep, kept, penalty
from tests.factories.subjects import AT, STEWARD, claim, match, new_id
from xinlu.archive import actions, queries
from xinlu.archive.contracts import Change
from xinlu.archive.models import CreditRecord
from xinlu.subjects import actions as subject_actions
from xinlu.subjects import queries as subjects
from xinlu.subjects.contracts import Impossible, Scheme, Verdict

WORD = {"by": STEWARD, "at": AT, "reason": "营业执照显示为同一企业"}


@pytest.fixture(autouse=True)
def base(request: pytest.FixtureRequest) -> None:
    if "django_db" in request.keywords:
        catalogue()


def team() -> str:
    return match(claim("福州闽通达运输队", registration_no="350100100012345"))[0].subject


def filed(*ids: str) -> list[str]:
    return [queries.record(id).subject for id in ids]


@pytest.mark.django_db
def test_records_follow_a_merge_and_come_back_with_its_undoing() -> None:
    keep_, gone = firm(), team()
    mine, theirs = kept([penalty(keep_, "甲号"), penalty(gone, "乙号")])
    judgement = actions.merge_subjects(keep_, gone, **WORD)
    assert filed(mine, theirs) == [keep_, keep_]
    assert queries.revisions(theirs)[0].change == Change.MOVED
    assert queries.records(subject=gone).total == 2
    (late,) = kept([penalty(gone, "丙号")])
    assert filed(late) == [keep_]
    actions.undo_judgement(judgement, **WORD)
    assert filed(mine, theirs, late) == [keep_, gone, gone]
    assert len(queries.revisions(mine)) == 1


@pytest.mark.django_db
def test_a_case_judged_the_same_moves_the_records() -> None:
    known = firm()
    unsure = match(claim("福州闽通达物流公司"))[0].subject
    (id,) = kept([penalty(unsure)])
    case = subjects.cases().rows[0]
    actions.judge_case(case.id, Verdict.SAME, **WORD)
    assert filed(id) == [known]


@pytest.mark.django_db
def test_who_merges_below_lets_the_archive_follow() -> None:
    keep_, gone = firm(), team()
    (id,) = kept([penalty(gone)])
    subject_actions.merge(keep_, gone, **WORD)
    assert actions.follow([gone], reason="合并主体", by=STEWARD, at=AT) == 1
    assert actions.follow([gone], reason="合并主体", by=STEWARD, at=AT) == 0
    assert filed(id) == [keep_]


@pytest.mark.django_db
def test_a_split_takes_the_records_named_and_undoing_brings_them_back() -> None:
    one = firm()
    match(claim("闽侯远航驾校", uscc="91350100MA2Y0001X9", registration_no="350100100012345"))
    match(claim(uscc="91350100MA2Y0001X9", registration_no="350100100012345"))
    mine, theirs = kept([penalty(one, "甲号"), penalty(one, "乙号")])
    numbers = [each.id for each in subjects.subject(one).identifiers if each.scheme == Scheme.REGISTRATION_NO]
    parted = {"identifiers": numbers, "names": ["闽侯远航驾校"], "records": [theirs]}
    other = actions.split_subject(one, **parted, new_id=new_id, **WORD)
    assert filed(mine, theirs) == [one, other]
    actions.undo_judgement(subjects.judgements(other)[0].id, **WORD)
    assert filed(mine, theirs) == [one, one]


@pytest.mark.django_db
def test_a_revision_of_a_record_that_names_another_refiles_it() -> None:
    first, second = firm(), team()
    (id,) = kept([penalty(first)])
    keep(penalty(second, CF_NR="对象更正"))
    assert filed(id) == [second]


@pytest.mark.django_db
def test_sections_and_timeline_tell_the_subjects_story() -> None:
    who = firm()
    match(claim("福州闽通达供应链有限公司", uscc="91350100MA2Y0001X9", seen_on=AT.date()))
    (gone, _) = kept([penalty(who, "甲号"), penalty(who, "乙号")])
    actions.withdraw(gone, **WORD)
    (section,) = queries.sections(who)
    assert (section.item, section.count, section.withdrawn) == ("admin-penalty", 2, 1)
    told = queries.timeline(who)
    assert [moment.kind for moment in told] == ["withdrawn", "named", "decided", "decided"]
    assert told[0].title.startswith("撤回：行政处罚 · 甲号")


class Refiling(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        catalogue()

    @settings(max_examples=20, deadline=None)
    @given(
        st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=4),
        st.randoms(use_true_random=False),
    )
    def test_when_every_merge_is_undone_every_record_is_home(self, pairs, random) -> None:
        numbers = [f"35010010001{n}345" for n in range(4)]
        made = match(*(claim(f"福州{name}运输有限公司", registration_no=number)
                       for name, number in zip("甲乙丙丁", numbers, strict=True)))  # fmt: skip
        ids = [each.subject for each in made]
        rows = kept([penalty(ids[n % 4], f"罚字{n}号") for n in range(8)])
        home, done = filed(*rows), []
        for left, right in pairs:
            try:
                done.append(actions.merge_subjects(ids[left], ids[right], **WORD))
            except Impossible:
                continue
            assert filed(*rows) == [subjects.roots_of([who])[who] for who in home]
        random.shuffle(done)
        for judgement in done:
            actions.undo_judgement(judgement, **WORD)
        assert filed(*rows) == home


@pytest.mark.django_db
def test_whom_an_organisation_has_to_do_with_follows_a_merge() -> None:
    one, other = firm(), match(claim("闽侯远航运输队", registration_no="350100100012345"))[0].subject
    kept([penalty(one), penalty(other, "乙号", organisation="350200")])
    assert queries.subjects_of(["350200"]) == {other}
    assert queries.subjects_of(["350100", "350200"], among=[one, "S0"]) == {one}
    assert queries.subjects_of(["350200"], among=[one]) == queries.subjects_of([]) == frozenset()
    actions.merge_subjects(one, other, **WORD)
    assert queries.subjects_of(["350200"]) == {one}
    assert queries.subjects_of(["350200"], among=[one, other]) == {one, other}


@pytest.mark.django_db
def test_it_is_read_by_index() -> None:
    rows = CreditRecord.objects.filter(organisation__in=["350100"]).order_by()
    plan = rows.values_list("subject_id", flat=True).distinct().explain()
    assert connection.vendor != "sqlite" or "COVERING INDEX record_reach" in plan
