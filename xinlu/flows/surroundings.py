"""What the checks of a report need to know of the world, gathered from the packages that know it."""

from collections.abc import Callable, Collection
from datetime import date

from xinlu.accounts import queries as accounts
from xinlu.archive import queries as archive
from xinlu.collection import queries
from xinlu.collection.contracts import KnownKeys, Submission, Surroundings


def surroundings_of(submission: Submission, today: date) -> Surroundings:
    return Surroundings(
        today=today,
        organisation=submission.organisation,
        exceptions=queries.exception_codes(),
        known=known_to(submission.item, submission.organisation),
        usual_rows=queries.usual_rows(submission.item, submission.organisation, submission.mode),
        mode=submission.mode,
    )


def surroundings_for_entry(item: str, organisation: str, today: date) -> Surroundings:
    """For one typed record: its volume says nothing."""
    return Surroundings(
        today=today,
        organisation=organisation,
        exceptions=queries.exception_codes(),
        known=known_to(item, organisation),
    )


def known_to(item: str, organisation: str) -> Callable[[Collection[str]], KnownKeys]:
    """Who holds the records of the keys, as the organisation sees it: those above and below it are its own."""
    kin = accounts.kin(organisation)

    def look_up(keys: Collection[str]) -> KnownKeys:
        held = archive.holders(item, keys, besides=kin)
        others = {key: holder.organisation for key, holder in held.items() if holder.organisation not in kin}
        names = {code: accounts.organisation(code).name for code in set(others.values())}
        return KnownKeys(
            withdrawn=frozenset(key for key, holder in held.items() if holder.withdrawn),
            foreign={key: names[code] for key, code in others.items()},
        )

    return look_up
