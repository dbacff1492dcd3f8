"""Whether what collection keeps holds: files open to what they are named after, receipts are signed over what
stands there, rows add up to what the tables hold, and what is sealed can be opened."""

from collections import Counter
from collections.abc import Iterator

from xinlu.collection import artefacts, vault
from xinlu.collection.contracts import Status
from xinlu.collection.models import HandEntry, QuarantinedRow, StoredFile, Submission
from xinlu.collection.queries.findings import iterate_findings
from xinlu.collection.queries.submissions import receipt, verify
from xinlu.collection.shapes import unsealed
from xinlu.kernel.flaws import RESTORE, TAMPERED, Advance, Flaw
from xinlu.kernel.sealing import SealBroken

SLICE = 2000
LOST = "请从备份找回文件库里的这个文件；原件也可由报送单位原样重新报送，平台会认出是同一份。"


def inspect(advance: Advance) -> Iterator[Flaw]:
    """Every flaw; advance is told of submissions. Of memory it takes 32 bytes for each file of the vault."""
    known: dict[bytes, str] = {}
    for row in Submission.objects.order_by("pk").iterator(SLICE):
        where = f"报送 {row.pk}（{row.organisation}，{row.filename or '零报告'}）"
        damaged = list(inspect_files(row, where, known))
        yield from damaged
        whats = [*faults_of_receipt(row), *([] if damaged else faults_of_tables(row))]
        yield from (Flaw(where, f"{what}。", TAMPERED) for what in whats)
        advance(1)
    yield from inspect_sealed()


def inspect_files(row: Submission, where: str, known: dict[bytes, str]) -> Iterator[Flaw]:
    """Each file of the vault is opened and hashed once; what is wrong with it is told of all that name it."""
    original = [("原件", row.digest)] if row.file_id else []
    for name, address in (*original, *artefacts.files(row.artefacts)):
        if (key := bytes.fromhex(address)) not in known:
            known[key] = fault_of_file(address)
        if what := known[key]:
            yield Flaw(f"{where}的{name}", f"文件库中的 {address[:12]}… {what}。", LOST)


def fault_of_file(address: str) -> str:
    """What is wrong with the file, "" when nothing is."""
    try:
        size = sum(map(len, vault.stream(address)))
    except SealBroken:
        return "打不开：内容被改动、截断，或密钥缺失" if vault.address(address).exists() else "不在了"
    stored = StoredFile.objects.filter(pk=address).values_list("size", flat=True).first()
    return "" if stored in (None, size) else f"有 {size} 字节，登记的是 {stored} 字节"


def faults_of_receipt(row: Submission) -> Iterator[str]:
    if row.status not in (Status.PROCESSING, Status.HELD) and not verify(receipt(row.pk)):
        yield "回执的签名与内容不符"
    if row.rows != row.accepted + row.rejected:
        yield f"共 {row.rows} 行，却不等于接收 {row.accepted} 行加退回 {row.rejected} 行"
    done = row.new + row.revised + row.unchanged + row.superseded
    if done != row.progress:
        yield f"已入档 {row.progress} 行，却不等于新增、更正、未变、未采用之和 {done} 行"
    if row.status == Status.CONCLUDED and not row.zero_report and row.progress != row.accepted:
        yield f"已办结，却只入档 {row.progress} 行，应为 {row.accepted} 行"


def faults_of_tables(row: Submission) -> Iterator[str]:
    """The tables that examination made, against the counts; and the rejected rows that wait for a person."""
    if not row.artefacts or row.status == Status.REFUSED:
        return
    rejected = sum(part.height for part in artefacts.parts(row.artefacts, "rejected"))
    if rejected != row.rejected:
        yield f"退回 {row.rejected} 行，检查结果里却有 {rejected} 行"
    found = Counter(finding.rule for finding in iterate_findings(row.pk))
    if found != row.findings_by_rule:
        yield "各条检查规则的问题数与检查结果不符"
    aside = QuarantinedRow.objects.filter(submission=row).count()
    if row.status == Status.CONCLUDED and aside != row.rejected:
        yield f"退回 {row.rejected} 行，待处理区里却有 {aside} 行"


def inspect_sealed() -> Iterator[Flaw]:
    for model, name in ((QuarantinedRow, "待处理行"), (HandEntry, "手工录入")):
        for key, data in model.objects.order_by("pk").values_list("pk", "data").iterator(SLICE):
            try:
                unsealed(data)
            except SealBroken:
                yield Flaw(f"{name} {key}", "密文解不开，密钥缺失或内容被改动。", RESTORE)


def files_named() -> Iterator[str]:
    """Addresses of the vault's files that the database names; the same one may come several times."""
    yield from StoredFile.objects.order_by("pk").values_list("pk", flat=True).iterator(SLICE)
    for named in Submission.objects.order_by("pk").values_list("artefacts", flat=True).iterator(SLICE):
        yield from (address for _, address in artefacts.files(named))


def sealed_file(address: str) -> Iterator[bytes]:
    """The file as it lies in the vault, sealed, piece by piece. Raises FileNotFoundError."""
    with vault.address(address).open("rb") as source:
        while piece := source.read(vault.CHUNK):
            yield piece


def counted() -> dict[str, int]:
    """Submissions, stored files, and rows that wait or waited for a person."""
    models = {"submissions": Submission, "files": StoredFile, "quarantined": QuarantinedRow}
    return {name: model.objects.count() for name, model in models.items()}


def roots() -> Iterator[str]:
    """Roots of the concluded submissions that brought rows, by number."""
    rows = Submission.objects.filter(status=Status.CONCLUDED).exclude(root="").order_by("pk")
    return iter(rows.values_list("root", flat=True).iterator(SLICE))


def leftovers() -> list[str]:
    """Names of what interrupted processes left in the vault's reading room."""
    return [left.name for left in vault.leftovers()]
