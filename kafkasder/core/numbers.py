"""Whole numbers in what browsers send."""

_MOST_DIGITS = 18  # a bigint holds them all


def whole_number(text: str) -> int | None:
    """Return the positive number that `text` writes, None unless it is one that a key's column can hold."""
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        return None
    return int(text) or None
