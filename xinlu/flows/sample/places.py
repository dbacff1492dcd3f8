"""Where the sample's enterprises sit: a county's mark in document numbers and its share of them. Pure.

Weights are made up after the size of the places; 350527 is left out because it is not administered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from xinlu.kernel import regions
from xinlu.kernel.regions import PINGTAN, PROVINCE, Region

MARKS = {
    PROVINCE: "", "350100": "榕", "350200": "厦", "350300": "莆", "350400": "明", "350500": "泉",
    "350600": "漳", "350700": "南", "350800": "岩", "350900": "宁", PINGTAN: "岚",
}  # fmt: skip
INLAND = ("3504", "3507", "3508")
TABLE = """
350102鼓12 350103台9 350104仓14 350105马13 350111晋13 350112长13 350121侯14 350122连9 350123罗5 350124清4
350125永3 350181融17 350128-12 350203思15 350205海16 350206湖19 350211集15 350212同14 350213翔11
350302城7 350303涵7 350304荔7 350305秀5 350322仙6 350404元7 350405沙4 350421溪2 350423清2 350424宁3
350425田3 350426尤4 350428将2 350429泰2 350430建2 350481永5 350502鲤7 350503丰10 350504洛5 350505港7
350521惠11 350524安9 350525永5 350526德5 350581石10 350582晋24 350583南17 350602芗9 350603文6 350604海10
350605长5 350622云4 350623浦8 350624诏4 350626东4 350627靖4 350628平4 350629华2 350702延5 350703阳4
350721顺2 350722浦4 350723光2 350724松2 350725政2 350781邵4 350782武4 350783瓯4 350802新10 350803永5
350821汀4 350823杭4 350824武4 350825连4 350881漳4 350902蕉8 350921霞4 350922古3 350923屏2 350924寿2
350925周2 350926柘2 350981安7 350982鼎6
"""


@dataclass(frozen=True)
class Place:
    """mark: its one character in document numbers, "" for 平潭, which is its own city."""

    region: Region
    mark: str
    weight: int

    @property
    def city(self) -> str:
        return self.region.city

    @property
    def coastal(self) -> bool:
        return not self.region.code.startswith(INLAND)


@cache
def places(on: date) -> tuple[Place, ...]:
    """Counties that stood on that day, and 平潭, by code."""
    stood = {region.code: region for region in regions.list_regions(on)}
    entries = sorted((word[:6], word[6].strip("-"), int(word[7:])) for word in TABLE.split())
    return tuple(Place(stood[code], mark, weight) for code, mark, weight in entries if code in stood)


def choose(random: Random, among: Sequence[Place], count: int) -> list[Place]:
    """Places by weight, with repetition."""
    return random.choices(among, [place.weight for place in among], k=count)


@cache
def document_mark(code: str) -> str:
    """闽, then the marks of the city and the county: 闽, 闽榕, 闽榕鼓. Bureaus sign as the province does."""
    place = next((word[6].strip("-") for word in TABLE.split() if word.startswith(code)), "")
    return "闽" + MARKS.get(regions.city_of(code[:6]) or PROVINCE, "") + place
