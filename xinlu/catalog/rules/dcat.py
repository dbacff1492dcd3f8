"""The catalogue for data portals: DCAT-AP as JSON-LD."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xinlu.catalog.contracts import Disclosure, Item

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
RIGHTS = "http://publications.europa.eu/resource/authority/access-right/"
RIGHTS_OF = {
    Disclosure.PUBLIC: "PUBLIC",
    Disclosure.AUTHORISED: "RESTRICTED",
    Disclosure.SHARED: "NON_PUBLIC",
}
MEDIA = "https://www.iana.org/assignments/media-types/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def dcat_catalogue(
    items: Sequence[Item], *, site: str, publisher: str, published: Mapping[str, date]
) -> dict[str, Any]:
    """site: address of the public site, no slash at the end. published: item → first day of its version."""
    return {
        "@context": CONTEXT,
        "@id": f"{site}/catalogue/",
        "@type": "dcat:Catalog",
        "dct:title": _text("福建省交通运输信用信息目录"),
        "dct:description": _text(
            "福建省交通运输领域信用信息的目录项、字段、代码、提供单位、更新周期和披露方式。"
        ),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _text(publisher)},
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/ZHO"},
        "foaf:homepage": {"@id": f"{site}/"},
        "dcat:dataset": [_dataset(item, site, publisher, published.get(item.identifier)) for item in items],
    }


def _dataset(item: Item, site: str, publisher: str, published: date | None) -> dict[str, Any]:
    page = f"{site}/catalogue/{item.identifier}"
    dataset = {
        "@id": f"{page}/",
        "@type": "dcat:Dataset",
        "dct:identifier": item.code,
        "dct:title": _text(item.name),
        "dct:description": _text(f"{item.coverage}。依据：{item.basis}"),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _text(publisher)},
        "dct:accessRights": {"@id": RIGHTS + RIGHTS_OF[item.disclosure]},
        "dct:accrualPeriodicity": {"@type": "dct:Frequency", "rdfs:label": _text(item.cycle)},
        "dct:spatial": {"@type": "dct:Location", "rdfs:label": _text("福建省")},
        "dcat:keyword": [_text(item.nature), *(_text(kind) for kind in item.subject_kinds)],
        "dcat:version": str(item.version),
        "dcat:landingPage": {"@id": f"{page}/"},
        "dcat:distribution": [
            _distribution(f"{page}.json", "字段标准（Table Schema）", "application/json"),
            _distribution(f"{page}/template.csv", "空表（CSV）", "text/csv"),
            _distribution(f"{page}/template.xlsx", "空表（Excel）", XLSX),
        ],
    }
    if published:
        dataset["dct:modified"] = {"@type": "xsd:date", "@value": published.isoformat()}
    return dataset


def _distribution(url: str, title: str, media: str) -> dict[str, Any]:
    return {
        "@id": url,
        "@type": "dcat:Distribution",
        "dct:title": _text(title),
        "dcat:accessURL": {"@id": url},
        "dcat:downloadURL": {"@id": url},
        "dcat:mediaType": {"@id": MEDIA + media},
    }


def _text(value: str) -> dict[str, str]:
    return {"@language": "zh", "@value": value}
