"""The picture by which an authenticator app learns a secret, drawn here: the secret leaves for no other place."""

from urllib.parse import quote, urlencode

import segno
from django.utils.safestring import SafeString, mark_safe

from .models import Authenticator
from .models.factor import DIGITS, STEP

ISSUER = "Kafkasder Panel"


def setup_address(device: Authenticator) -> str:
    """Return what the picture says, in the form that all apps read."""
    label = f"{quote(ISSUER)}:{quote(device.user.email)}"  # a plain colon: that is what parts the two
    facts = {"secret": device.secret, "issuer": ISSUER, "algorithm": "SHA1", "digits": DIGITS, "period": STEP}
    return f"otpauth://totp/{label}?{urlencode(facts, quote_via=quote)}"


def setup_picture(device: Authenticator) -> SafeString:
    """Return it as SVG, dark on light in every theme, for that is what cameras read."""
    code = segno.make(setup_address(device), error="m", micro=False)
    drawn = code.svg_inline(scale=5, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    return mark_safe(drawn)  # shapes alone: the address is in their geometry


def in_fours(secret: str) -> str:
    """Return a secret as one types it by hand."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
