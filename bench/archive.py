"""Rows a second of matching and keeping: 50 000 records of 20 000 enterprises, new and then again.

    XINLU_DATABASE=sqlite:////tmp/bench.sqlite3 .venv/bin/python bench/archive.py
    XINLU_DATABASE=postgres://postgres@127.0.0.1:5432/bench .venv/bin/python bench/archive.py

The database must be empty; it is filled.
"""

import hashlib
import os
import secrets
import sys
import time
from datetime import UTC, date, datetime, timedelta

ROWS, FIRMS, CHUNK = 50_000, 20_000, 2_000
AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
WORDS = "闽通达远航顺安恒信海丝金榕泰华鸿运捷诚丰盛联众"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinlu.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    from xinlu.catalog.actions import seed_base
    from xinlu.events.contracts import SYSTEM

    seed_base(by=SYSTEM, at=AT)
    print(connection.vendor)
    subjects = measure("match, all new", run_match)
    measure("match, all known", run_match)
    records = make_records(subjects)
    measure("keep, all new", lambda: run_keep(records))
    measure("keep, all unchanged", lambda: run_keep(records))
    changed = make_records(subjects, content="改正内容")
    measure("keep, all revised", lambda: run_keep(changed))


def measure(title, work):  # type: ignore[no-untyped-def]
    start = time.perf_counter()
    result = work()
    sys.stdout.write(f"{title:22} {ROWS / (time.perf_counter() - start):9,.0f} rows/s\n")
    return result


def run_match() -> list[str]:
    from xinlu.events.contracts import SYSTEM
    from xinlu.subjects.actions import match
    from xinlu.subjects.contracts import Claim, Kind, Scheme, subject_id

    claims = [
        Claim(
            Kind.ORGANISATION,
            name_of(n % FIRMS),
            {Scheme.USCC: code_of(n % FIRMS)},
            "350100",
            "林志强",
            date(2026, 1, 1) + timedelta(days=n % 300),
        )
        for n in range(ROWS)
    ]
    found = []
    for start in range(0, ROWS, CHUNK):
        chunk = claims[start : start + CHUNK]
        made = match(chunk, by=SYSTEM, at=AT, new_id=lambda: subject_id(secrets.token_bytes(10)))
        found += [each.subject for each in made]
    return found


def run_keep(records: list) -> None:
    from xinlu.archive.actions import keep
    from xinlu.events.contracts import SYSTEM

    for start in range(0, ROWS, CHUNK):
        keep(records[start : start + CHUNK], by=SYSTEM, at=AT)


def make_records(subjects: list[str], content: str = "处罚内容") -> list:
    from xinlu.archive.contracts import NewRecord, Provenance

    return [
        NewRecord(
            hashlib.sha256(str(n).encode()).hexdigest(),
            "admin-penalty",
            1,
            subject,
            "350100",
            "350100",
            date(2026, 1, 1) + timedelta(days=n % 300),
            AT,
            data_of(n, content),
            Provenance("SUB1", "处罚.xlsx", "行政处罚", n + 2, "350100", "林报送"),
        )
        for n, subject in enumerate(subjects)
    ]


def data_of(n: int, content: str) -> dict[str, str]:
    return {
        "CF_XDR_MC": name_of(n % FIRMS),
        "CF_XDR_LB": "法人及非法人组织",
        "CF_XDR_SHXYM": code_of(n % FIRMS),
        "CF_FRDB": "林志强",
        "CF_FR_ZJHM": "350102199001010016",
        "CF_WSH": f"闽榕交罚〔2026〕{n}号",
        "CF_WFXX": "未取得道路运输经营许可，擅自从事道路货物运输经营",
        "CF_SY": "违反《中华人民共和国道路运输条例》第六十三条的规定",
        "CF_NR": content,
        "CF_JDRQ": (date(2026, 1, 1) + timedelta(days=n % 300)).isoformat(),
        "CF_CFJG": "福州市交通运输局",
    }


def name_of(n: int) -> str:
    return (
        "福州" + "".join(WORDS[n // len(WORDS) ** place % len(WORDS)] for place in range(4)) + "物流有限公司"
    )


def code_of(n: int) -> str:
    from xinlu.kernel import organisationcode, uscc

    body = f"MA{n:06d}"
    code = f"91350100{body}{organisationcode.check_digit(body)}"
    return code + uscc.check_digit(code)


if __name__ == "__main__":
    main()
