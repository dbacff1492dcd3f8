"""The sample province on a platform: resumable, and something on every desk."""

from datetime import date

import pytest

from tests.factories.accounts import make_organisations
from tests.factories.catalog import seed_catalogue
from xinlu.accounts import queries as accounts
from xinlu.accounts.contracts import Scope
from xinlu.archive import queries as archive
from xinlu.catalog import queries as catalog
from xinlu.collection import queries as collection
from xinlu.collection.contracts import EntryFilter, SubmissionFilter
from xinlu.events import queries as events
from xinlu.events.contracts import ActorKind, Filter
from xinlu.flows.sample import loading
from xinlu.flows.sample.marker import Marker, read_marker
from xinlu.flows.sample.plan import make_plan
from xinlu.flows.sample.world import Size
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import Filter as Wanted
from xinlu.publicity.contracts import Light, State, Tab
from xinlu.subjects import queries as subjects
from xinlu.subjects.contracts import Verdict

TODAY = date(2026, 11, 20)
TINY = Size(enterprises=120, people=20, months=3, decisions=60)
EVERYWHERE = Scope(everywhere=True)


@pytest.fixture
def province(db, settings, tmp_path):
    settings.HOME, settings.NOTICE = tmp_path, tmp_path / "notice.txt"
    make_organisations()
    seed_catalogue()


def load(stop_after: int | None = None) -> None:
    def progress(steps, count):
        yield from steps[:stop_after]
        if stop_after is not None:
            raise KeyboardInterrupt

    loading.load_sample(Marker(1, TODAY, TINY), progress=progress)


def state() -> tuple[int, int, int]:
    submissions = collection.submissions(SubmissionFilter()).total
    records = sum(archive.records(item=item.identifier, limit=1).total for item in catalog.items())
    return submissions, records, collection.hand_entries(EntryFilter(state="")).total


@pytest.fixture
def short_story(monkeypatch):
    """The first steps of the plan, and those that are told beside the decisions."""

    def make_short(*said):
        plan = make_plan(*said)
        steps = (*plan.steps[:12], *[step for step in plan.steps if "Hand" in type(step).__name__])
        return type(plan)(plan.accounts, steps)

    monkeypatch.setattr(loading, "make_plan", make_short)


def test_a_stopped_load_goes_on_and_a_finished_one_is_left_alone(province, settings, short_story):
    with pytest.raises(KeyboardInterrupt):
        load(stop_after=5)
    assert not read_marker().done and read_marker().steps == 5
    load()
    whole = state()
    assert read_marker().done and whole[1] > 150
    load()
    assert state() == whole
    assert "虚构" in settings.NOTICE.read_text()


@pytest.mark.parametrize("lost", [4, 12, 14])
def test_a_step_that_was_done_but_not_noted_is_not_done_twice(province, short_story, lost):
    """Killed between the step's transaction and its mark."""
    with pytest.raises(KeyboardInterrupt):
        load(stop_after=lost)
    before = state()
    loading.write_marker(Marker(1, TODAY, TINY, steps=lost - 1))
    with pytest.raises(KeyboardInterrupt):
        load(stop_after=lost)
    assert state() == before


def test_something_is_on_every_desk(province):
    load()
    own = frozenset({"350203"})
    todo = collection.todo(own)
    assert todo.held == 1 and todo.hand_entries == 2 and todo.quarantined > 5
    assert collection.todo(None).hand_entries == 3
    statuses = {row.status.value for row in collection.iterate_submissions(SubmissionFilter())}
    assert statuses == {"concluded", "held", "refused"}
    assert collection.submissions(SubmissionFilter(zero_reports=True)).total >= 9
    assert len(collection.exceptions()) == 1
    check_publicity(own)
    check_matching()
    check_actors()


def check_publicity(own: frozenset[str]) -> None:
    counts = publicity.office_counts(scope=EVERYWHERE, on=TODAY)
    assert all(counts[tab] for tab in Tab), counts
    soon = publicity.waiting(Tab.SOON, Wanted(), scope=Scope(organisations=own), on=TODAY).rows
    assert {row.light for row in soon} == {Light.GREEN, Light.YELLOW}
    assert publicity.waiting(Tab.OVERDUE, Wanted(), scope=Scope(organisations=own), on=TODAY).total
    assert publicity.publications(Wanted(kind="penalty", region="350203"), on=TODAY).total
    held = publicity.office_list(Tab.WITHHELD, Wanted(), scope=EVERYWHERE, on=TODAY, size=200).rows
    assert any(publicity.is_held(row.id) for row in held if row.state is State.WITHHELD)


def check_matching() -> None:
    waiting = subjects.cases(limit=200).rows
    assert len({case.right.region[:4] for case in waiting if case.score >= 80}) >= 2
    assert subjects.cases(Verdict.SAME).total == 1 and subjects.cases(Verdict.DIFFERENT).total == 1


def check_actors() -> None:
    """People and systems did it, the platform did what the platform does; in the order of time."""
    page = events.list_events(Filter(act="submission.received"))
    assert {row.actor.kind for row in page.rows} <= {ActorKind.PERSON, ActorKind.TOKEN}
    clerk = accounts.user_named("bs350582")
    assert clerk is not None and clerk.must_change_password
