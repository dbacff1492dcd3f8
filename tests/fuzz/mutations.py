"""Hypothesis strategies that damage sound files: cut, flip, splice, repeat, count, nest; inside a workbook's parts too."""

from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from tests.fuzz import seeds

MOST = 200_000  # bytes of a mutated file: as much as is read without a process of its own
share = st.floats(0, 1, allow_nan=False)
PAIRS = (
    (b"[", b"]"), (b'{"rows":', b"}"), (b'[{"a":', b"}]"), (b"<a>", b"</a>"), (b"<table><tr><td>", b"</td></tr></table>"),
    (b'"', b'"'), (b"<!--", b"-->"), (b"PK\x03\x04", b""), (b"\xff\xfe", b""), (b"=\"", b'"'), (b"'", b"`"),
)  # fmt: skip


def cut(draw: st.DrawFn, content: bytes) -> bytes:
    return content[: at(draw, content)]


def flip(draw: st.DrawFn, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(draw(st.integers(1, 8))):
        changed[min(at(draw, content), len(changed) - 1)] = draw(st.integers(0, 255))
    return bytes(changed)


def splice(draw: st.DrawFn, content: bytes) -> bytes:
    """A piece of another sound file in the place of a piece of this one."""
    other = draw(st.sampled_from(sorted(seeds.ALL.values())))
    (start, end), (first, last) = span(draw, content), span(draw, other)
    return content[:start] + other[first:last] + content[end:]


def repeat(draw: st.DrawFn, content: bytes) -> bytes:
    start, end = span(draw, content)
    times = draw(st.integers(2, 2000))
    return content[:start] + content[start:end] * min(times, MOST // max(1, end - start)) + content[end:]


def count(draw: st.DrawFn, content: bytes) -> bytes:
    """A piece again and again, each time with another number in it: names and cells by the thousand."""
    start, end = span(draw, content)
    cut = draw(st.integers(start, end))
    times = min(draw(st.integers(2, 20_000)), MOST // (end - start + 5))
    copies = b"".join(content[start:cut] + b"%d" % number + content[cut:end] for number in range(times))
    return content[:start] + copies + content[end:]


def lose(draw: st.DrawFn, content: bytes) -> bytes:
    start, end = span(draw, content)
    return content[:start] + content[end:]


def nest(draw: st.DrawFn, content: bytes) -> bytes:
    before, after = draw(st.sampled_from(PAIRS))
    depth = draw(st.sampled_from([1, 2, 60, 2000]))
    start, end = (0, len(content)) if draw(st.booleans()) else span(draw, content)
    return content[:start] + before * depth + content[start:end] + after * depth + content[end:]


def within(draw: st.DrawFn, content: bytes) -> bytes:
    """Another change, inside one part of a workbook, which is then packed soundly."""
    parts = seeds.parts_of(content)
    if not parts:
        return flip(draw, content)
    name = draw(st.sampled_from(sorted(parts)))
    return seeds.zipped(parts | {name: draw(st.sampled_from(PLAIN))(draw, parts[name] or b"x")[:MOST]})


def at(draw: st.DrawFn, content: bytes) -> int:
    return int(draw(share) * len(content))


def span(draw: st.DrawFn, content: bytes) -> tuple[int, int]:
    start = at(draw, content)
    return start, min(len(content), start + draw(st.sampled_from([1, 2, 7, 40, 400])))


Change = Callable[[st.DrawFn, bytes], bytes]
PLAIN: tuple[Change, ...] = (cut, flip, splice, repeat, count, lose, nest)


@st.composite
def mutated(draw: st.DrawFn, names: Sequence[str]) -> bytes:
    """A file that was sound until up to four things happened to it. names: of seeds.ALL."""
    content = seeds.ALL[draw(st.sampled_from(names))]
    changes = draw(st.lists(st.sampled_from([*PLAIN, within, within]), min_size=1, max_size=4))
    for change in changes:
        content = change(draw, content or b"x")[:MOST]
    return content
