"""Records for tests: penalties of the base catalogue, and subjects for them."""

import hashlib
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.factories.subjects import AT, CODE, PERSON_NUMBER, STEWARD, match, person
from tests.factories.subjects import claim as make_claim
from xinlu.archive import actions, queries
from xinlu.archive.contracts import Content, Kept, NewRecord, Provenance, Said
from xinlu.archive.rules.identity import record_id
from xinlu.catalog import actions as catalog
from xinlu.catalog.repository import ITEMS

DAY_LATER = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
ITEM = "admin-penalty"


def catalogue(*items: str) -> None:
    """The items that these tests use, penalties alone by default: reading the whole catalogue takes a second."""
    with TemporaryDirectory() as folder:
        for item in items or (ITEM,):
            shutil.copy(ITEMS / f"{item}.yaml", folder)
        catalog.seed_base(by=STEWARD, at=AT, folder=Path(folder))


def key_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def firm(name: str = "福州闽通达物流有限公司", **given: object) -> str:
    return match(make_claim(name, **{"uscc": CODE, **given}))[0].subject


def someone() -> str:
    return match(person(person_id=PERSON_NUMBER))[0].subject


def penalty(subject: str, document: str = "闽榕交罚〔2026〕1号", **given: object) -> NewRecord:
    """A penalty of a firm; changes to its data by field identifier, to the record by attribute."""
    data = {
        "CF_XDR_MC": "福州闽通达物流有限公司",
        "CF_XDR_LB": "法人及非法人组织",
        "CF_XDR_SHXYM": CODE,
        "CF_FR_ZJHM": PERSON_NUMBER,
        "CF_WSH": document,
        "CF_JDRQ": "2026-10-20",
    }
    data |= {name: given.pop(name) for name in list(given) if name.isupper()}  # type: ignore[misc]
    cleaned = (("CF_FR_ZJHM", "３５０１０２199001010016", PERSON_NUMBER, "full-width"),)
    defaults = {
        "key": key_of(document),
        "item": ITEM,
        "item_version": 1,
        "subject": subject,
        "organisation": "350100",
        "region": "350100",
        "decided_on": date(2026, 10, 20),
        "received_at": AT,
        "data": {name: value for name, value in data.items() if value},
        "provenance": Provenance("SUB1", "处罚.xlsx", "行政处罚", 3, "350100", "林报送", cleaned),
    }
    return NewRecord(said=Said("", ""), content=Content("", ""), **{**defaults, **given})  # type: ignore[arg-type]


def personal_penalty(subject: str, document: str = "闽榕交罚〔2026〕9号", **given: object) -> NewRecord:
    """A penalty of a natural person."""
    changed = {
        "CF_XDR_MC": "陈小明",
        "CF_XDR_LB": "自然人",
        "CF_XDR_SHXYM": "",
        "CF_FR_ZJHM": "",
        "CF_XDR_ZJHM": PERSON_NUMBER,
    }
    return penalty(subject, document, **{**changed, **given})


def registration(subject: str, **given: object) -> NewRecord:
    """A firm's registration: no document, no authority, only who supplied the data."""
    data = {
        "QY_MC": "福州闽通达物流有限公司",
        "QY_SHXYM": CODE,
        "QY_LB": "法人及非法人组织",
        "QY_LY": "道路货物运输",
        "DJRQ": "2026-10-20",
        "LYDW": "福州市道路运输事业发展中心",
    }
    return penalty(subject, key=key_of("登记"), item="enterprise-registration", data=data, **given)


def drawn_up(record: NewRecord) -> NewRecord:
    """With what it says and brings, as it stands when it is kept."""
    version = record.item, record.item_version
    (said,) = queries.said(*version, [(record.key, record.data)])
    (content,) = queries.contents(*version, [(record.data, record.provenance.changes)])
    return record._replace(said=said, content=content)


def keep(*records: NewRecord, at: datetime = AT) -> Kept:
    return actions.keep([drawn_up(record) for record in records], by=STEWARD, at=at)


def kept(records: Sequence[NewRecord], at: datetime = AT) -> list[str]:
    """Ids of the records, kept."""
    keep(*records, at=at)
    return [record_id(record.item, record.key) for record in records]
