"""The forms around the second factor: a code, and the proof that one is oneself."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kafkasder.core.fields import TextField

from ..models import User

_BETWEEN = re.compile(r"[\s-]+")
LONGEST_CODE = 20


class CodeField(TextField):
    """A code of the app or a backup code, cleaned of the spaces and hyphens in which people read it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"label": _("Doğrulama kodu"), "max_length": LONGEST_CODE} | options)
        self.widget.attrs |= {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "autocapitalize": "none",
            "spellcheck": "false",
            "class": "control-code",
        }

    def clean(self, value: Any) -> str:
        return _BETWEEN.sub("", super().clean(value)).lower()


class CodeForm(forms.Form):
    code = CodeField()


class SignInCodeForm(CodeForm):
    """The step after the password; `trust_days` is 0 where devices are not trusted."""

    trust = forms.BooleanField(required=False)

    def __init__(self, *args: Any, trust_days: int, by_backup_code: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].widget.attrs["autofocus"] = True
        self.fields["trust"].label = ngettext_lazy(
            "Bu cihaza %(days)d gün güven", "Bu cihaza %(days)d gün güven", "days"
        ) % {"days": trust_days}
        if not trust_days:
            del self.fields["trust"]
        if by_backup_code:
            self.fields["code"].label = _("Yedek kod")
            self.fields["code"].widget.attrs |= {"inputmode": "text", "autocomplete": "off"}


class ProofForm(forms.Form):
    """What somebody who is signed in types to prove who they are; beside other forms by its prefix."""

    password = forms.CharField(
        label=_("Parola"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput({"autocomplete": "current-password", "autofocus": True}),
    )
    code = CodeField()

    PREFIX = "proof"

    def __init__(self, data: QueryDict | None = None, *, user: User) -> None:
        super().__init__(data, prefix=self.PREFIX)
        self.user = user
        if not user.has_factor:
            del self.fields["code"]
        if not user.has_usable_password():
            del self.fields["password"]

    @classmethod
    def came_in(cls, data: QueryDict) -> bool:
        return any(name.startswith(f"{cls.PREFIX}-") for name in data)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise ValidationError(_("Parola yanlış."), code="password")
        return password


class FactorResetForm(forms.Form):
    reason = TextField(label=_("Neden"), min_length=5, max_length=300)
