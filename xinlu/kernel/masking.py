"""Masks for what is shown. An unknown mask hides everything."""

from collections.abc import Callable, Mapping

HIDDEN = "***"
_PAIRED = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶"
    "太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良"
    "漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里呼延东郭南门羊舌微生梁丘左丘东门西门第五"
)
_COMPOUND_SURNAMES = frozenset(_PAIRED[place : place + 2] for place in range(0, len(_PAIRED), 2))


def mask_name(text: str) -> str:
    """Of a person: 张三 → 张*, 张小三 → 张**, 欧阳小三 → 欧阳**; never more than two stars."""
    kept = 2 if len(text) > 2 and text[:2] in _COMPOUND_SURNAMES else 1
    return text[:kept] + "*" * min(2, len(text) - kept) if len(text) > 1 else "*" * len(text)


def mask_digits(text: str, front: int, back: int) -> str:
    """Keeps the first `front` and last `back` characters; a text too short for that is starred whole."""
    hidden = len(text) - front - back
    if hidden <= 0:
        return "*" * len(text)
    return text[:front] + "*" * hidden + text[front + hidden :]


def mask_plate(text: str) -> str:
    """闽A12345 → 闽***345."""
    return mask_digits(text, 1, 3)


def hide(text: str) -> str:
    """Nothing but that there is something."""
    return HIDDEN if text else ""


def mask_for(kind: str, keep: tuple[int, int]) -> Callable[[str], str]:
    """kind: none | name | digits | plate | hidden, as in the catalogue; any other hides."""
    masks: Mapping[str, Callable[[str], str]] = {
        "none": str,
        "name": mask_name,
        "digits": lambda whole: mask_digits(whole, *keep),
        "plate": mask_plate,
    }
    return masks.get(kind, hide)
