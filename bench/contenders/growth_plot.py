"""Time and memory against rows, as one picture: python -m bench.contenders.growth_plot TARGET, lines on standard input."""

import json
import sys

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "xinlu"  # the same numbers give the same file
from matplotlib import pyplot  # noqa: E402 - after the choice of what draws


def main(target: str) -> None:
    lines = json.load(sys.stdin)  # [rows, seconds, peak_mb]
    rows = [line[0] / 1e6 for line in lines]
    figure, (time, memory) = pyplot.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
    draw(time, rows, [line[1] for line in lines], "seconds")
    draw(memory, rows, [line[2] for line in lines], "peak MB")
    memory.axhline(1500, color="#b3261e", linewidth=1, linestyle="--")
    figure.savefig(target, metadata={"Date": None})


def draw(axes, rows: list[float], values: list[float], title: str) -> None:  # type: ignore[no-untyped-def]
    axes.plot(rows, values, marker="o", color="#0b5563")
    axes.set(xlabel="million rows", title=title, xlim=0, ylim=(0, max(values) * 1.25))
    axes.grid(color="#dde5e8")


if __name__ == "__main__":
    main(sys.argv[1])
