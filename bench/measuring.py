"""Commands measured side by side, each in a process of its own, in turn, several times."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from bench.environments import OURS, ROOT

RUNS = 3
WATCH = ROOT / "bench" / "watching.py"
Command = Sequence[str | Path]


def compare(commands: Mapping[str, Command], runs: int = RUNS) -> dict[str, dict[str, float]]:
    """{contender: metrics}: medians and spreads. A command's last line is JSON {metric: number}.

    In turn, so that a busy moment of the machine meets all of them.
    """
    told: dict[str, list[dict[str, float]]] = {name: [] for name in commands}
    for turn in range(runs):
        for name, command in commands.items():
            told[name].append(run_once(command))
            print(f"第 {turn + 1} 次 {name}：{told[name][-1]}", flush=True)
    return {name: summed_up(lines) for name, lines in told.items()}


def run_once(command: Command) -> dict[str, float]:
    """What it says, with peak_mb, of the largest process among it and its children, and cpu_seconds of all."""
    words = [str(word) for word in (OURS, "-S", "-P", WATCH, *command)]
    around = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, env=around)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}：退出码 {done.returncode}")
    said, used = done.stdout.splitlines()[-2:]
    return json.loads(said) | json.loads(used)


def summed_up(runs: Sequence[Mapping[str, float]]) -> dict[str, float]:
    metrics: dict[str, float] = {}
    for name in runs[0]:
        values = [run[name] for run in runs]
        metrics[name] = median(values)
        metrics[f"{name}_spread"] = max(values) - min(values)
    return metrics
