"""The one rule for passwords: enforced on the server, told beside the field while one types."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SHORTEST = 10
LONGEST = 128  # a hash takes its time over every character


@dataclass(frozen=True)
class Rule:
    """A sentence of the rule; `pattern` lets the browser say while one types that it is met, where a pattern can."""

    text: str | Promise
    pattern: str = ""


RULES = (
    Rule(gettext_lazy("En az 10 karakter"), r".{10,}"),
    Rule(gettext_lazy("En az bir harf"), r"\p{L}"),
    Rule(gettext_lazy("En az bir rakam"), r"\p{Nd}"),
    Rule(gettext_lazy("Adınıza ya da e-postanıza benzemez")),
    Rule(gettext_lazy("Herkesin kullandığı bir parola değildir")),
)


class LengthValidator:
    def validate(self, password: str, user: object = None) -> None:
        if len(password) < SHORTEST:
            raise ValidationError(_("Parola en az %(count)d karakter olmalıdır.") % {"count": SHORTEST}, code="short")
        if len(password) > LONGEST:
            raise ValidationError(_("Parola en çok %(count)d karakter olabilir.") % {"count": LONGEST}, code="long")

    def get_help_text(self) -> str:
        return _("En az %(count)d karakter") % {"count": SHORTEST}


class LetterAndDigitValidator:
    def validate(self, password: str, user: object = None) -> None:
        if not any(sign.isalpha() for sign in password):
            raise ValidationError(_("Parolada en az bir harf olmalıdır."), code="letter")
        if not any(sign.isdigit() for sign in password):
            raise ValidationError(_("Parolada en az bir rakam olmalıdır."), code="digit")

    def get_help_text(self) -> str:
        return _("En az bir harf ve bir rakam")
