"""Where a new organisation may stand in the tree."""

import re
from collections.abc import Mapping

from xinlu.accounts.contracts import Organisation, OrganisationKind
from xinlu.kernel import regions

BELOW: Mapping[OrganisationKind, tuple[OrganisationKind, ...]] = {
    OrganisationKind.PROVINCE: (OrganisationKind.BUREAU, OrganisationKind.CITY),
    OrganisationKind.BUREAU: (OrganisationKind.BUREAU,),
    OrganisationKind.CITY: (OrganisationKind.CITY, OrganisationKind.COUNTY),
    OrganisationKind.COUNTY: (OrganisationKind.COUNTY,),
}
CODE = re.compile(r"[0-9]{6}(-[a-z0-9]+){0,3}")


def fault_of(unit: Organisation, parent: Organisation) -> str:
    """What speaks against the unit below that parent, a Chinese sentence; "" when nothing does."""
    if not CODE.fullmatch(unit.code) or len(unit.code) > 32:
        return "机构代码须为 6 位区划代码，或区划代码加短横线和英文小写简称，例如 350200-port。"
    if not lies_within(unit.region, parent.region):
        return f"机构代码的前 6 位“{unit.region}”不是“{parent.name}”辖区的区划代码，请核对。"
    if unit.kind not in BELOW[parent.kind]:
        allowed = "、".join(kind.label for kind in BELOW[parent.kind])
        return f"“{parent.name}”之下只能设{allowed}，请改选类别或上级机构。"
    if unit.since and not parent.exists(unit.since):
        return f"上级机构“{parent.name}”在新机构设立之日不存在，请核对日期。"
    return ""


def lies_within(region: str, above: str) -> bool:
    """Whether the region is listed and is the other one or part of it."""
    found = regions.resolve(region)
    return found is not None and above in (regions.PROVINCE, found.city, region)
