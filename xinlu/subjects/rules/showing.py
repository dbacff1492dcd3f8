"""How a subject's name reads for whoever may not see people's names. Pure."""

from xinlu.kernel.masking import mask_name
from xinlu.subjects.contracts import Kind


def show(name: str, kind: str, legal_person: str) -> str:
    """Masked when it is a person's: of persons, and of sole traders that trade under their owner's own name."""
    own = kind == Kind.SOLE_TRADER and name == legal_person
    return mask_name(name) if own or kind == Kind.PERSON else name
