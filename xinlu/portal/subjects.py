"""Searching subjects, and the public page of one. Natural persons have neither."""

import re
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xinlu.kernel.codes import judge
from xinlu.kernel.text import fold, fold_name
from xinlu.portal.freshness import fresh_by_content
from xinlu.portal.publications import page_number
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import Filter
from xinlu.publicity.contracts import Page as Publications
from xinlu.subjects import queries as subjects
from xinlu.subjects.contracts import Kind, Page, Query, Scheme, Subject
from xinlu.ui.access import public

SHORTEST = 2  # characters
NEWEST = 10  # publications of each kind on a subject's page
KINDS = {Kind.ORGANISATION: "法人及非法人组织", Kind.SOLE_TRADER: "个体工商户"}
NOTHING = Page((), 0, 1, 1)
SCHEMES = {
    Scheme.USCC: "统一社会信用代码",
    Scheme.REGISTRATION_NO: "工商注册号",
    Scheme.ORGANISATION_CODE: "组织机构代码",
    Scheme.TAX_NO: "税务登记号",
    Scheme.INSTITUTION_NO: "事业单位证书号",
    Scheme.SOCIAL_NO: "社会组织登记证号",
}


@dataclass(frozen=True)
class Hit:
    """A found subject. parts: its name in pieces, with whether each is what was asked for."""

    id: str
    parts: tuple[tuple[str, bool], ...]
    code: str
    kind: str
    region: str
    former: str


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    text = fold(request.GET.get("q", ""))[:100]
    state, page = look_up(text, page_number(request))
    context = {
        "text": "" if state == "personal" else text,
        "state": state,
        "page": page,
        "hits": [hit_of(subject, text) for subject in page.rows],
    }
    response = render(request, "portal/search.html", context)
    response["Cache-Control"] = "no-store" if state == "personal" else "no-cache"
    return response


def look_up(text: str, number: int) -> tuple[str, Page]:
    """What to tell the visitor — "" | personal | short | none | found — and a page of hits."""
    if not text:
        return "", NOTHING
    if judge(text).personal:
        return "personal", NOTHING
    if len(fold_name(text)) < SHORTEST:
        return "short", NOTHING
    page = subjects.search(Query(text), page=number)
    return ("found" if page.total else "none"), page


def hit_of(subject: Subject, text: str) -> Hit:
    return Hit(
        id=subject.id,
        parts=mark_parts(subject.name, text),
        code=subject.uscc,
        kind=KINDS[subject.kind],
        region=subject.region,
        former="、".join(former_names(subject)),
    )


def mark_parts(name: str, text: str) -> tuple[tuple[str, bool], ...]:
    pieces = re.split(f"({re.escape(text)})", name, flags=re.IGNORECASE)
    return tuple((piece, at % 2 == 1) for at, piece in enumerate(pieces) if piece)


def former_names(subject: Subject) -> list[str]:
    return [dated.name for dated in subject.names if dated.name != subject.name]


@public
@require_safe
@fresh_by_content
def show_subject(request: HttpRequest, subject_id: str) -> HttpResponse:
    subject = subjects.subject(subject_id)
    if subject is None or subject.kind == Kind.PERSON:
        raise Http404
    if subject.id != subject_id:
        return redirect("portal-subject", subject.id)
    context = {
        "subject": subject,
        "kind": KINDS[subject.kind],
        "numbers": public_numbers(subject),
        "former": former_names(subject),
        "permits": newest_of(subject.id, "permit"),
        "penalties": newest_of(subject.id, "penalty"),
    }
    return render(request, "portal/subject.html", context)


def newest_of(subject_id: str, kind: str) -> Publications:
    wanted = Filter(kind=kind, subject=subject_id)
    return publicity.publications(wanted, on=timezone.localdate(), size=NEWEST)


def public_numbers(subject: Subject) -> list[tuple[str, str]]:
    """Numbers of legal subjects; one that could be a person's ID number is left out."""
    known = (number for number in subject.identifiers if number.scheme in SCHEMES)
    return [(SCHEMES[each.scheme], each.number) for each in known if not judge(each.number).personal]
