"""Opaque cursors: callers pass back what they were given."""

import base64
import binascii


def cursor_of(offset: int) -> str:
    return base64.urlsafe_b64encode(f"o{offset}".encode()).decode().rstrip("=")


def offset_of(cursor: str) -> int:
    """0 for the empty cursor. Raises ValueError (Chinese) for one that we did not give."""
    if not cursor:
        return 0
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        return int(text.removeprefix("o"))
    except (ValueError, binascii.Error) as error:
        raise ValueError("cursor 无效：请使用上一页返回的 next。") from error
