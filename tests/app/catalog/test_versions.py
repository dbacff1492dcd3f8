"""Draft → published → superseded, for the base and for cities; nobody undoes what others did."""

import dataclasses
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from django.db import IntegrityError, transaction

from tests.factories.catalog import NOW, make_field, make_spec, seed_catalogue
from xinlu.catalog import actions, models, queries
from xinlu.catalog.contracts import (
    CatalogueError,
    ChangeElements,
    PutField,
    RemoveField,
    State,
    UnknownItem,
)
from xinlu.catalog.repository import load_items
from xinlu.events import queries as events
from xinlu.events.contracts import Actor, ActorKind, Filter

pytestmark = pytest.mark.django_db
STEWARD = Actor(ActorKind.PERSON, "7", "林数据", "350000")
LATER = NOW + timedelta(days=3)
XIAMEN = "350200"


def revise(identifier, *edits, region="", at=LATER, note="修订"):
    actions.start_draft(identifier, region=region, by=STEWARD, at=at)
    for edit in edits:
        actions.edit_draft(identifier, edit=edit, region=region, by=STEWARD, at=at)
    return actions.publish(identifier, region=region, note=note, by=STEWARD, at=at)


def write_items(folder: Path, *specs) -> Path:
    for spec in specs:
        path = folder / f"{spec['identifier']}.yaml"
        path.write_text(yaml.safe_dump(spec, allow_unicode=True), encoding="utf-8")
    return folder


def seed(folder, at=NOW):
    return actions.seed_base(by=STEWARD, at=at, folder=folder)


def test_seeding_publishes_the_whole_base_once():
    seed_catalogue()
    assert [item.version for item in queries.items()] == [1] * 17
    again = actions.seed_base(by=STEWARD, at=LATER)
    assert again == dataclasses.replace(again, published=(), held_back=())
    assert models.Version.objects.count() == 17


def test_what_is_published_is_what_the_repository_says():
    seed_catalogue()
    for item in load_items():
        assert queries.item(item.identifier) == dataclasses.replace(item, version=1)


def test_a_changed_file_becomes_a_new_version(tmp_path):
    seed(write_items(tmp_path, make_spec()))
    assert seed(write_items(tmp_path, make_spec(cycle="每日")), at=LATER).published == ("trial-run",)
    assert (queries.item("trial-run").cycle, queries.item("trial-run").version) == ("每日", 2)
    assert [version.state for version in queries.versions("trial-run")] == [State.PUBLISHED, State.SUPERSEDED]


def test_a_changed_file_does_not_undo_what_was_edited_here(tmp_path):
    seed(write_items(tmp_path, make_spec()))
    revise("trial-run", ChangeElements({"cycle": "每年"}))
    held = seed(write_items(tmp_path, make_spec(cycle="每日")), at=LATER)
    assert (held.published, held.held_back) == ((), ("trial-run",))
    assert queries.item("trial-run").cycle == "每年"


def test_a_changed_file_waits_for_a_draft(tmp_path):
    seed(write_items(tmp_path, make_spec()))
    actions.start_draft("trial-run", by=STEWARD, at=NOW)
    write_items(tmp_path, make_spec(cycle="每日"))
    assert seed(tmp_path, at=LATER).held_back == ("trial-run",)
    actions.discard_draft("trial-run", by=STEWARD, at=LATER)
    assert seed(tmp_path, at=LATER).published == ("trial-run",)


def test_a_draft_is_edited_seen_and_published():
    seed_catalogue()
    actions.start_draft("honour", by=STEWARD, at=NOW)
    actions.edit_draft("honour", edit=PutField(make_field()), by=STEWARD, at=NOW)
    version, draft = queries.draft("honour")
    assert version.state is State.DRAFT and version.edited_by == "林数据"
    assert [change.field for change in queries.difference(queries.item("honour"), draft)] == ["XM_EWM"]
    assert len(queries.item("honour").fields) == len(draft.fields) - 1, "a draft is not in force"

    published = actions.publish("honour", note="增加二维码编号", by=STEWARD, at=LATER)
    assert published.version == 2 and queries.item("honour") == published
    assert queries.draft("honour") is None and queries.drafts() == ()
    assert queries.versions("honour")[0].note == "增加二维码编号"


def test_old_versions_stay_readable():
    seed_catalogue()
    revise("honour", PutField(make_field()))
    assert len(queries.version_item("honour", 2).fields) == len(queries.version_item("honour", 1).fields) + 1
    assert queries.item("honour", on=NOW.date()).version == 1
    assert queries.item("honour", on=LATER.date()).version == 2
    with pytest.raises(UnknownItem):
        queries.item("honour", on=date(2020, 1, 1))
    with pytest.raises(UnknownItem):
        queries.version_item("honour", 9)


def test_a_day_is_a_day_in_fujian():
    seed_catalogue(at=datetime(2026, 10, 8, 17, 0, tzinfo=UTC))  # one in the morning of the 9th there
    assert queries.item("honour", on=date(2026, 10, 9)).version == 1
    with pytest.raises(UnknownItem):
        queries.item("honour", on=date(2026, 10, 8))


def test_a_draft_is_begun_once_and_can_be_discarded():
    seed_catalogue()
    for _ in range(2):
        actions.start_draft("honour", by=STEWARD, at=NOW)
    assert len(queries.drafts()) == 1
    actions.discard_draft("honour", by=STEWARD, at=NOW)
    with pytest.raises(UnknownItem, match="没有正在编辑的草稿"):
        actions.edit_draft("honour", edit=RemoveField("BZ"), by=STEWARD, at=NOW)


def test_what_does_not_exist_is_refused():
    seed_catalogue()
    with pytest.raises(UnknownItem, match="目录里没有"):
        actions.start_draft("no-such", by=STEWARD, at=NOW)
    with pytest.raises(UnknownItem, match="目录里没有"):
        queries.item("no-such")
    with pytest.raises(CatalogueError, match="只有市级"):
        actions.start_draft("honour", region="350203", by=STEWARD, at=NOW)
    with pytest.raises(CatalogueError, match="修订说明"):
        revise("honour", note=" ")


def test_a_draft_does_not_overwrite_a_version_published_meanwhile():
    seed_catalogue()
    actions.start_draft("honour", by=STEWARD, at=NOW)
    models.Version.objects.filter(item="honour", state=State.DRAFT).update(based_on=None)
    with pytest.raises(CatalogueError, match="已有新版本发布"):
        actions.publish("honour", note="修订", by=STEWARD, at=LATER)


def test_a_draft_that_changes_nothing_is_not_published():
    seed_catalogue()
    for region in ("", XIAMEN):
        with pytest.raises(CatalogueError, match="没有差别"):
            revise("honour", region=region)
        with pytest.raises(CatalogueError, match="没有差别"):
            revise("honour", PutField(make_field()), RemoveField("XM_EWM"), region=region)
    assert [version.number for version in queries.versions("honour")] == [1]


def test_a_version_of_looser_days_is_read_but_not_published_again():
    seed_catalogue()
    row = models.Version.objects.get(item="honour")
    row.spec = row.spec | {"providers": ["office"]}
    row.save()
    assert queries.item("honour").providers == ("office",)
    with pytest.raises(CatalogueError, match="不认识的提供单位“office”"):
        revise("honour", ChangeElements({"cycle": "每月"}))
    actions.start_draft("honour", by=STEWARD, at=LATER)
    models.Version.objects.filter(item="honour", state=State.DRAFT).update(spec=row.spec | {"cycle": "每月"})
    with pytest.raises(CatalogueError, match="草稿还不能发布.*office"):
        actions.publish("honour", note="修订", by=STEWARD, at=LATER)


def test_a_city_has_its_own_fields():
    seed_catalogue()
    item = revise("honour", PutField(make_field()), region=XIAMEN)
    assert (item.region, item.version) == (XIAMEN, 2)
    assert queries.item("honour", region="350203") == item, "its counties too"
    assert queries.item("honour", region="350100").region is None
    assert queries.item("honour").version == 1
    assert {found.identifier: found.region for found in queries.items(region=XIAMEN)}["honour"] == XIAMEN
    assert len(queries.items(region=XIAMEN)) == 17
    assert queries.own_fields(item, queries.item("honour")) == (make_field(),)


def test_a_city_cannot_touch_the_base():
    seed_catalogue()
    actions.start_draft("honour", region=XIAMEN, by=STEWARD, at=NOW)
    with pytest.raises(CatalogueError, match="地市扩展不能改动"):
        actions.edit_draft("honour", edit=RemoveField("RY_NR"), region=XIAMEN, by=STEWARD, at=NOW)


def test_a_new_base_carries_the_cities_along():
    seed_catalogue()
    revise("honour", PutField(make_field()), PutField(make_field("XM_QT", name="其他")), region=XIAMEN)
    revise("honour", PutField(make_field("EWM", aliases=("二维码编号",), name="二维码")))
    city = queries.item("honour", region=XIAMEN)
    assert city.version == 4 and city.field("EWM").name == "二维码"
    assert [field.identifier for field in city.fields][-2:] == ["EWM", "XM_QT"], "the base took XM_EWM over"
    assert queries.version_item("honour", 2).region == XIAMEN
    assert "EWM" not in {field.identifier for field in queries.version_item("honour", 2).fields}


def test_a_city_draft_goes_on_over_a_new_base():
    seed_catalogue()
    revise("honour", PutField(make_field()), region=XIAMEN)
    actions.start_draft("honour", region=XIAMEN, by=STEWARD, at=NOW)
    actions.edit_draft(
        "honour", edit=PutField(make_field("XM_QT", name="其他")), region=XIAMEN, by=STEWARD, at=NOW
    )
    revise("honour", ChangeElements({"cycle": "每月"}))
    city = actions.publish("honour", region=XIAMEN, note="增加字段", by=STEWARD, at=LATER)
    assert city.cycle == "每月" and city.fields[-1].identifier == "XM_QT"
    assert queries.own_fields(city, queries.item("honour"))[0].identifier == "XM_EWM"


def test_the_database_keeps_one_draft_and_one_published():
    seed_catalogue()
    row = models.Version.objects.get(item="honour")
    for state, number in (
        (State.PUBLISHED, 2),
        (State.SUPERSEDED, 1),
        (State.DRAFT, 3),
        (State.PUBLISHED, None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Version.objects.create(
                item=row.item,
                state=state,
                number=number,
                spec={},
                edited_by="x",
                edited_at=NOW,
                published_at=NOW,
            )


def test_every_step_is_in_the_account():
    seed_catalogue()
    revise("honour", PutField(make_field()))
    actions.start_draft("honour", by=STEWARD, at=LATER)
    actions.discard_draft("honour", by=STEWARD, at=LATER)
    acts = [event.act for event in events.iterate_events(Filter())]
    assert acts == [
        "catalogue.seeded",
        "catalogue.draft-started",
        "catalogue.draft-edited",
        "catalogue.published",
        "catalogue.draft-started",
        "catalogue.draft-discarded",
    ]
