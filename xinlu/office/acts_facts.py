"""What an act says of itself, in words, with the way to what it names."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from xinlu.events.contracts import Event
from xinlu.office.acts_words import WORDS, in_order
from xinlu.office.templatetags.office import item_name

CODES = {"digest", "root", "submission", "merged", "parted", "right"}
WAYS = {"submission": "office-submission"} | dict.fromkeys(("merged", "parted", "right"), "office-subject")


@dataclass(frozen=True)
class Fact:
    """One line of what an act says. url: where its value leads, "" for nowhere."""

    name: str
    value: str
    url: str = ""
    code: bool = False  # a number or digest, set in the type of codes


def gist(event: Event) -> str:
    """Why it was done, where somebody said why; else what was done."""
    return str(event.data.get("reason") or event.data.get("purpose") or event.summary)


def facts_of(event: Event) -> Iterator[Fact]:
    """What the act says of itself, word by word; a key that is not known here is shown as it is."""
    for key in in_order(event.data, WORDS):
        value = event.data[key]
        if event.target.kind == "catalogue":
            yield Fact(item_name(key), f"第 {value} 版")
            continue
        name, read = WORDS.get(key, (key, str))
        url = reverse(WAYS[key], args=[value]) if key in WAYS and value else ""
        yield Fact(name, read(value) if value is not None or key == "until" else "无", url, key in CODES)
