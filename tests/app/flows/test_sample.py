"""The sample province: the same for the same seed, believable, and resumable."""

import re
from datetime import date

import pytest

from tests.factories.accounts import make_organisations
from tests.factories.catalog import seed_catalogue
from xinlu.archive import queries as archive
from xinlu.catalog import queries as catalog
from xinlu.collection import queries as collection
from xinlu.collection.contracts import SubmissionFilter
from xinlu.flows.sample.decisions import Authority
from xinlu.flows.sample.loading import load_sample
from xinlu.flows.sample.marker import Marker, read_marker
from xinlu.flows.sample.reports import PROVINCE, Size, make_reports
from xinlu.kernel import regions, residentid, uscc

TODAY = date(2026, 11, 20)
SMALL = Size(enterprises=40, people=20, months=4, decisions=120)
AUTHORITIES = {
    code: Authority(code, f"机关{code}", "1135000000FJ00013A") for code in (PROVINCE, *regions.CITIES)
}


def reports(seed: int = 1):
    return list(make_reports(seed, TODAY, SMALL, AUTHORITIES))


def test_the_same_seed_gives_the_same_province():
    assert reports(1) == reports(1)
    assert reports(1) != reports(2)


def test_nobody_real_can_be_meant():
    """Codes carry a body that no registrar hands out; persons an order number kept for the very old."""
    rows = [row for report in reports() for row in report.rows]
    codes = {row["QY_SHXYM"] for row in rows if "QY_SHXYM" in row}
    numbers = {row["RY_ZJHM"] for row in rows if "RY_ZJHM" in row}
    assert len(codes) == SMALL.enterprises and len(numbers) == SMALL.people
    assert all(uscc.is_valid(code) and code[8:10] == "FJ" for code in codes)
    assert all(residentid.is_valid(number) and number[14:17] == "998" for number in numbers)
    phones = set(re.findall(r"(?<![0-9A-Z])1\d{10}(?!\d)", str(rows)))
    assert phones and all(phone.startswith("199000") for phone in phones)


@pytest.fixture
def province(db, settings, tmp_path):
    settings.HOME, settings.NOTICE = tmp_path, tmp_path / "notice.txt"
    make_organisations()
    seed_catalogue()


def load(stop_after: int | None = None) -> None:
    def progress(reports, count):
        yield from list(reports)[:stop_after]
        if stop_after is not None:
            raise KeyboardInterrupt

    load_sample(Marker(1, TODAY, SMALL), progress=progress)


def state() -> tuple[int, int]:
    submissions = collection.submissions(SubmissionFilter()).total
    return submissions, sum(archive.records(item=item.identifier, limit=1).total for item in catalog.items())


def test_a_stopped_load_goes_on_and_a_finished_one_is_left_alone(province, settings):
    with pytest.raises(KeyboardInterrupt):
        load(stop_after=5)
    assert not read_marker().done and state()[0] == 5
    load()
    whole = state()
    assert read_marker().done and whole[1] > 150
    load()
    assert state() == whole
    assert "虚构" in settings.NOTICE.read_text()


def test_something_is_on_every_desk(province):
    load()
    todo = collection.todo(None)
    assert todo.held == 1 and todo.hand_entries == 1 and todo.quarantined > 0
    assert collection.submissions(SubmissionFilter(zero_reports=True)).total == 3
