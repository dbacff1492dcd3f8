"""The packs of this release, read once from packs/*.yaml."""

from functools import cache
from importlib.resources import files

from xinlu.kernel.packs import Family, load
from xinlu.publicity.rules.book import Book


@cache
def book() -> Book:
    return Book(
        penalty=read("penalty-term"),
        permit=read("permit-term"),
        conduct=read("conduct-term"),
        clock=read("clock"),
        person=read("person"),
        withdrawal=read("withdrawal"),
    )


def read(name: str) -> Family:
    text = files("xinlu.publicity").joinpath(f"packs/{name}.yaml").read_text(encoding="utf-8")
    return Family(load(text))
