"""Whether a value fits the format that the catalogue names for its field."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from xinlu.catalog.contracts import FieldFormat
from xinlu.collection.rules.checks.case import Case, Fault, fault
from xinlu.collection.rules.checks.codes import authorised
from xinlu.collection.rules.texts import fails
from xinlu.kernel import commitmentno, licences, regions, uscc

FORMATS: Mapping[FieldFormat, tuple[Callable[[str], bool], str]] = {
    FieldFormat.USCC: (uscc.is_valid, "不是有效的统一社会信用代码，请照证照核对"),
    FieldFormat.REGION: (regions.is_code, "不是行政区划代码，应为 6 位数字，例如 350102，请核对"),
    FieldFormat.COMMITMENT_NO: (
        commitmentno.is_valid,
        "不像承诺编码，应为受理地区划 6 位、日期 8 位、流水 6 位，请核对",
    ),
    FieldFormat.TRANSPORT_LICENCE: (
        lambda value: licences.transport_number(value) is not None,
        "不像道路运输证号，应为区划开头的 12 位数字，请照证件核对",
    ),
    FieldFormat.PRACTITIONER_LICENCE: (licences.is_certificate, "不像从业资格证号，请照证件核对"),
}


def find_misshapen(case: Case) -> Iterator[Fault]:
    for field in case.item.fields:
        if field.format and case.holds_any(field):
            fits, sentence = FORMATS[field.format]
            bad = case.where(field, partial(fails, function=fits)) & ~authorised(case, field)
            yield fault(case, field, bad, f"“{field.name}”{sentence}。")
