"""`xinlu verify`: a sound platform is called sound; each kind of damage is named, with its place and what to do."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.conf import settings as configured
from django.db.models import F

from tests.factories.collection import csv_file, penalty_of_person
from tests.flows.conftest import platform  # noqa: F401
from tests.flows.stories import NOW, recent, submit
from xinlu.archive.models import CreditRecord, Feed, Revision
from xinlu.collection import artefacts, vault
from xinlu.collection.contracts import Mode
from xinlu.collection.models import QuarantinedRow, StoredFile, Submission
from xinlu.events import actions as events
from xinlu.events.models import ChainHead, Checkpoint, Event
from xinlu.flows.actions import jobs
from xinlu.flows.commands import xinlu
from xinlu.flows.models import Chunk, Job
from xinlu.flows.verification import count_all, tell_state, verify
from xinlu.publicity.models import Publication


@pytest.fixture
def told(platform, settings, tmp_path):  # noqa: F811
    """Two reports of one county: the first with a rejected row and a person, the second a full one that revises
    one record and withdraws another."""
    settings.VAULT = tmp_path / "vault"
    first = submit(csv_file([recent(1), recent(2), recent(3, CF_NR_FK="坏"), penalty_of_person(4)]))
    submit(csv_file([recent(1, CF_NR_FK="0.7"), penalty_of_person(4)]), "全量.csv", mode=Mode.FULL)
    events.sign_checkpoint(at=NOW, signer=configured.SIGNER)
    return first


def told_of() -> list[str]:
    return [f"{flaw.where}：{flaw.what}" for flaw in verify()[0]]


def test_a_sound_platform_is_sound(told):
    watched = []
    assert verify(watched.append)[0] == []
    assert sum(watched) == count_all()


def test_the_state_tells_totals_and_roots(told):
    state = tell_state()
    assert (state["records"], state["submissions"], state["rows"], state["quarantined"]) == (3, 2, 5, 1)
    Submission.objects.update(root="ab" * 32)
    assert tell_state()["submissions_root"] != state["submissions_root"]
    CreditRecord.objects.filter(pk=CreditRecord.objects.first().pk).update(digest="ab" * 32)
    assert tell_state()["records_root"] != state["records_root"]


def first(model, **narrowed):
    return model.objects.filter(**narrowed).order_by("pk").first()


def change(model, order="pk", **values):
    """The last row of the table says something else."""
    model.objects.filter(pk=model.objects.order_by(order).last().pk).update(**values)


def forget(model, **narrowed):
    rows = model.objects.filter(pk=first(model, **narrowed).pk)
    rows._raw_delete(rows.db)


def harm(harming):
    """The sealed original of the first submission, damaged."""

    def do():
        path = vault.address(Submission.objects.order_by("received_at").first().digest)
        harming(path)

    return do


def flip(path):
    sealed = path.read_bytes()
    path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))


def harm_table(name):
    return lambda: flip(
        vault.address(Submission.objects.order_by("received_at").first().artefacts[name][0][0])
    )


def leave_half_a_file():
    (vault.reading_room() / "999999999-abc").write_bytes(b"half")


def change_a_word(**data):
    step = first(Revision, change="new")
    Revision.objects.filter(pk=step.pk).update(data=step.data | data)


def swap_digests():
    piece = first(Chunk)
    whole = bytes(piece.digests)
    Chunk.objects.filter(pk=piece.pk).update(digests=whole[32:64] + whole[:32] + whole[64:])


DAMAGES = {
    "an act rewritten": (lambda: change(Event, summary="别的"), "操作留痕第", "内容与摘要不符"),
    "an act removed": (lambda: forget(Event, sequence=3), "操作留痕第 3 条", "缺失"),
    "the end of the account cut off": (lambda: change(ChainHead, sequence=1), "操作留痕", "链尾"),
    "a checkpoint forged": (lambda: change(Checkpoint, signature="AAAA"), "操作留痕", "签名不符"),
    "an original altered": (harm(flip), "的原件", "打不开"),
    "an original cut short": (
        harm(lambda path: path.write_bytes(path.read_bytes()[:30])),
        "的原件",
        "打不开",
    ),
    "an original lost": (harm(lambda path: path.unlink()), "的原件", "不在了"),
    "a table of the examination altered": (harm_table("accepted"), "的accepted", "打不开"),
    "a size that is not the file's": (lambda: change(StoredFile, size=1), "的原件", "登记的是 1 字节"),
    "a receipt rewritten": (lambda: change(Submission, received_by="别人"), "报送", "签名与内容不符"),
    "rows that do not add up": (lambda: change(Submission, new=F("new") + 1), "报送", "之和"),
    "loading that stopped short": (
        lambda: change(Submission, progress=0, new=0, revised=0, unchanged=0),
        "报送",
        "只入档 0 行",
    ),
    "rules miscounted": (lambda: change(Submission, findings_by_rule={"X": 1}), "报送", "问题数"),
    "a rejected row lost": (lambda: forget(QuarantinedRow), "报送", "待处理区里却有 0 行"),
    "a rejected row that cannot be opened": (
        lambda: change(QuarantinedRow, data="sealed:k1:AAAA"),
        "待处理行",
        "解不开",
    ),
    "a root rewritten": (lambda: change(Submission, root="ab" * 32), "报送", "根哈希与入档的各行不符"),
    "rows noted in another order": (swap_digests, "报送", "没有相应的修订"),
    "a piece of a report lost": (lambda: forget(Chunk), "报送", "批次里却有 0 行"),
    "a record that says something else": (
        lambda: change_a_word(CF_SY="别的"),
        "信用记录 R",
        "内容与摘要不符",
    ),
    "a sealed number altered": (
        lambda: change_a_word(CF_XDR_ZJHM="sealed:k1:AAAA"),
        "信用记录 R",
        "密文解不开",
    ),
    "a digest rewritten with its content": (
        lambda: change(Revision, digest="ab" * 32),
        "信用记录 R",
        "现状与最后一次修订",
    ),
    "a step removed": (lambda: forget(Revision, change="revised"), "信用档案变更流", "修订缺失，共缺 1 号"),
    "the last step removed": (lambda: change(Feed, sequence=99), "信用档案变更流", "变更流却记到第 99 号"),
    "a step that does not follow": (
        lambda: Revision.objects.filter(change="revised").update(previous="ab" * 32),
        "信用记录 R",
        "接不上",
    ),
    "a record taken in twice": (
        lambda: Revision.objects.filter(change="revised").update(change="new"),
        "信用记录 R",
        "有且只有一次",
    ),
    "a withdrawal that points nowhere": (
        lambda: Revision.objects.filter(change="withdrawn").update(source=99),
        "信用记录 R",
        "所指的内容",
    ),
    "a record withdrawn behind the back of the archive": (
        lambda: CreditRecord.objects.filter(withdrawn=False).update(withdrawn=True),
        "信用记录 R",
        "现状与最后一次修订",
    ),
    "a record under another key": (lambda: change(CreditRecord, key="ab" * 32), "信用记录 R", "编号与目录项"),
    "a report that the archive knows and collection does not": (
        lambda: change(Revision, submission="20261123-000000000000"),
        "报送 20261123-000000000000",
        "没有这份报送",
    ),
    "a publication of nothing": (lambda: change(Publication, sequence=99), "公示", "第 99 号修订不存在"),
    "something withdrawn that is still shown": (
        lambda: Publication.objects.filter(state="withdrawn").update(
            state="published", reason="", published_at=NOW
        ),
        "公示",
        "仍在公示",
    ),
    "a job that was given up": (
        lambda: Job.objects.create(kind="intake", key="X", state="failed", run_after=NOW, error="某因"),
        "任务 intake X",
        "某因",
    ),
    "a report that nobody works on": (
        lambda: change(Submission, status="processing", concluded_at=None) or Job.objects.all().delete(),
        "报送",
        "没有任务",
    ),
    "half a file": (leave_half_a_file, "文件库 reading/999999999-abc", "半个文件"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_named(told, damage):
    inflict, where, what = DAMAGES[damage]
    inflict()
    found = told_of()
    assert any(where in line.split("：")[0] and what in line for line in found), found


@pytest.mark.parametrize("harming", [flip, lambda path: path.unlink()], ids=["altered", "lost"])
def test_a_table_that_reports_share_is_named_for_each_of_them(told, harming):
    shared = [submit(csv_file([recent(number)]), f"{number}.csv") for number in (11, 12)]
    tables = [Submission.objects.get(pk=each.id).artefacts["findings"] for each in shared]
    assert tables[0] == tables[1], "a table without rows is the same in every report"
    harming(vault.address(tables[0][0][0]))
    artefacts.part.cache_clear()
    named = [line for line in told_of() if "的findings" in line]
    assert all(any(each.id in line for line in named) for each in shared)


def test_the_command_lists_what_is_wrong_and_what_to_do(told, settings):
    settings.KEYS.mkdir(exist_ok=True)
    sound = CliRunner().invoke(xinlu, ["verify", "--json"])
    assert sound.exit_code == 0 and json.loads(sound.stdout)["sound"]
    harm(flip)()
    found = CliRunner().invoke(xinlu, ["verify"])
    assert found.exit_code == 1
    assert "打不开" in found.stdout and "请从备份找回" in found.stdout and "处不符" in found.stdout
    [flaw] = json.loads(CliRunner().invoke(xinlu, ["verify", "--json"]).stdout)["flaws"]
    assert flaw.keys() == {"where", "what", "remedy"}


def test_a_platform_at_work_is_sound(platform, settings, tmp_path, monkeypatch):  # noqa: F811
    """A report on its way, claimed by a worker, is no flaw."""
    from tests.factories.collection import make_examined

    settings.VAULT = tmp_path / "vault"
    submission = make_examined([recent(1)])
    jobs.enqueue("intake", submission.id, at=NOW)
    assert jobs.claim("w:1", at=NOW + timedelta(seconds=1))
    assert told_of() == []
