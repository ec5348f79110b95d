"""Search texts that must not stand in an address, where logs, histories and shared links would keep them."""

import re

_SEPARATORS = re.compile(r"[\s().\-/+]+")
_PERSONAL = re.compile(r"[0-9]{7,}")


def is_personal(text: str) -> bool:
    """Whether `text` is, or is growing into, an identity number or a phone number.

    Seven digits are enough: the eleventh digit of an identity number follows from the ten before it.
    """
    return _PERSONAL.fullmatch(_SEPARATORS.sub("", text)) is not None
