"""What makes a name findable by any part of it: short runs of its characters, kept beside it as tokens.

Runs of two and three characters; of the name without its places too, so that a place written elsewhere or left out
does no harm; of three pinyin initials; and how the name begins, marked by ^, so that names that begin with a text
are found among many that hold it.
"""

from xinlu.subjects.rules.places import placeless

START = "^"


def runs(text: str, length: int) -> list[str]:
    return [text[at : at + length] for at in range(len(text) - length + 1)]


def tokens_of(name: str, folded: str, initials: str) -> list[str]:
    """Of a name, with its comparison form and its initials."""
    spelt = {run for text in {folded, placeless(name)} for length in (2, 3) for run in runs(text, length)}
    starts = {START + folded[:length] for length in (1, 2, 3)} | {
        START + initials[:length] for length in (2, 3)
    }
    return sorted(spelt | starts | set(runs(initials, 3)))


def tokens_for(text: str) -> list[str]:
    """That every name which holds the text has; a single character is looked for at the beginning."""
    if len(text) == 1:
        return [START + text]
    return [text] if len(text) == 2 else sorted(set(runs(text, 3)))


def tokens_starting(text: str) -> list[str]:
    """That every name which begins with the text has."""
    return [START + text[:3], *(runs(text, 3) if len(text) > 3 else ())]
