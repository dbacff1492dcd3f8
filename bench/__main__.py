"""One table: prepare, measure, write docs/benchmarks.md, and print JSON {contender: {metric: value}} last.

make bench TABLE=checking SCALE=0.1
.venv/bin/python -m bench checking --scale 0.1
"""

import argparse
import json
import pkgutil
from importlib import import_module

from bench import machine, tables, writing
from bench.asking import Parser, scale


def main() -> None:
    asked = read_arguments()
    described = machine.describe()
    print("\n".join(described), flush=True)
    table = import_module(f"bench.tables.{asked.table}")
    results = table.run(asked.scale)
    print("\n".join(writing.as_table(results)))
    writing.write_section(asked.table, asked.scale, table.__doc__ or "", described, results)
    print(json.dumps({name: writing.plain(metrics) for name, metrics in results.items()}))


def read_arguments() -> argparse.Namespace:
    known = [module.name for module in pkgutil.iter_modules(tables.__path__)]
    said = f"python -m bench 后面写一张表（{'、'.join(known)}），--scale 后面写规模，0.001 以上的数，0.1 为十分之一。"
    parser = Parser(prog="bench", description=said)
    parser.add_argument("table", choices=known)
    parser.add_argument("--scale", type=scale, default=1.0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
