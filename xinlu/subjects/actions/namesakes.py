"""Who a claim is about by its name alone: a decision remembered, or the only one who bears it there."""

from xinlu.subjects.actions.asked import Asked
from xinlu.subjects.actions.known import Being, Known
from xinlu.subjects.contracts import Kind
from xinlu.subjects.rules.likeness import Likeness, likeness, same_person, same_place

BY_NAME = {
    Likeness.CALLED: "字号、业务、地区和法定代表人一致且唯一",
    Likeness.SPELT: "名称仅写法不同，地区一致且唯一",
    Likeness.EXACT: "名称与地区一致且唯一",
}


class Namesakes:
    """Over what is known, which grows as claims are decided. A find is a subject and, in Chinese, why."""

    def __init__(self, known: Known) -> None:
        self.known = known

    def answered(self, asked: Asked) -> tuple[str, str] | None:
        """A person has decided on a claim that said the very same; whoever it was given to is this one too."""
        if asked.numbers or asked.claim.kind == Kind.PERSON:
            return None
        bearers = {subject for subject, _ in self.known.bearers.get(asked.folded, ())} & self.known.judged
        same = [subject for subject in bearers if self._says_the_same(self.known.subjects[subject], asked)]
        return (min(same), "与此前已判定的申述相同") if same else None

    def _says_the_same(self, known: Being, asked: Asked) -> bool:
        claim = asked.claim
        said = known.kind, known.region
        return said == (claim.kind, claim.region) and same_person(known.legal_person, claim.legal_person)

    def find(self, asked: Asked) -> tuple[str, str] | None:
        """The one who bears the name best; of several the only one under the same legal person."""
        bearers = self.bearers(asked)
        alike = max(bearers.values(), default=Likeness.NONE)
        best = [subject for subject, how in bearers.items() if how == alike]
        if len({self.known.root(subject) for subject in best}) > 1:
            best = [subject for subject in best if self._under_same_person(subject, asked)]
        roots = {self.known.root(subject) for subject in best}
        if len(roots) != 1 or (asked.numbers and self.known.schemes[min(roots)]):
            return None
        return min(best), BY_NAME[alike]

    def bearers(self, asked: Asked) -> dict[str, Likeness]:
        """Those who bear the name where the claim says it is, under a legal person that does not differ.

        Under the very same legal person a firm's name may be shortened, and a shop's name is enough.
        """
        found: dict[str, Likeness] = {}
        for call in asked.called if self.known.bearers else ():
            for subject, name in self.known.bearers.get(call, ()):
                if self._is_here(subject, asked) and (how := self._how_alike(subject, name, asked)):
                    found[subject] = max(how, found.get(subject, how))
        return found

    def _is_here(self, subject: str, asked: Asked) -> bool:
        own, root = self.known.subjects[subject], self.known.subjects[self.known.root(subject)]
        here = same_place(root.region, asked.place) or same_place(own.region, asked.place)
        return own.kind == asked.claim.kind and here

    def _how_alike(self, subject: str, name: str, asked: Asked) -> Likeness:
        """NONE when it is not enough."""
        how = likeness(name, asked.claim.name)
        if self._under_same_person(subject, asked):
            return how if how >= asked.enough else Likeness.NONE
        known = self.known.subjects[self.known.root(subject)].legal_person and asked.claim.legal_person
        return how if asked.by_name and how >= Likeness.SPELT and not known else Likeness.NONE

    def _under_same_person(self, subject: str, asked: Asked) -> bool:
        ours, theirs = self.known.subjects[self.known.root(subject)].legal_person, asked.claim.legal_person
        return bool(ours and theirs) and same_person(ours, theirs)
