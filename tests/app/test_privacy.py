"""Personal numbers are at no time readable at rest: not in a column of a table, not in a file of XINLU_HOME."""

import logging
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.conf import settings as configured
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from tests.factories import accounts, catalog
from tests.factories.collection import csv_file, penalty, penalty_of_person
from tests.rules.kernel.numbers import make_person
from xinlu.accounts.contracts import Role
from xinlu.collection import queries as collection
from xinlu.collection.contracts import QuarantineFilter
from xinlu.flows.commands import xinlu

ORGANISATION = "350100"


class Numbers:
    """Numbers that belong to nobody, each used in one place, so that a leak tells where it comes from."""

    def __init__(self) -> None:
        self.named: dict[str, str] = {}
        self.born = iter(date(1960 + n, 1 + n % 12, 1 + n % 28) for n in range(60))

    def person(self, where: str) -> str:
        return self.named.setdefault(where, make_person("350102", next(self.born), 1 + len(self.named)))

    def phone(self, where: str) -> str:
        return self.named.setdefault(where, f"139{50060070 + 7 * len(self.named)}")


@pytest.fixture
def numbers() -> Numbers:
    return Numbers()


@pytest.fixture
def home(tmp_path: Path, settings, db) -> Path:
    """A platform whose files lie in a folder of their own."""
    settings.VAULT = tmp_path / "home" / "vault"
    accounts.make_organisations()
    catalog.seed_catalogue()
    return tmp_path / "home"


def run(*words: str):
    return CliRunner().invoke(xinlu, words, catch_exceptions=False)


def collect(folder: Path, filename: str, content: bytes, item: str = "admin-penalty") -> str:
    """What the command said."""
    path = folder / filename
    path.write_bytes(content)
    return run("collect", str(path), "--item", item, "--org", ORGANISATION, "--json").output


def at_desk(role: Role, organisation: str = ORGANISATION) -> Client:
    client = Client()
    user = get_user_model().objects.get(pk=accounts.make_user(role, organisation=organisation))
    client.force_login(user, backend=configured.AUTHENTICATION_BACKENDS[-1])
    return client


def practitioner(number: str, phone: str, **changes: str) -> dict[str, str]:
    row = {
        "RY_XM": "周小舟",
        "RY_ZJLX": "身份证",
        "RY_ZJHM": number,
        "RY_LB": "22",
        "RY_ZGZH": number,
        "RY_LXDH": phone,
        "RY_ZT": "1",
        "DJRQ": "2026-10-09",
        "FZJG": "福州市交通运输局",
        "FZJGDM": "1135000000FJ00013A",
    }
    return row | changes


def load_rows(folder: Path, known: Numbers) -> list[str]:
    """Accepted and rejected rows with numbers in the right columns and in wrong ones; what was said of them."""
    registered = practitioner(known.person("accepted id"), known.phone("accepted phone"))
    damaged = known.person("mistyped id")
    damaged = damaged[:-1] + ("1" if damaged[-1] != "1" else "2")
    known.named["mistyped id"] = damaged
    old = known.person("id of 15 digits")
    known.named["id of 15 digits"] = old = old[:6] + old[8:17]
    rejected = [
        penalty(1, CF_XDR_SHXYM=known.person("id in the code column")),
        penalty(2, CF_NR=f"罚款，联系人电话{known.phone('phone in public text')}"),
        penalty(3, CF_SY=f"当事人身份证{known.person('id in public text')}"),
        penalty(4, CF_XDR_SHXYM=old),
        penalty(5, CF_WSH="", CF_FR_ZJLX="01", CF_FR_ZJHM=known.person("id in a row without number")),
        penalty(6, CF_XDR_GSZC=known.person("id as registration number"), CF_WSH=""),
        penalty_of_person(7, CF_XDR_ZJHM=damaged),
        penalty(8, CF_CFLB=known.phone("phone in a code list")),
        penalty(9, CF_JDRQ=known.person("id in a date")),
    ]
    return [
        collect(folder, "人员.csv", csv_file([registered]), "practitioner-registration"),
        collect(
            folder, "个人处罚.csv", csv_file([penalty_of_person(20, CF_XDR_ZJHM=known.person("penalty"))])
        ),
        collect(folder, "有错.csv", csv_file(rejected)),
        collect(folder, f"张三{known.person('file name')}.csv", csv_file([penalty(30)])),
        collect(
            folder,
            "无表头.csv",
            "\n".join([f"李四,{known.person('no header')},{known.phone('no header')}"] * 3).encode(),
        ),
        collect(folder, "怪列.csv", csv_file([penalty(31) | {known.person("column name"): "x"}])),
    ]


def type_by_hand(known: Numbers) -> list[str]:
    """One record confirmed, one returned for a reason that says too much, one waiting, one interrupted."""
    maker, checker = at_desk(Role.CLERK), at_desk(Role.CLERK)
    said = []
    for place in ("typed and confirmed", "typed and returned", "typed and waiting"):
        typed = penalty_of_person(40 + len(said), CF_XDR_ZJHM=known.person(place), CF_XDR_LB="自然人")
        form = {name: value for name, value in typed.items() if value} | {"organisation": ORGANISATION}
        answer = maker.post("/office/entry/new/admin-penalty/", form)
        assert answer.status_code == 302, answer.context["form"].errors
        if "confirmed" in place:
            checker.post(answer.url, {"verdict": "confirm"})
        if "returned" in place:
            reason = (
                f"号码应为{known.person('reason of return')}，电话{known.phone('reason of return by phone')}"
            )
            checker.post(answer.url, {"verdict": "return", "reason": reason})
        said.append(at_desk(Role.AUDITOR).get(answer.url).content.decode())
    run("worker", "--once")
    interrupted = Client()
    interrupted.cookies = maker.cookies
    del interrupted.cookies[configured.SESSION_COOKIE_NAME]
    interrupted.post("/office/entry/new/admin-penalty/", {"CF_XDR_ZJHM": known.person("draft")})
    return said


def settle_quarantine(known: Numbers) -> list[str]:
    """Every waiting row looked at by an auditor, then dismissed for a reason that says too much."""
    steward, auditor = at_desk(Role.STEWARD, "350000"), at_desk(Role.AUDITOR, "350000")
    said = [auditor.get("/office/quarantine/").content.decode()]
    for row in collection.quarantine(QuarantineFilter()).rows:
        address = f"/office/quarantine/{row.id}/"
        said.append(auditor.get(address).content.decode())
        steward.post(address, {"step": "dismiss", "reason": f"与{known.person('reason of dismissal')}重复"})
    run("worker", "--once")
    return said


def read_tables() -> dict[str, str]:
    """Table → all its text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in (
                "subjects_search",
                "subjects_search_people",
            ):  # cannot be scanned; what it keeps is in subjects_search_*
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found[table] = "\n".join(repr(line) for line in cursor.fetchall())
    return found


def leaks(known: Numbers, places: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (place, where)
        for place, text in places.items()
        for where, number in known.named.items()
        if number in text
    ]


def test_no_personal_number_is_readable_at_rest(home: Path, numbers: Numbers, tmp_path: Path, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    said = load_rows(tmp_path, numbers) + type_by_hand(numbers)
    release_all()
    said += settle_quarantine(numbers)
    run("user", "add", "linxiao", "--org", ORGANISATION, "--role", "clerk", "--password", "Minjiang-2026-xl")
    run("withdraw", first_record(), "--reason", f"{numbers.person('reason of withdrawal')}申诉成立")
    assert leaks(numbers, read_tables()) == []
    files = {str(path.relative_to(home)): path.read_bytes().decode("latin-1") for path in files_of(home)}
    assert len(files) > 10
    assert leaks(numbers, files) == []
    assert leaks(numbers, {"log": caplog.text}) == []
    assert leaks(numbers, {f"answer {at}": text for at, text in enumerate(said)}) == []


def files_of(home: Path):
    return [path for path in home.rglob("*") if path.is_file()]


def first_record() -> str:
    return apps.get_model("archive", "CreditRecord").objects.order_by("pk").first().pk


PUBLIC = (
    "/",
    "/penalties/",
    "/penalties.csv",
    "/penalties.json",
    "/permits.csv",
    "/feed/penalties.xml",
    "/sitemap.xml",
    "/quality/",
    "/api/v1/publications",
    "/api/v1/publications?text=李四",
    "/search/?q=李四",
    "/penalties/?q=李四",
)


def test_the_public_reads_no_number_and_no_persons_name(home: Path, numbers: Numbers, tmp_path: Path) -> None:
    load_rows(tmp_path, numbers)
    release_all()
    shown = {address: public_text(address) for address in PUBLIC}
    rows = Client().get("/api/v1/publications").json()["items"]
    shown |= {row["id"]: public_text(f"/publications/{row['id']}/") for row in rows}
    shown |= {f"api {row['id']}": public_text(f"/api/v1/publications/{row['id']}") for row in rows}
    for where, number in numbers.named.items():
        shown |= {f"search for {where}": results_of(f"/search/?q={number}")}
        assert Client().get(f"/api/v1/publications?text={number}").json()["items"] == []
    assert "闽榕交罚〔2026〕20号" in shown["/penalties.csv"]
    assert leaks(numbers, shown) == []
    assert [place for place, text in shown.items() if "周小舟" in text] == []
    assert [place for place, text in shown.items() if "李四" in text and "李四" not in place] == []


def release_all() -> None:
    """A steward lets through whatever can be let through."""
    steward = at_desk(Role.STEWARD, "350000")
    for row in collection.quarantine(QuarantineFilter()).rows:
        steward.post(f"/office/quarantine/{row.id}/", {"step": "release", "reason": "已核对"})
    run("worker", "--once")


def public_text(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return b"".join(answer).decode()


def results_of(address: str) -> str:
    """What was found, without what was asked for."""
    return repr(Client().get(address).context["hits"])
