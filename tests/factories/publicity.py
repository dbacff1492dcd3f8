"""Items and facts for the rules, and published records for everything above. All data is synthetic."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from tests.factories.archive import kept
from xinlu.archive.contracts import NewRecord
from xinlu.catalog.contracts import Code, Disclosure, Field, FieldRole, FieldType, Item, Masking, SubjectKind
from xinlu.events.contracts import Actor, ActorKind
from xinlu.publicity import actions, models
from xinlu.publicity.rules.facts import Facts

IN_TIME = datetime(2026, 10, 27, 2, 0, tzinfo=UTC)  # the factory's penalties are due on 29 October
TOO_LATE = datetime(2026, 10, 30, 2, 0, tzinfo=UTC)
ON = date(2026, 11, 2)
OFFICER = Actor(ActorKind.PERSON, "11", "吴公示", "350100")
USCC = "91350100MA2Y0001X9"
PERSON_ID = "350102199001010016"
KINDS = (
    "警告",
    "通报批评",
    "罚款",
    "没收违法所得",
    "暂扣许可证件",
    "吊销许可证件",
    "责令停产停业",
    "限制从业",
)
PUBLIC, SHARED = Disclosure.PUBLIC, Disclosure.SHARED
PLAIN = Masking()


def make_field(
    identifier: str,
    role: FieldRole | None = None,
    type: FieldType = FieldType.STRING,
    disclosure: Disclosure = PUBLIC,
    codes: tuple[Code, ...] = (),
    masking: Masking = PLAIN,
) -> Field:
    return Field(identifier, identifier, type, codes=codes, role=role, disclosure=disclosure, masking=masking)


def subject_fields() -> tuple[Field, ...]:
    kinds = tuple(Code(kind.value, kind.value) for kind in SubjectKind)
    return (
        make_field("名称", FieldRole.SUBJECT_NAME, masking=Masking("name")),
        make_field("类别", FieldRole.SUBJECT_KIND, FieldType.ENUM, codes=kinds),
        make_field("代码", FieldRole.USCC),
        make_field("税号", FieldRole.TAX_NO),
        make_field("证件", FieldRole.PERSON_ID, masking=Masking("digits", (6, 4))),
        make_field("法人", FieldRole.LEGAL_PERSON),
        make_field("法人证件", FieldRole.LEGAL_PERSON_ID, disclosure=SHARED),
    )


def decision_fields() -> tuple[Field, ...]:
    states = (Code("1", "有效"), Code("2", "无效"))
    return (
        make_field("文号", FieldRole.DOCUMENT_NO),
        make_field("文书", FieldRole.DOCUMENT_NAME),
        make_field("内容", FieldRole.CONTENT, FieldType.TEXT),
        make_field("依据", None, FieldType.TEXT),
        make_field("内部意见", None, FieldType.TEXT, disclosure=SHARED),
        make_field("决定日期", FieldRole.DECIDED_ON, FieldType.DATE),
        make_field("有效期至", FieldRole.VALID_UNTIL, FieldType.DATE),
        make_field("公示截止期", FieldRole.PUBLIC_UNTIL, FieldType.DATE),
        make_field("机关", FieldRole.AUTHORITY),
        make_field("机关代码", FieldRole.AUTHORITY_CODE),
        make_field("状态", FieldRole.STATUS, FieldType.ENUM, codes=states),
        make_field("车牌", FieldRole.PLATE, masking=Masking("plate")),
    )


def make_item(identifier: str = "admin-penalty", **changes: object) -> Item:
    kinds = tuple(Code(str(at), kind) for at, kind in enumerate(KINDS))
    category = make_field("种类", FieldRole.CATEGORY, FieldType.ENUMS, codes=kinds)
    plain = Item(
        identifier=identifier,
        name={"admin-penalty": "行政处罚", "admin-permit": "行政许可"}.get(identifier, "良好行为"),
        version=1,
        code="T",
        format="表",
        providers=(),
        subject_kinds=tuple(SubjectKind),
        nature="行政管理",
        disclosure=PUBLIC,
        coverage="",
        cycle="",
        basis="",
        fields=(*subject_fields(), *decision_fields(), category),
        natural_key=("文号",),
        publicity={"admin-penalty": "penalty", "admin-permit": "permit"}.get(identifier),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def make_stated() -> Item:
    """An item whose records say themselves whether they may be public."""
    kinds = (Code("1", "可向社会公开"), Code("2", "特定范围内公开"), Code("3", "不可公开"))
    field = make_field("公开类型", FieldRole.DISCLOSURE, FieldType.ENUM, SHARED, kinds)
    plain = make_item("conduct")
    return replace(plain, fields=(*plain.fields, field))


def make_data(**changes: str) -> dict[str, str]:
    """A fine against an enterprise; "" takes a value out."""
    plain = {
        "名称": "榕城货运有限公司",
        "类别": "法人及非法人组织",
        "代码": USCC,
        "法人": "林建国",
        "文号": "闽交罚〔2026〕12号",
        "文书": "超限运输",
        "内容": "罚款人民币五千元",
        "种类": "2",
        "机关": "福州市交通运输局",
        "决定日期": "2026-05-08",
    }
    return {name: value for name, value in {**plain, **changes}.items() if value}


def make_facts(
    item: Item | None = None,
    on: date = date(2026, 5, 8),
    kind: SubjectKind = SubjectKind.ORGANISATION,
    data: Mapping[str, str] | None = None,
    **changes: str,
) -> Facts:
    return Facts(item or make_item(), data or make_data(**changes), on, kind)


def publish(*records: NewRecord, at: datetime = IN_TIME) -> list[models.Publication]:
    """Keep records in the archive and let publicity follow; the rows in the order given."""
    ids = kept(records, at)
    actions.follow(by=OFFICER, at=at)
    rows = models.Publication.objects.in_bulk(ids, field_name="record")
    return [rows[id] for id in ids if id in rows]
