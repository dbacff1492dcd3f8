"""The organisation tree that follows from the table of regions: one transport authority a region."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from xinlu.accounts.contracts import Organisation, OrganisationKind
from xinlu.kernel import organisationcode, regions, uscc

FIRST_YEAR = 2009  # 交公路发〔2009〕733号: no transport credit information is older
GOVERNMENT_ORGAN = "11"  # GB 32100: department 机构编制, class 机关


def plan_tree(table: Iterable[regions.Region], pack: Mapping[str, Any]) -> list[Organisation]:
    """Parents before children. table: regions, abolished ones too; pack: packs/organisations.yaml.

    A code that two regions bore in turn is one organisation, named and dated after its latest bearer.
    """
    named = {entry["code"]: entry for entry in pack["authorities"]}
    bearers = {region.code: region for region in sorted(table, key=lambda region: region.since or date.min)}
    authorities = [authority(region, named.get(region.code, {})) for region in bearers.values()]
    bureaus = [bureau(number, entry) for number, entry in enumerate(pack["bureaus"], start=1)]
    rank = list(OrganisationKind)
    return sorted(authorities + bureaus, key=lambda unit: (rank.index(unit.kind), unit.code))


def regions_until(year: int) -> set[regions.Region]:
    """Every region that stood in any year from the first through this one."""
    ends = (date(past, 12, 31) for past in range(FIRST_YEAR, year + 1))
    return {region for end in ends for region in regions.list_regions(end)}


def authority(region: regions.Region, entry: Mapping[str, Any]) -> Organisation:
    """entry: what the pack says of it; an authority that is named after its region alone has none."""
    kind, parent = place_of(region)
    return Organisation(
        code=region.code,
        name=entry.get("name") or f"{full_name(region)}交通运输局",
        kind=kind,
        parent=parent,
        region=region.code,
        uscc=synthetic_uscc(region.code, 0),
        since=region.since if region.since and region.since.year >= FIRST_YEAR else None,
        until=region.until,
        verified=entry.get("verified", True),
    )


def place_of(region: regions.Region) -> tuple[OrganisationKind, str | None]:
    """Kind and parent. 平潭 is a county by its code and city-level for us."""
    if region.code == regions.PROVINCE:
        return OrganisationKind.PROVINCE, None
    if region.code in regions.CITIES:
        return OrganisationKind.CITY, regions.PROVINCE
    return OrganisationKind.COUNTY, region.city


def full_name(region: regions.Region) -> str:
    """A district or county is named with its city, as citizens look for it; a county-level 市 bears its own name."""
    if region.code in regions.CITIES or region.name.endswith("市"):
        return region.name
    return regions.name_of(region.city) + region.name


def bureau(number: int, entry: Mapping[str, Any]) -> Organisation:
    return Organisation(
        code=entry["code"],
        name=entry["name"],
        kind=OrganisationKind.BUREAU,
        parent=regions.PROVINCE,
        region=regions.PROVINCE,
        uscc=synthetic_uscc(regions.PROVINCE, number),
        since=entry.get("since"),
        until=entry.get("until"),
        verified=entry["verified"],
    )


def synthetic_uscc(region: str, number: int) -> str:
    """A code with valid check digits that no real organisation bears. number: 0 the authority, 1… bureaus."""
    body = f"{region[2:]}FJ{number:02d}"
    code = GOVERNMENT_ORGAN + region + body + organisationcode.check_digit(body)
    return code + uscc.check_digit(code)


def is_synthetic(code: str) -> bool:
    """Whether the code still holds the place of the real one."""
    return code.startswith(GOVERNMENT_ORGAN) and code[8:14] == f"{code[4:8]}FJ"
