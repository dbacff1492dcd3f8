"""Results as a table, and as a section of docs/benchmarks.md, replaced in place."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from bench.environments import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
SPREAD = "_spread"
Results = Mapping[str, Mapping[str, float]]


def plain(metrics: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in metrics.items() if not name.endswith(SPREAD)}


def as_table(results: Results) -> list[str]:
    """Lines of Markdown: one a contender; a number's spread in brackets, where it has any."""
    names = list(dict.fromkeys(name for metrics in results.values() for name in plain(metrics)))
    lines = [["", *names], ["---"] * (len(names) + 1)]
    lines += [[who, *(cell(metrics, name) for name in names)] for who, metrics in results.items()]
    return [f"| {' | '.join(line)} |" for line in lines]


def cell(metrics: Mapping[str, float], name: str) -> str:
    if name not in metrics:
        return ""
    spread = metrics.get(name + SPREAD, 0)
    return shown(metrics[name]) + (f"（±{shown(spread / 2)}）" if spread else "")


def shown(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 100 else f"{value:.2f}"


def write_section(name: str, scale: float, about: str, described: Iterable[str], results: Results) -> None:
    """Between its two marks on the page; at the end when it is new."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    command = f"`make bench TABLE={name} SCALE={scale:g}`，{date.today()}"
    parts = [start, about.strip(), command, "\n".join(as_table(results)), "  \n".join(described), end]
    section = "\n\n".join(parts)
    page = PAGE.read_text(encoding="utf-8")
    old = re.compile(f"{start}.*?{end}", re.DOTALL)
    page = old.sub(lambda _: section, page) if old.search(page) else f"{page.rstrip()}\n\n{section}\n"
    PAGE.write_text(page, encoding="utf-8")
