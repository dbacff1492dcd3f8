"""The ten regions of Fujian as hexagons that keep their neighbours: the map where no map file is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt

RADIUS = 56  # of a hexagon, in units of the drawing
WIDTH = RADIUS * sqrt(3)
# code, short name, column (in hexagon widths), row
PLACES = (
    ("350700", "南平", 1, 0),
    ("350900", "宁德", 2, 0),
    ("350400", "三明", 0.5, 1),
    ("350100", "福州", 1.5, 1),
    ("350128", "平潭", 2.5, 1),
    ("350800", "龙岩", 0, 2),
    ("350500", "泉州", 1, 2),
    ("350300", "莆田", 2, 2),
    ("350600", "漳州", 0.5, 3),
    ("350200", "厦门", 1.5, 3),
)
CORNERS = (
    (0, -1),
    (sqrt(3) / 2, -0.5),
    (sqrt(3) / 2, 0.5),
    (0, 1),
    (-sqrt(3) / 2, 0.5),
    (-sqrt(3) / 2, -0.5),
)
HEXAGON = " ".join(f"{x * RADIUS:.1f},{y * RADIUS:.1f}" for x, y in CORNERS)
VIEW = f"0 0 {WIDTH * 3.5:.0f} {RADIUS * 6.5:.0f}"


@dataclass(frozen=True)
class Tile:
    """One region. shade: 0 (nothing) to 5 (the most); x, y: the middle of its hexagon."""

    code: str
    name: str
    x: str
    y: str
    value: float
    text: str
    shade: int
    url: str
    chosen: bool


def draw_tiles(
    values: Mapping[str, float],
    *,
    link: Callable[[str], str],
    text: Callable[[float], str] = lambda value: f"{value:,.0f}",
    chosen: str = "",
) -> tuple[Tile, ...]:
    """values by city code; the lowest gets the lightest shade, the highest the darkest."""
    present = [value for value in values.values() if value > 0] or [0]
    low, high = min(present), max(present)
    return tuple(
        Tile(
            code=code,
            name=name,
            x=f"{(column + 0.5) * WIDTH:.1f}",
            y=f"{RADIUS * (1 + 1.5 * row):.1f}",
            value=values.get(code, 0),
            text=text(values[code]) if code in values else "—",
            shade=shade_of(values[code], low, high) if code in values else 0,
            url=link(code),
            chosen=code == chosen,
        )
        for code, name, column, row in PLACES
    )


def shade_of(value: float, low: float, high: float) -> int:
    """1 to 5 in equal steps between low and high, 3 when they are one; 0 for nothing at all."""
    if value <= 0:
        return 0
    if high <= low:
        return 3
    return min(5, max(1, 1 + int((value - low) / (high - low) * 5)))
