"""allauth's pages where ours show more or lead elsewhere."""

from typing import NoReturn

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.urls import reverse_lazy

from kafkasder.core import demo

from ..passwords import RULES


@login_not_required
def no_registration(request: HttpRequest) -> NoReturn:
    raise Http404


sign_in = allauth_views.LoginView.as_view(extra_context={"sign_ins": demo.sign_ins})
new_password = allauth_views.PasswordResetFromKeyView.as_view(extra_context={"rules": RULES})
change_password = allauth_views.PasswordChangeView.as_view(
    success_url=reverse_lazy("accounts:profile"), extra_context={"rules": RULES}
)
