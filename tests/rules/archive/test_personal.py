from dataclasses import replace

import pytest

from xinlu.archive.contracts import subject_kind
from xinlu.archive.rules.identity import record_id
from xinlu.archive.rules.personal import each_change, mask, mask_changes, over, sealed_fields
from xinlu.catalog.contracts import Disclosure, Field, FieldRole, FieldType, Item, Masking, SubjectKind

NUMBER, PHONE = "350102199001010016", "13905910001"


PLAIN = Masking()


def field(identifier: str, role: FieldRole | None = None, masking: Masking = PLAIN) -> Field:
    return Field(identifier, identifier, FieldType.STRING, role=role, masking=masking)


ITEM = Item(
    identifier="sample", name="样例", version=1, code="X", format="", providers=(), nature="其他",
    subject_kinds=(SubjectKind.ORGANISATION, SubjectKind.PERSON), disclosure=Disclosure.SHARED,
    coverage="", cycle="", basis="", natural_key=("NAME",),
    fields=(
        field("NAME", FieldRole.SUBJECT_NAME, Masking("name")),
        field("KIND", FieldRole.SUBJECT_KIND),
        field("CODE", FieldRole.USCC),
        field("ID", FieldRole.PERSON_ID),
        field("PHONE", FieldRole.PHONE),
        field("LICENCE", FieldRole.LICENCE_NO, Masking("digits", (2, 2))),
        field("PLATE", FieldRole.PLATE, Masking("plate")),
        field("SECRET", None, Masking("hidden")),
        field("TEXT"),
    ),
)  # fmt: skip
DATA = {
    "NAME": "陈小明", "KIND": "自然人", "ID": NUMBER, "PHONE": PHONE,
    "LICENCE": "12345678", "PLATE": "闽A12345", "SECRET": "密", "TEXT": "正文", "GONE": "旧字段",
}  # fmt: skip


def test_what_is_sealed_is_what_the_role_or_the_catalogue_hides() -> None:
    assert sealed_fields(ITEM) == {"ID", "PHONE", "LICENCE", "SECRET"}


def test_masks_follow_the_catalogue_and_personal_roles_never_go_bare() -> None:
    assert mask(ITEM, DATA, None) == {
        "NAME": "陈**", "KIND": "自然人", "ID": "350102********0016", "PHONE": "139****0001",
        "LICENCE": "12****78", "PLATE": "闽***345", "SECRET": "***", "TEXT": "正文", "GONE": "旧字段",
    }  # fmt: skip


def test_names_of_organisations_are_not_masked() -> None:
    assert mask(ITEM, {"NAME": "福州闽通达", "KIND": "法人及非法人组织"}, None)["NAME"] == "福州闽通达"


FIRMS = replace(ITEM, subject_kinds=(SubjectKind.ORGANISATION,))
PERSON, FIRM = SubjectKind.PERSON, SubjectKind.ORGANISATION


@pytest.mark.parametrize(
    ("item", "data", "known", "expected"),
    [
        (ITEM, {"KIND": "自然人", "CODE": "x"}, FIRM, PERSON),
        (ITEM, {"KIND": "个体工商户"}, PERSON, SubjectKind.SOLE_TRADER),
        (ITEM, {"ORGANISATION_CODE": "MA2Y0001X"}, FIRM, FIRM),  # of the 2016 generation
        (ITEM, {"ID": NUMBER}, PERSON, PERSON),
        (ITEM, {"NAME": "三明"}, None, PERSON),  # when in doubt
        (FIRMS, {"ID": NUMBER}, FIRM, FIRM),
        (replace(ITEM, fields=(), subject_kinds=(PERSON,)), {}, FIRM, PERSON),
    ],
)
def test_whom_a_record_is_about_it_says_itself_or_its_subject_tells(item, data, known, expected) -> None:
    assert subject_kind(item, data, known) is expected
    name = mask(item, {**data, "NAME": "三明闽通"}, known)["NAME"]
    assert (name != "三明闽通") == (expected is PERSON and bool(item.fields))


def test_cleaning_is_masked_like_the_value() -> None:
    changes = [("ID", "", NUMBER, "r"), ("TEXT", "前", "后", "r"), ("GONE", "前", "后", "r")]
    assert mask_changes(ITEM, DATA, changes, None) == [("ID", "", "350102********0016", "r"), *changes[1:]]


def test_only_the_named_and_filled_values_change() -> None:
    assert over(["A", "B"], str.upper, {"A": "x", "B": "", "C": "y"}) == {"A": "X", "B": "", "C": "y"}
    marked = each_change(lambda name, value: f"{name}:{value}", [("A", "", "x", "r"), ("C", "y", "z", "r")])
    assert marked == [("A", "", "A:x", "r"), ("C", "C:y", "C:z", "r")]


def test_a_number_written_into_a_text_is_concealed_there() -> None:
    said = mask(ITEM, {"NAME": "顺达运输", "NOTE": f"联系电话{PHONE}"}, None)
    assert PHONE not in said["NOTE"] and said["NOTE"].startswith("联系电话")


def test_one_key_has_one_id_in_each_item() -> None:
    assert record_id("a", "k") == record_id("a", "k")
    assert len({record_id("a", "k"), record_id("b", "k"), record_id("a", "l"), record_id("ak", "")}) == 4
    assert len(record_id("a", "k")) == 20
