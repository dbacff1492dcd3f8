"""Every form of the office that people type into shows what was typed before the session died."""

import html
from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import make_user
from tests.factories.collection import BROKEN_CODE, CLERK, csv_file, penalty
from tests.factories.subjects import claim, match
from tests.flows.stories import ITEM, archived, at_desk, recent, submit
from xinlu.accounts import actions, queries
from xinlu.accounts.contracts import Role
from xinlu.archive import queries as archive
from xinlu.catalog import actions as catalog
from xinlu.catalog import queries as catalogue
from xinlu.catalog.contracts import PutField
from xinlu.collection import actions as collection
from xinlu.collection import queries as collected
from xinlu.collection.contracts import QuarantineFilter
from xinlu.flows import judgements
from xinlu.office.draft_words import FORMS
from xinlu.publicity import queries as publicity
from xinlu.subjects import queries as subjects
from xinlu.subjects.contracts import Verdict

pytestmark = pytest.mark.usefixtures("platform")
TYPED = "会话中断前写下的"
WAITING_CODE = BROKEN_CODE[:-1] + "1"
REASON, PURPOSE = {"reason": TYPED}, {"purpose": TYPED}


@pytest.fixture
def steward() -> Client:
    """Somebody who may do everything in the province."""
    return at_desk(Role.CLERK, Role.STEWARD, Role.CASE_OFFICER, Role.ADMINISTRATOR, organisation="350000")


def people_and_records() -> dict[str, list]:
    """Route → its arguments, for what stands in the world below."""
    now = {"by": CLERK, "at": timezone.now()}
    collection.authorise_code(BROKEN_CODE, evidence="营业执照原件", **now)
    submit(csv_file([recent(1), recent(2, CF_XDR_SHXYM=WAITING_CODE)]))
    record = archived(recent(1))
    typed = {name: value for name, value in penalty(9).items() if value}
    entry = collection.enter_by_hand(item=ITEM, organisation="350100", data=typed, **now)
    other = match(claim("福州顺达运输公司"))[0].subject
    case = subjects.cases().rows[0].id
    judgements.judge_case(case, Verdict.DIFFERENT, reason="住所不同", **now)
    catalog.start_draft(ITEM, **now)
    judged = subjects.judgements(other)[0].id
    publication = publicity.of_record(record.id, on=timezone.localdate()).id
    return {
        "user": [make_user(organisation="350200")],
        "record": [record.id],
        "subject": [record.subject],
        "other": [other],
        "case": [case],
        "judgement": [judged],
        "publication": [publication],
        "entry": [entry.id],
        "row": [collected.quarantine(QuarantineFilter()).rows[0].id],
    }


def forms(known: dict[str, list]) -> list[tuple[str, str, str, dict]]:
    """(route, page, where the form is sent, what was typed into it)."""
    at = lambda name, *args: reverse(f"office-{name}", args=args)  # noqa: E731
    user, record, subject = known["user"], known["record"], known["subject"]
    own = [
        ("user-new", at("user-new"), {"name": TYPED}),
        ("token-new", at("token-new"), {"name": TYPED}),
        ("zero", at("zero"), {"period": TYPED}),
        ("upload", at("upload"), {"item": ITEM, "corrects": TYPED}),
        ("entry-new", at("entry-new", ITEM), {"CF_SY": TYPED}),
        ("entry-review", at("entry-review", *known["entry"]), {"verdict": "return", **REASON}),
        ("quarantined", at("quarantined", *known["row"]), {"step": "authorise", **REASON}),
        ("record-correct", at("record-correct", *record), REASON),
        ("catalog-elements", at("catalog-elements", ITEM) + "?region=", {"note": TYPED}),
        ("catalog-field-new", at("catalog-field-new", ITEM) + "?region=", {"name": TYPED}),
        ("catalog-field", at("catalog-field", ITEM, "CF_SY") + "?region=", {"name": TYPED}),
        ("subject-merge", at("subject-merge", *subject) + f"?other={known['other'][0]}", REASON),
        ("subject-split", at("subject-split", *subject), REASON),
    ]
    elsewhere = [
        ("user-grant", at("user", *user), at("user-grant", *user), {"until": TYPED}),
        ("user-deactivate", at("user", *user), at("user-deactivate", *user), REASON),
        *(
            (
                "organisation-change",
                at("organisation", "350128"),
                at("organisation-change", "350128", step),
                {"basis": TYPED},
            )
            for step in ("rename", "end", "code", "verify", "add")
        ),
        ("calendar-day", at("calendar"), at("calendar-day"), {"note": TYPED}),
        ("calendar-year", at("calendar") + "?year=2027", at("calendar-year"), {"note": TYPED}),
        (
            "catalog-publish",
            at("catalog-difference", ITEM) + "?region=",
            at("catalog-publish", ITEM) + "?region=",
            {"note": TYPED},
        ),
        ("exception-change", at("exceptions"), at("exception-change", BROKEN_CODE, "withdraw"), REASON),
        ("record-change", at("record", *record), at("record-change", *record, "withdraw"), REASON),
        ("record-whole", at("record", *record), at("record-whole", *record), PURPOSE),
        ("subject-whole", at("subject", *subject), at("subject-whole", *subject), PURPOSE),
        ("judgement-undo", at("subject", *known["other"]), at("judgement-undo", *known["judgement"]), REASON),
        ("match-case", at("match-case", *known["case"]), at("match-case", *known["case"]), REASON),
        (
            "match-case-whole",
            at("match-case", *known["case"]),
            at("match-case-whole", *known["case"]),
            PURPOSE,
        ),
        ("withhold", at("publication", *known["publication"]), at("withhold", *known["publication"]), REASON),
    ]
    return [(name, page, page, given) for name, page, given in own] + elsewhere


def test_every_form_gives_back_what_was_typed(steward) -> None:
    known = people_and_records()
    change_something_in_the_draft()
    owner = get_user_model().objects.get(pk=steward.session["_auth_user_id"]).pk
    table = forms(known)
    missing = []
    for name, page, path, given in table:
        fields = {key: [value] for key, value in given.items()}
        actions.keep_draft(owner_id=owner, path=path, page=page, fields=fields, at=timezone.now())
        (draft,) = queries.drafts_of(owner)
        for _ in range(2):
            answer = steward.get(page)
            text = html.unescape(answer.content.decode())
            if not (
                answer.status_code == 200 and TYPED in text and f'name="_draft" value="{draft.id}"' in text
            ):
                missing.append((name, answer.status_code))
        listed = steward.get(reverse("office-draft")).content.decode()
        assert FORMS[f"office-{name}"][0] in listed and "未提交的内容</h2>" not in listed
        assert TYPED in listed.partition("<tbody>")[2].partition("</tbody>")[0] or name == "upload"
        actions.discard_draft(owner_id=owner, draft_id=draft.id)
    assert missing == []
    assert {f"office-{name}" for name, *_ in table} == set(FORMS) - {"office-lift"}


def change_something_in_the_draft() -> None:
    field = replace(catalogue.item(ITEM).field("CF_SY"), note="写明事实")
    catalog.edit_draft(ITEM, edit=PutField(field), by=CLERK, at=timezone.now())


def test_a_refusal_told_on_the_next_page_keeps_the_draft(steward) -> None:
    record = people_and_records()["record"][0]
    path = reverse("office-record-change", args=[record, "reinstate"])
    owner = steward.session["_auth_user_id"]
    actions.keep_draft(owner_id=owner, path=path, page="/", fields={"reason": ["x"]}, at=timezone.now())
    mark = {"_draft": queries.drafts_of(owner)[0].id}
    assert steward.post(path, {"reason": "没有撤回过", **mark}).status_code == 302
    assert queries.has_drafts(owner) and not archive.record(record).withdrawn
    done = reverse("office-record-change", args=[record, "withdraw"])
    assert steward.post(done, {"reason": "复议撤销", **mark}).status_code == 302
    assert not queries.has_drafts(owner)
