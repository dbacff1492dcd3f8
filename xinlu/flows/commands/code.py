"""xinlu code"""

from dataclasses import asdict

import click

from xinlu.flows.commands.platform import as_json, has_home, on_new_platform, show_json
from xinlu.kernel.codes import Judgement, judge
from xinlu.kernel.masking import mask_digits

KINDS = {
    "uscc": "统一社会信用代码",
    "organisation-code": "组织机构代码",
    "resident-id": "居民身份证号",
    "plate": "机动车号牌",
    "practitioner-licence": "从业资格证号",
    "transport-licence": "道路运输证号",
    "unknown": "未能识别",
}


@click.command()
@click.argument("codes", nargs=-1, required=True, metavar="CODE...")
@as_json
def command(codes: tuple[str, ...], as_json: bool) -> None:
    """检验代码、证件号、车牌，并指出是否个人信息。有无效的退出码为 1。"""
    judgements = [judge(code) for code in codes]
    if any(judgement.kind == "uscc" and not judgement.valid for judgement in judgements):
        exceptions = load_exceptions()
        judgements = [judge(code, exceptions=exceptions) for code in codes]
    show_json([asdict(judgement) for judgement in judgements]) if as_json else show(judgements)
    raise SystemExit(0 if all(judgement.valid for judgement in judgements) else 1)


def show(judgements: list[Judgement]) -> None:
    for judgement in judgements:
        number = mask_digits(judgement.input, 6, 4) if judgement.personal else judgement.input
        words = [number, "有效" if judgement.valid else "无效", KINDS[judgement.kind]]
        click.echo("  ".join([*words, *["个人信息"] * judgement.personal, judgement.reason]).rstrip())


@on_new_platform
def load_exceptions() -> frozenset[str]:
    """Codes authorised on this platform; none where there is no platform yet."""
    if not has_home():
        return frozenset()
    from django.db import DatabaseError

    from xinlu.collection import queries

    try:
        return queries.exception_codes()
    except DatabaseError:
        return frozenset()
