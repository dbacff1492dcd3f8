"""Whether what was loaded is in the archive as the receipts say, and nothing has stopped half-way."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Sum

from xinlu.archive import queries as archive
from xinlu.archive.contracts import Change
from xinlu.collection import queries as collection
from xinlu.collection.contracts import Mode, Status, Submission, SubmissionFilter, SubmissionOrder
from xinlu.events import queries as events
from xinlu.events.contracts import Filter
from xinlu.flows.digests import digests_in, digests_of
from xinlu.flows.models import Chunk, Job
from xinlu.kernel.canonical import merkle_root
from xinlu.kernel.flaws import TAMPERED, Advance, Flaw
from xinlu.kernel.sealing import SealBroken

UNDERWAY = (Status.RECEIVED, Status.PROCESSING)
RETRY = "排除原因后运行 xinlu jobs --retry；查看原因：xinlu jobs。"


def count_loaded() -> int:
    return Chunk.objects.aggregate(rows=Sum("rows"))["rows"] or 0


def count_jobs() -> int:
    return Job.objects.exclude(state=Job.State.DONE).count()


def all_submissions() -> Iterator[Submission]:
    return collection.iterate_submissions(SubmissionFilter(order=SubmissionOrder.OLDEST))


def inspect_loading(advance: Advance) -> Iterator[Flaw]:
    """Every submission against the archive; advance is told of rows."""
    brought = steps_brought()
    for submission in all_submissions():
        where = f"报送 {submission.id}（{submission.organisation}，{submission.filename or '零报告'}）"
        whats = [*faults_of_rows(submission, advance), *faults_of_counts(submission, brought)]
        yield from (Flaw(where, f"{what}。", TAMPERED) for what in whats)
    known = {each.id for each in all_submissions()} if brought else set()
    for submission, _ in sorted(brought.keys()):
        if submission and submission not in known:
            yield Flaw(f"报送 {submission}", "信用档案里有它带来的修订，却没有这份报送。", TAMPERED)


def steps_brought() -> Counter[tuple[str, Change]]:
    """Of memory: one line a submission and kind of change."""
    found = archive.brought_by_submissions()
    return Counter({(submission, change): count for submission, change, count in found})


def faults_of_rows(submission: Submission, advance: Advance) -> Iterator[str]:
    """Row by row: what loading noted of it, what the file said, what the archive has."""
    items, differing, reached, found = archive.Items(), 0, 0, []
    for piece in Chunk.objects.filter(submission=submission.id).order_by("start").iterator(50):
        if piece.start != reached or len(piece.digests) != 32 * piece.rows:
            found.append(f"第 {reached + 1} 行起的入档批次缺失、重叠或残缺")
        reached = piece.start + piece.rows
        strange, changed = compare(submission, piece, items)
        differing += changed
        found += [f"第 {place} 个接收的行在信用档案里没有相应的修订" for place in strange]
        advance(piece.rows)
    yield from found
    if reached != submission.progress:
        yield f"已入档 {submission.progress} 行，批次里却有 {reached} 行"
    if differing > submission.counts.superseded:
        yield f"有 {differing} 行的内容与入档的不同，其中只有 {submission.counts.superseded} 行是未采用的"
    if submission.status is Status.CONCLUDED and submission.root:
        yield from faults_of_root(submission)


def compare(submission: Submission, piece: Chunk, items: archive.Items) -> tuple[list[int], int]:
    """(places of rows that the archive does not know as noted, how many say something else than noted)."""
    try:
        rows = collection.accepted_rows(submission.id, start=piece.start, count=piece.rows)
    except SealBroken:  # told with the files
        return [], 0
    noted = digests_in(piece)
    told = archive.digests_told(submission.item, [row.key for row in rows])
    said = [
        archive.digest_of_row(submission.item, submission.item_version, row.key, row.data, items)
        for row in rows
    ]
    pairs = list(zip(rows, noted, strict=False))
    places = [n for n, (row, digest) in enumerate(pairs, 1) if digest not in told.get(row.key, ())]
    missing = list(range(len(rows) + 1, piece.rows + 1))
    differing = sum(one != other for one, other in zip(noted, said, strict=False))
    return [piece.start + place for place in places + missing], differing


def faults_of_root(submission: Submission) -> Iterator[str]:
    if merkle_root(digests_of(submission.id)) != submission.root:
        yield "根哈希与入档的各行不符"
    wanted = Filter(act="submission.concluded", target_kind="Submission", target_id=submission.id)
    told = [event.data.get("root") for event in events.iterate_events(wanted)]
    if told != [submission.root]:
        yield f"操作留痕中办结了 {len(told)} 次，或记下的根哈希不同；应当有且只有一次"


def faults_of_counts(submission: Submission, brought: Counter[tuple[str, Change]]) -> Iterator[str]:
    """What the receipt counts, against the steps that the archive has of it."""
    counts = submission.counts
    new = brought[submission.id, Change.NEW]
    revised = brought[submission.id, Change.REVISED] + brought[submission.id, Change.REINSTATED]
    if (new, revised) != (counts.new, counts.revised):
        yield (
            f"新增 {counts.new} 条、更正 {counts.revised} 条，"
            f"信用档案里却有 {new} 次首次归集、{revised} 次更正或恢复"
        )
    withdrawn = brought[submission.id, Change.WITHDRAWN]
    if submission.mode is Mode.FULL and withdrawn != counts.withdrawn:
        yield f"撤下 {counts.withdrawn} 条，信用档案里却有 {withdrawn} 次"


def inspect_jobs(advance: Advance) -> Iterator[Flaw]:
    """What waits for an administrator, or for nobody any more; advance is told of jobs."""
    for job in Job.objects.exclude(state=Job.State.DONE).order_by("pk").iterator():
        if job.state == Job.State.FAILED:
            yield Flaw(f"任务 {job.kind} {job.key}", f"已停止重试：{job.error}", RETRY)
        advance(1)
    for submission in all_submissions():
        if submission.status in UNDERWAY and not Job.objects.filter(key=submission.id).exists():
            yield Flaw(
                f"报送 {submission.id}", "还没有办结，却没有任务来处理它。", "请原样重新报送这个文件。"
            )
    for name in collection.leftovers():
        swept = "后台任务启动时和每晚会清扫；也可以现在启动 xinlu worker --once。"
        yield Flaw(f"文件库 reading/{name}", "被中断的进程留下的半个文件。", swept)
