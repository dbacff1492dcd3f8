"""What loading noted of a submission's rows: the digests under which they stand in the archive."""

from collections.abc import Iterator

from xinlu.flows.models import Chunk


def digests_of(submission: str) -> Iterator[str]:
    """Record digests of all loaded rows, in row order; of memory, those of a few chunks."""
    pieces = Chunk.objects.filter(submission=submission).order_by("start").iterator(50)
    return (digest for piece in pieces for digest in digests_in(piece))


def digests_in(piece: Chunk) -> list[str]:
    whole = bytes(piece.digests)
    return [whole[start : start + 32].hex() for start in range(0, len(whole), 32)]
