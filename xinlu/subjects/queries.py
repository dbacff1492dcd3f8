"""Reads of subjects for other packages. Persons' names and numbers are masked unless asked unmasked."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from django.conf import settings
from django.db.models import F, Q, QuerySet

from xinlu.kernel import masking
from xinlu.kernel.sealing import is_sealed
from xinlu.subjects import contracts, listing
from xinlu.subjects.contracts import (
    BEGINNING,
    Attached,
    CaseOrder,
    CasePage,
    DatedName,
    Feature,
    Found,
    Kind,
    Page,
    Place,
    Query,
    Scheme,
    Verdict,
)
from xinlu.subjects.models import Attachment, Identifier, Judgement, MatchCase, Name, Subject
from xinlu.subjects.rules.names import comparable
from xinlu.subjects.rules.numbers import clean
from xinlu.subjects.rules.reasons import explain
from xinlu.subjects.rules.showing import show
from xinlu.subjects.telling import told

SHORTEST = 2  # characters that a search by anyone takes
LOOKED_UP = 300  # of what the public looks up, so many can be paged through
LISTED = 1000  # of what a list finds, so many can be paged through


def subject(id: str, *, unmasked: bool = False) -> contracts.Subject | None:
    """Who the id stands for today: old ids lead to whoever took them over. Unmasked reads are the caller's to log."""
    return next(iter(_whole(Subject.objects.filter(pk__in=_root_of(id)), unmasked).values()), None)


def _root_of(id: str) -> QuerySet:
    return Subject.objects.filter(pk=id).values("root_id")


def subjects(ids: Collection[str], *, unmasked: bool = False) -> dict[str, contracts.Subject]:
    """Those of the ids that exist, each as the subject that stands for it today."""
    roots = roots_of(ids)
    whole = _whole(Subject.objects.filter(pk__in=set(roots.values())), unmasked)
    return {id: whole[root] for id, root in roots.items()}


def roots_of(ids: Collection[str]) -> dict[str, str]:
    """Id → id of the subject that stands for it today. Unknown ids are left out."""
    return dict(Subject.objects.filter(pk__among=set(ids)).values_list("id", "root_id"))


def kinds_of(ids: Collection[str]) -> dict[str, Kind]:
    """Id → what kind the subject is that stands for it today. Unknown ids are left out."""
    rows = Subject.objects.filter(pk__among=set(ids)).values_list("id", "root__kind")
    return {id: Kind(kind) for id, kind in rows}


def members(id: str) -> list[str]:
    """Every id that leads to the same subject, its own first."""
    rows = Subject.objects.filter(root__in=_root_of(id))
    return [row.pk for row in sorted(rows, key=lambda row: (row.merged_into_id is not None, row.created_at))]


def doubtful_names(id: str, *, unmasked: bool = False) -> list[DatedName]:
    """Names that the register contradicts, of all who are one with the subject: for officers, never the public.

    since, until: first and last decision day that they were seen on.
    """
    root = Subject.objects.filter(pk__in=_root_of(id)).first()
    if root is None:
        return []
    rows, see = Name.objects.filter(subject__root=root, doubtful=True), _seeing(root, unmasked)
    return sorted(
        (DatedName(see(row.name), row.first, row.last) for row in rows),
        key=lambda each: (str(each.since or ""), each.name),
    )


def find_by_number(scheme: Scheme, number: str, *, unmasked: bool = False) -> contracts.Subject | None:
    """The subject known by exactly this number, personal ones included."""
    index = settings.KEYRING.index(scheme, clean(scheme, number))
    held = Identifier.objects.filter(index=index, scheme=scheme).values_list("subject_id", flat=True).first()
    return subject(held, unmasked=unmasked) if held else None


def search(query: Query, *, page: int = 1, limit: int = 20, most: int | None = None) -> Page:
    """A page of subjects, closest first. most: of what is found, so many can be paged through."""
    shown, numbers = _shown(*listing.listed(query, most or LISTED), page, limit)
    whole = _whole(Subject.objects.filter(pk__in=shown))
    return Page(tuple(whole[id] for id in shown if id in whole), *numbers)


def look_up(text: str, *, page: int = 1, limit: int = 20) -> Page:
    """A page of what anyone may find, closest first: legal subjects as `Found`, never persons."""
    shown, numbers = _shown(*listing.listed(Query(text), LOOKED_UP), page, limit)
    return Page(tuple(told(shown)), *numbers)


def _shown(ids: list[str], more: bool, page: int, limit: int) -> tuple[list[str], tuple]:
    """The ids on a page, and what a Page says of itself. A number out of range gives the nearest page."""
    pages = max(1, -(-len(ids) // limit))
    page = min(max(page, 1), pages)
    return ids[(page - 1) * limit : page * limit], (len(ids), page, pages, more)


def every(query: Query, *, unmasked: bool = False) -> Iterator[contracts.Subject]:
    """All the subjects that the query finds, streamed: for exports without a limit."""
    for ids in listing.batches(query):
        yield from _whole(Subject.objects.filter(pk__in=ids).order_by("pk"), unmasked).values()


def is_short(text: str) -> bool:
    """Whether a typed text holds less than two letters or digits: it would find nearly everything."""
    return len(comparable(text)) < SHORTEST


def find(text: str, place: Place = BEGINNING, *, limit: int = 20) -> tuple[list[Found], Place | None]:
    """Legal subjects that a typed text finds, closest first, and where to go on; None: that was all."""
    ids, following = listing.following(text, place, limit)
    return told(ids), following


def ids(text: str, *, most: int | None) -> list[str]:
    """Of legal subjects that a typed text finds, the closest so many; None: of all."""
    if most is not None:
        return listing.listed(Query(text), most)[0]
    return [id for some in listing.batches(Query(text)) for id in some]


def count(query: Query) -> int:
    """How many an export of the query will hold: reads them all."""
    return sum(len(ids) for ids in listing.batches(query))


def total(kinds: Collection[Kind]) -> int:
    """How many subjects of these kinds there are, read from an index."""
    return Subject.objects.filter(merged_into=None, kind__in=kinds).count()


def cases(
    verdict: Verdict | None = None,
    *,
    among: Collection[int] | None = None,
    order: CaseOrder = CaseOrder.LIKELIEST,
    page: int = 1,
    limit: int = 10,
) -> CasePage:
    """The matching queue; None: those not answered yet, merged-away pairs left out. among: only of these."""
    rows = _queue(verdict) if among is None else _queue(verdict).filter(pk__among=among)
    total = rows.count()
    pages = max(1, -(-total // limit))
    page = min(max(page, 1), pages)
    shown = rows.order_by(*_CASE_ORDERS[order])[(page - 1) * limit : page * limit]
    return CasePage(tuple(_cases(shown, False)), total, page, pages)


def case_pairs(verdict: Verdict | None = None) -> list[tuple[int, str, str]]:
    """(case, left, right) of the whole queue, by ids alone: for whoever knows which subjects count."""
    return list(_queue(verdict).values_list("pk", "left_id", "right_id"))


def _queue(verdict: Verdict | None) -> QuerySet[MatchCase]:
    rows = MatchCase.objects.filter(verdict=verdict or "")
    return rows if verdict == Verdict.SAME else rows.filter(left__merged_into=None, right__merged_into=None)


_CASE_ORDERS = {
    CaseOrder.LIKELIEST: ("-score", "opened_at", "pk"),
    CaseOrder.UNLIKELIEST: ("score", "opened_at", "pk"),
    CaseOrder.OLDEST: ("opened_at", "pk"),
    CaseOrder.NEWEST: ("-opened_at", "-pk"),
}


def case(id: int, *, unmasked: bool = False) -> contracts.MatchCase | None:
    """One question of the queue."""
    return next(iter(_cases(MatchCase.objects.filter(pk=id), unmasked)), None)


def judgements(id: str) -> list[contracts.Judgement]:
    """What people decided on the subject and on those it took over, newest first."""
    ids = members(id)
    rows = Judgement.objects.filter(Q(left__in=ids) | Q(right__in=ids)).order_by("-at", "-pk")
    return [_judgement(row) for row in rows]


def judgement(id: int) -> contracts.Judgement | None:
    return next((_judgement(row) for row in Judgement.objects.filter(pk=id)), None)


def _whole(rows: Iterable[Subject], unmasked: bool = False) -> dict[str, contracts.Subject]:
    """Roots with all that is known of them, in the order given; four queries for any number."""
    roots = {row.pk: row for row in rows}
    numbers = _by_root(
        Identifier.objects.filter(subject__root__in=roots).order_by(F("since").asc(nulls_first=True), "pk")
    )
    spelt = _by_root(Name.objects.filter(subject__root__in=roots, doubtful=False))
    attached = _by_root(Attachment.objects.filter(subject__root__in=roots).order_by("kind", "number"))
    return {pk: _subject(row, numbers[pk], spelt[pk], attached[pk], unmasked) for pk, row in roots.items()}


def _by_root(rows: QuerySet) -> Mapping[str, list]:
    grouped = defaultdict(list)
    for row in rows.annotate(root=F("subject__root")):
        grouped[row.root].append(row)
    return grouped


def _subject(
    row: Subject,
    numbers: Sequence[Identifier],
    spelt: Sequence[Name],
    attached: Sequence[Attachment],
    unmasked: bool,
) -> contracts.Subject:
    person, see = row.kind == Kind.PERSON and not unmasked, _seeing(row, unmasked)
    return contracts.Subject(
        id=row.pk,
        kind=Kind(row.kind),
        name=see(row.name),
        region=row.region,
        identifiers=tuple(_identifier(each, unmasked) for each in numbers),
        names=tuple(_dated(spelt, see)),
        attached=tuple(_attached(each, person) for each in attached),
        merged_into=row.merged_into_id,
        created_at=row.created_at,
    )


def _identifier(row: Identifier, unmasked: bool) -> contracts.Identifier:
    number = row.number
    if is_sealed(number):
        number = settings.KEYRING.unseal(number)
        number = number if unmasked else masking.mask_digits(number, 6, 4)
    return contracts.Identifier(Scheme(row.scheme), number, row.since, row.pk)


def _seeing(row: Subject, unmasked: bool) -> Callable[[str], str]:
    """How the subject's names read."""
    return str if unmasked else lambda name: show(name, row.kind, row.legal_person)


def _dated(rows: Sequence[Name], see: Callable[[str], str]) -> Iterator[DatedName]:
    """Oldest first; a name ends when the next was first seen. The spellings of one name are one."""
    inorder = sorted(rows, key=lambda row: (str(row.last or ""), str(row.first or ""), row.name))
    for place, row in enumerate(inorder):
        later = inorder[place + 1].first if place + 1 < len(inorder) else None
        yield DatedName(see(row.name), row.first, later)


def _attached(row: Attachment, person: bool) -> Attached:
    hidden = person and row.kind == "vehicle"
    return Attached(row.kind, masking.mask_plate(row.number) if hidden else row.number, row.detail)


def _cases(rows: QuerySet[MatchCase], unmasked: bool) -> Iterator[contracts.MatchCase]:
    rows = list(rows)
    both = {key for row in rows for key in (row.left_id, row.right_id)}
    whole = _whole(Subject.objects.filter(pk__in=both), unmasked)
    for row in rows:
        left, right = whole[row.left_id], whole[row.right_id]
        person = left.kind == Kind.PERSON and not unmasked
        features = tuple(_feature(each, person) for each in row.features)
        verdict = Verdict(row.verdict) if row.verdict else None
        why = explain(features)
        yield contracts.MatchCase(row.pk, left, right, row.score, features, verdict, row.opened_at, why)


def _feature(kept: Mapping, person: bool) -> Feature:
    feature = Feature(**kept)
    if not person or feature.name != "名称":
        return feature
    left, right = masking.mask_name(feature.left), masking.mask_name(feature.right)
    return Feature(feature.name, left, right, feature.score, feature.weight)


def _judgement(row: Judgement) -> contracts.Judgement:
    return contracts.Judgement(
        id=row.pk,
        act=row.act,
        left=row.left_id,
        right=row.right_id,
        verdict=Verdict(row.verdict),
        by=row.by,
        at=row.at,
        reason=row.reason,
        score=row.score,
        features=tuple(Feature(**{**each, "left": "", "right": ""}) for each in row.features),
        reversed_at=row.reversed_at,
        reversed_by=row.reversed_by,
        reversed_reason=row.reversed_reason,
    )
