"""Public words of the catalogue. A record type is an Item; every part of it is data."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from xinlu.kernel.text import fold_name


class CatalogueError(ValueError):
    """The catalogue cannot take this change. The text says in Chinese where, what, and what to do next."""


class UnknownItem(LookupError):
    """No such item, version or draft. The text is fit to show, in Chinese."""


class FieldType(StrEnum):
    STRING = "string"
    TEXT = "text"  # long text, folded less eagerly, scanned for personal data
    DATE = "date"  # ISO YYYY-MM-DD after cleaning; open end is 2099-12-31
    INTEGER = "integer"
    DECIMAL = "decimal"
    WAN = "wan"  # money in 万元, up to 6 decimals
    ENUM = "enum"  # one code of the field's code list (labels accepted, code kept)
    ENUMS = "enums"  # several codes, kept joined by ";"


class Disclosure(StrEnum):
    PUBLIC = "public"  # 公开公示
    AUTHORISED = "authorised"  # 授权查询
    SHARED = "shared"  # 政务共享


class FieldRole(StrEnum):
    """What a field means to the platform, whatever it is called in an item."""

    __hash__ = str.__hash__  # asked several times a record; that of Enum takes ten times as long

    SUBJECT_NAME = "subject-name"
    SUBJECT_KIND = "subject-kind"
    USCC = "uscc"
    SUBJECT_CODE = "subject-code"  # USCC or the person's id number, by SUBJECT_KIND (信用承诺标准)
    REGISTRATION_NO = "registration-no"  # 工商注册号
    ORGANISATION_CODE = "organisation-code"
    TAX_NO = "tax-no"
    INSTITUTION_NO = "institution-no"  # 事业单位证书号
    SOCIAL_NO = "social-no"  # 社会组织登记证号
    PERSON_ID_KIND = "person-id-kind"
    PERSON_ID = "person-id"
    LEGAL_PERSON = "legal-person"  # 法定代表人
    LEGAL_PERSON_ID_KIND = "legal-person-id-kind"
    LEGAL_PERSON_ID = "legal-person-id"
    PHONE = "phone"
    DOCUMENT_NAME = "document-name"
    DOCUMENT_NO = "document-no"
    CATEGORY = "category"  # 许可类别 / 处罚类别 / 等级: what lists filter by
    CONTENT = "content"
    DECIDED_ON = "decided-on"  # the date that starts every clock
    VALID_FROM = "valid-from"
    VALID_UNTIL = "valid-until"
    PUBLIC_UNTIL = "public-until"  # 公示截止期 stated by the provider
    AUTHORITY = "authority"
    AUTHORITY_CODE = "authority-code"
    SOURCE = "source"
    SOURCE_CODE = "source-code"
    STATUS = "status"
    DISCLOSURE = "disclosure"  # 公开类型: whether this record may be public, by its own provider's word
    PLATE = "plate"
    PLATE_COLOUR = "plate-colour"
    LICENCE_NO = "licence-no"  # 从业资格证 / 道路运输证 / 船舶登记 number
    VESSEL_NO = "vessel-no"
    PROJECT_NO = "project-no"


class FieldFormat(StrEnum):
    """What a string is checked as where no role says so: a value that does not fit is a warning."""

    USCC = "uscc"
    REGION = "region"  # 行政区划代码
    COMMITMENT_NO = "commitment-no"  # 承诺编码: region 6, day 8, serial 6
    TRANSPORT_LICENCE = "transport-licence"  # 道路运输证号
    PRACTITIONER_LICENCE = "practitioner-licence"  # 从业资格证号, and certificates of engineers and seamen


class SubjectKind(StrEnum):
    """Values of a SUBJECT_KIND field after cleaning, and the kinds of subject."""

    ORGANISATION = "法人及非法人组织"
    PERSON = "自然人"
    SOLE_TRADER = "个体工商户"


OPEN_TO_ALL = "可向社会公开"  # label of the one value of a DISCLOSURE field that lets its record be public


@dataclass(frozen=True)
class Code:
    """One value of a code list. aliases: other spellings that providers use for it (old codes included).

    An alias outranks a code: in an older generation "1" may be an alias of the code "2" (see `spellings`).
    """

    code: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    """Holds when the field's value is one of `equals`, or contains one of `contains` (labels or codes)."""

    field: str
    equals: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Masking:
    """kind: none | name | digits | plate | hidden; keep: leading and trailing characters kept by digits.

    On a SUBJECT_NAME field it holds for natural persons only: names of enterprises are never masked.
    """

    kind: str = "none"
    keep: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Field:
    """One column. verified False: length or requirement is taken from practice, not read in the standard."""

    identifier: str
    name: str
    type: FieldType
    length: int | None = None
    codes: tuple[Code, ...] = ()
    required: bool = False
    required_when: tuple[Condition, ...] = ()  # all hold → required
    empty_when: tuple[Condition, ...] = ()  # all hold → must be empty
    role: FieldRole | None = None
    format: FieldFormat | None = None
    disclosure: Disclosure = Disclosure.SHARED
    masking: Masking = Masking()
    aliases: tuple[str, ...] = ()  # headers that people really use, the 2016 identifiers included
    note: str = ""
    verified: bool = True

    @property
    def headers(self) -> frozenset[str]:
        """Every folded header under which providers may send this column."""
        return frozenset(fold_name(header) for header in (self.identifier, self.name, *self.aliases))

    @property
    def spellings(self) -> dict[str, str]:
        """Every folded spelling of a value → its code. Empty when the field has no code list."""
        exact = {fold_name(text): code.code for code in self.codes for text in (code.label, code.code)}
        return exact | {fold_name(alias): code.code for code in self.codes for alias in code.aliases}

    def label(self, code: str) -> str:
        """What a cleaned value says to a reader: labels for codes, anything else as it is."""
        if self.type is FieldType.ENUMS and ";" in code:
            return "、".join(self._labels.get(part, part) for part in code.split(";"))
        return self._labels.get(code, code)

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return {known.code: known.label for known in self.codes}


@dataclass(frozen=True)
class FieldCodes:
    """What the values of one field meant in an older generation of the standard."""

    field: str
    codes: tuple[Code, ...]


@dataclass(frozen=True)
class Generation:
    """An older form of the same item. A file is of it when it carries one of `headers` and none of `absent`.

    headers: columns that only this generation has. absent: fields it did not know yet. optional: fields that it
    did not require. ignored: columns of its own that no field takes, and that nobody need be told of.
    codes: replace the field's own code list, because the same code may have meant something else.
    """

    name: str
    headers: tuple[str, ...]
    absent: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    codes: tuple[FieldCodes, ...] = ()

    def ignores(self, header: str) -> bool:
        return fold_name(header) in map(fold_name, self.ignored)


@dataclass(frozen=True)
class Rule:
    """A cross-field check as data. kind names a function of collection.rules; fields are its arguments.

    date-order: the first date is not after the second. not-future: the date is not after today.
    positive-when: the amount is greater than zero. All hold only `when`, and never judge an empty value.
    """

    id: str
    kind: str  # date-order | not-future | positive-when
    fields: tuple[str, ...]
    severity: str  # error | warning | note
    message: str
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Item:
    """A record type in force: 数据代码, 数据名称, …, its fields, natural key and rules."""

    identifier: str
    name: str
    version: int
    code: str  # 数据代码
    format: str  # 数据格式
    providers: tuple[str, ...]  # 提供单位, by organisation kind or code
    subject_kinds: tuple[SubjectKind, ...]  # 主体类型
    nature: str  # 信息性质: 基本 | 良好 | 不良 | 行政管理 | 评价 | 名单 | 承诺 | 其他
    disclosure: Disclosure  # 共享属性
    coverage: str  # 覆盖范围
    cycle: str  # 更新周期
    basis: str  # 依据
    fields: tuple[Field, ...]
    natural_key: tuple[str, ...]
    rules: tuple[Rule, ...] = ()
    publicity: str | None = None  # "permit" | "penalty": shown under 双公示, else None
    due: int | None = None  # working days from decision to publication
    generations: tuple[Generation, ...] = ()
    note: str = ""
    region: str | None = None  # set when this is a city's extended version
    verified: bool = True

    def field(self, identifier: str) -> Field:
        """Raises KeyError."""
        return self._fields[identifier]

    def role(self, role: FieldRole) -> Field | None:
        """The first field that plays the role, or None."""
        return self._roles.get(role)

    # Both are asked several times a record: looked up once an item, not once a question.
    @cached_property
    def _fields(self) -> Mapping[str, Field]:
        return {field.identifier: field for field in self.fields}

    @cached_property
    def _roles(self) -> Mapping[FieldRole, Field]:
        return {field.role: field for field in reversed(self.fields) if field.role}

    def generation(self, headers: Collection[str]) -> Generation | None:
        """The older generation that a file with these headers is of; None when it is of today's."""
        sent = {fold_name(header) for header in headers}
        for generation in self.generations:
            newer = frozenset[str]().union(*(self.field(name).headers for name in generation.absent))
            if sent & {fold_name(header) for header in generation.headers} and not sent & newer:
                return generation
        return None

    def for_headers(self, headers: Collection[str]) -> "Item":
        """The item as a file with these headers is to be read: an older generation asks for less, and its
        codes carry the meaning that they had then."""
        generation = self.generation(headers)
        if generation is None:
            return self
        codes = {entry.field: entry.codes for entry in generation.codes}
        return replace(self, fields=tuple(_as_of(generation, codes, field) for field in self.fields))


def _as_of(generation: Generation, codes: Mapping[str, tuple[Code, ...]], field: Field) -> Field:
    field = replace(field, codes=codes.get(field.identifier, field.codes))
    if field.identifier in (*generation.absent, *generation.optional):
        return replace(field, required=False, required_when=())
    return field


PERSONAL_ROLES = frozenset(
    {FieldRole.PERSON_ID, FieldRole.LEGAL_PERSON_ID, FieldRole.PHONE, FieldRole.SUBJECT_CODE}
)  # values sealed at rest, masked without UNMASK


@dataclass(frozen=True)
class FieldText:
    """A field told in Chinese. own: added by the city whose version it is. codes: anchor of its code list."""

    field: Field
    type: str
    requirement: str
    must_be_empty: str  # when, "" if never
    disclosure: str
    masking: str
    codes: str
    own: bool = False


@dataclass(frozen=True)
class CodeList:
    """Codes as published, a list shared by several fields once. anchor: the first field's identifier."""

    anchor: str
    fields: tuple[str, ...]
    codes: tuple[Code, ...]


class State(StrEnum):
    """Of one version of an item."""

    DRAFT = "draft"  # 草稿
    PUBLISHED = "published"  # 现行
    SUPERSEDED = "superseded"  # 已被取代


@dataclass(frozen=True)
class Version:
    """One line of an item's history. number: unique in the item, None for a draft. region: "" is the base."""

    item: str
    region: str
    number: int | None
    state: State
    note: str
    edited_by: str
    edited_at: datetime
    published_by: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True)
class PutField:
    """An edit: add the field, or change the one with its identifier. after: place it behind that field."""

    field: Field
    after: str = ""


@dataclass(frozen=True)
class RemoveField:
    identifier: str


@dataclass(frozen=True)
class ChangeElements:
    """An edit of the item itself. elements: name of an Item attribute → its value as data."""

    elements: Mapping[str, Any]


Edit = PutField | RemoveField | ChangeElements


@dataclass(frozen=True)
class Change:
    """One difference between two versions. kind: added | removed | changed. field: "" for the item itself."""

    kind: str
    field: str
    element: str  # which property, in Chinese
    before: str
    after: str


@dataclass(frozen=True)
class Seeded:
    """What preparing the base catalogue did. held_back: changed in the repository, but also edited here."""

    published: tuple[str, ...]
    held_back: tuple[str, ...]


@dataclass(frozen=True)
class CalendarOverrides:
    """Days that an administrator declared working or free, over the kept-up library.

    years: those whose official notice is entered in full, so that nothing in them is 推算.
    """

    days: Mapping[str, bool] = field(default_factory=dict)  # ISO date → working
    years: frozenset[int] = frozenset()


@dataclass(frozen=True)
class DeclaredDay:
    on: date
    working: bool
    note: str
    by: str
    at: datetime
