"""The organisation tree as parent links."""

from collections import defaultdict
from collections.abc import Mapping


def descend(parents: Mapping[str, str | None], root: str) -> frozenset[str]:
    """The root and every organisation below it. parents: code → parent's code; empty if root is unknown."""
    children: defaultdict[str | None, list[str]] = defaultdict(list)
    for code, parent in parents.items():
        children[parent].append(code)
    found, waiting = set(), [root] if root in parents else []
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += children[code]
    return frozenset(found)


def ascend(parents: Mapping[str, str | None], leaf: str) -> frozenset[str]:
    """The leaf and every organisation above it; empty if it is unknown."""
    found: set[str] = set()
    code: str | None = leaf
    while code is not None and code in parents and code not in found:
        found.add(code)
        code = parents[code]
    return frozenset(found)
