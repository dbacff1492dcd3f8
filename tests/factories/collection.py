"""Penalty rows and files for tests, and submissions of them."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from xinlu.collection import actions
from xinlu.collection.contracts import Channel, Mode, Submission, Surroundings
from xinlu.events.contracts import Actor, ActorKind

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
AROUND = Surroundings(today=TODAY, organisation="350100")
CLERK = Actor(ActorKind.PERSON, "7", "林晓", "350100")
OTHER = Actor(ActorKind.PERSON, "8", "陈晨", "350100")
STEWARD = Actor(ActorKind.PERSON, "9", "郑重", "350000")
CODE = "91350100MA2Y0001X9"
BROKEN_CODE = "91350128MA2XY0Q1X0"  # well formed, but the check digit should be R
ID_NUMBER = "350102199001010016"


def penalty(number: int = 1, **changes: Any) -> dict[str, str | None]:
    """A sound penalty of an enterprise; number tells rows apart."""
    row: dict[str, str | None] = {
        "CF_XDR_MC": "福州顺达运输有限公司",
        "CF_XDR_LB": "法人及非法人组织",
        "CF_XDR_SHXYM": CODE,
        "CF_FRDB": "张三",
        "CF_WSH": f"闽榕交罚〔2026〕{number}号",
        "CF_WFXW": "超限运输",
        "CF_SY": "车货总质量超过限定标准",
        "CF_YJ": "《公路安全保护条例》第六十四条",
        "CF_CFLB": "罚款",
        "CF_NR": "罚款五千元",
        "CF_NR_FK": "0.5",
        "CF_JDRQ": "2026-10-09",
        "CF_YXQ": "2027-10-09",
        "CF_CFJG": "福州市交通运输局",
        "CF_CFJGDM": "1135000000FJ00013A",
    }
    return row | changes


def penalty_of_person(number: int = 1, **changes: Any) -> dict[str, str | None]:
    person = dict.fromkeys(("CF_XDR_SHXYM", "CF_FRDB"))
    named = {"CF_XDR_MC": "李四", "CF_XDR_LB": "自然人", "CF_XDR_ZJLX": "01", "CF_XDR_ZJHM": ID_NUMBER}
    return penalty(number, **person, **named) | changes


def csv_file(rows: Sequence[Mapping[str, str | None]]) -> bytes:
    """UTF-8 with the field identifiers as header."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    sink = io.StringIO()
    writer = csv.DictWriter(sink, names)
    writer.writeheader()
    writer.writerows(rows)
    return sink.getvalue().encode()


def make_submission(content: bytes | Sequence[Mapping[str, str | None]] = (), **details: Any) -> Submission:
    """Received, not examined. content: a file, or rows to make one of. Needs organisations and catalogue."""
    rows = content or [penalty()]
    said = {
        "item": "admin-penalty",
        "organisation": "350100",
        "mode": Mode.INCREMENTAL,
        "channel": Channel.UPLOAD,
        "filename": "处罚.csv",
        "content": rows if isinstance(rows, bytes) else csv_file(rows),
        "by": CLERK,
        "at": NOW,
    }
    return actions.receive(**(said | details))[0]


def make_examined(content: bytes | Sequence[Mapping[str, str | None]] = (), **details: Any) -> Submission:
    around = details.pop("surroundings", AROUND)
    return actions.examine(make_submission(content, **details).id, surroundings=around, at=NOW)


def make_concluded(content: bytes | Sequence[Mapping[str, str | None]] = (), **details: Any) -> Submission:
    """Examined and, without an archive below, loaded by declaration."""
    from xinlu.collection.contracts import Counts

    examined = make_examined(content, **details)
    if examined.counts.accepted:
        counts = Counts(new=examined.counts.accepted)
        actions.advance(examined.id, progress=examined.counts.accepted, counts_delta=counts)
    return actions.conclude(examined.id, root="ab" * 32, at=NOW)
