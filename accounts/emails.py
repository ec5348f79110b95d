"""E-mail addresses as names to sign in with: one spelling for each, by ASCII rules alone."""

from contextlib import suppress
from string import ascii_lowercase, ascii_uppercase

_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)


def normalise_email(text: str) -> str:
    """Return an address as it is stored: small ASCII letters, a domain of other scripts in its ASCII form.

    Turkish ı and İ play no part: `ISIK@Dernek.ORG` is `isik@dernek.org`, and a text that holds letters beyond ASCII
    before its @ comes back with them, for validation to refuse.
    """
    local, at, domain = text.strip().rpartition("@")
    if at:
        with suppress(UnicodeError):  # no domain at all; validation says so
            domain = domain.encode("idna").decode()
    return f"{local}{at}{domain}".translate(_LOWER)
