"""allauth's forms in our words."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..emails import normalise_email
from ..models import User
from ..passwords import LONGEST


def _in_our_words(form: forms.Form, **labels: Any) -> None:
    """Give fields their labels, without the placeholders and links that allauth puts beside them."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label, field.help_text = label, ""
        field.widget.attrs.pop("placeholder", None)


def _expect_new_password(form: forms.Form) -> None:
    form.fields["password1"].widget.attrs |= {"maxlength": LONGEST, "aria-describedby": "password-rules"}


class SignInForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _in_our_words(self, login=_("E-posta"), password=_("Parola"), remember=_("Beni bu cihazda hatırla"))
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autofocus": True}

    def clean_login(self) -> str:
        return normalise_email(self.cleaned_data["login"])


class ForgottenPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _in_our_words(self, email=_("E-posta"))

    def save(self, request: HttpRequest, **options: Any) -> str:
        """Send the link, or do as much work for nothing: the time must not tell whether there is an account."""
        self.users = self.users or [User(pk=0, email=self.cleaned_data["email"])]
        return super().save(request, **options)


class NewPasswordForm(allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _in_our_words(self, password1=_("Yeni parola"), password2=_("Yeni parola (tekrar)"))
        _expect_new_password(self)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _in_our_words(
            self, oldpassword=_("Şimdiki parola"), password1=_("Yeni parola"), password2=_("Yeni parola (tekrar)")
        )
        _expect_new_password(self)
