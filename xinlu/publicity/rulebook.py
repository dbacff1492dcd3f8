"""The packs of this release, read once from packs/*.yaml."""

from functools import cache
from importlib.resources import files

from xinlu.kernel.packs import Pack, load
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


def read(name: str) -> tuple[Pack, ...]:
    return load(files("xinlu.publicity").joinpath(f"packs/{name}.yaml").read_text(encoding="utf-8"))
