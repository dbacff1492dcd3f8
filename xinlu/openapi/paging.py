"""Opaque cursors: callers pass back what they were given."""

import base64
import binascii

from ninja.errors import HttpError


def cursor_of(*place: object) -> str:
    return base64.urlsafe_b64encode("/".join(map(str, place)).encode()).decode().rstrip("=")


def place_of(cursor: str) -> list[str]:
    """What the cursor was made of. Raises HttpError for a text that is no cursor."""
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split("/")
    except (ValueError, binascii.Error) as error:
        raise bad_cursor() from error


def bad_cursor() -> HttpError:
    return HttpError(422, "cursor 无效：请原样使用上一页返回的 next。")
