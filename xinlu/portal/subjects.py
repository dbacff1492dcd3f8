"""Searching subjects, and the public page of one. Natural persons have neither."""

import re
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from xinlu.catalog import queries as catalog
from xinlu.kernel.codes import judge
from xinlu.kernel.text import fold
from xinlu.portal.freshness import fresh_by_content
from xinlu.portal.parts import parts_of, whole_part
from xinlu.portal.publications import page_number
from xinlu.subjects import queries as subjects
from xinlu.subjects.contracts import Found, Kind, Page, Scheme, Subject
from xinlu.ui.access import public

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
        "hits": [hit_of(found, text) for found in page.rows],
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
    if subjects.is_short(text):
        return "short", NOTHING
    page = subjects.look_up(text, page=number)
    return ("found" if page.total else "none"), page


def hit_of(found: Found, text: str) -> Hit:
    return Hit(
        id=found.id,
        parts=mark_parts(found.name, text),
        code=found.code,
        kind=KINDS[found.kind],
        region=found.region,
        former="、".join(found.former),
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
    """The newest records of every item; ?item= all records of that one, page by page."""
    subject = subjects.subject(subject_id)
    if subject is None or subject.kind == Kind.PERSON:
        raise Http404
    if subject.id != subject_id:
        return redirect("portal-subject", subject.id)
    asked = next((item for item in catalog.items() if item.identifier == request.GET.get("item")), None)
    context = {
        "asked": asked,
        "parts": [whole_part(subject.id, asked, page_number(request))] if asked else parts_of(subject.id),
        "subject": subject,
        "kind": KINDS[subject.kind],
        "numbers": public_numbers(subject),
        "former": former_names(subject),
    }
    return render(request, "portal/subject.html", context)


def public_numbers(subject: Subject) -> list[tuple[str, str]]:
    """Numbers of legal subjects; one that could be a person's ID number is left out."""
    known = (number for number in subject.identifiers if number.scheme in SCHEMES)
    return [(SCHEMES[each.scheme], each.number) for each in known if not judge(each.number).personal]
