"""What the numbers were measured on."""

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("polars", "numpy", "Django", "psycopg")


def describe() -> list[str]:
    """Lines: processor, memory, system, versions."""
    packages = "，".join(f"{name} {version(name)}" for name in PACKAGES)
    load = os.getloadavg()[0]
    return [
        f"机器：{os.cpu_count()} 核 {processor()}，内存 {memory_gb():.0f} GB，{platform.system()} {platform.release()}",
        f"版本：Python {platform.python_version()}，{packages}，SQLite {sqlite3.sqlite_version}",
        f"开始时一分钟平均负载 {load:.1f}（远高于 1 时机器上另有工作，数字偏慢）",
    ]


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(": ")[1] for line in lines if line.startswith("model name")), platform.machine())


def memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
