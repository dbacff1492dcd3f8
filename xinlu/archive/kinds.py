"""What kind of subject a record is filed under, in the words of the catalogue."""

from collections.abc import Collection

from xinlu.catalog.contracts import SubjectKind
from xinlu.subjects import queries as subjects
from xinlu.subjects.contracts import Kind

KINDS = {
    Kind.ORGANISATION: SubjectKind.ORGANISATION,
    Kind.SOLE_TRADER: SubjectKind.SOLE_TRADER,
    Kind.PERSON: SubjectKind.PERSON,
}


def subject_kinds(ids: Collection[str]) -> dict[str, SubjectKind]:
    """Id → kind of the subject that stands for it today. Unknown ids are left out."""
    return {id: KINDS[kind] for id, kind in subjects.kinds_of(ids).items()}
