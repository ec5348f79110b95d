"""allauth's pages where ours show more or lead elsewhere."""

from http import HTTPStatus
from typing import NoReturn

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse_lazy

from kafkasder.core import demo

from .. import google
from ..addresses import network_of
from ..emails import normalise_email
from ..passwords import RULES
from ..services.limits import take
from ..services.lockout import Refused


@login_not_required
def no_registration(request: HttpRequest) -> NoReturn:
    raise Http404


class SignIn(allauth_views.LoginView):
    """allauth's page; where no password is looked at for a while, the answer says so and for how long."""

    extra_context = {"sign_ins": demo.sign_ins, "google": google.is_on, "said": google.SAID}

    def form_invalid(self, form: Form) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)
        for error in form.non_field_errors().as_data():
            if isinstance(error, Refused):
                answer.status_code = HTTPStatus.TOO_MANY_REQUESTS
                answer.headers["Retry-After"] = str(error.retry_after)
        return answer


sign_in = SignIn.as_view()


class ForgottenPassword(allauth_views.PasswordResetView):
    """allauth's page; how often it sends depends on the address and the e-mail, not on whether that has an account."""

    def form_valid(self, form: Form) -> HttpResponse:
        take("reset_address", network_of(self.request))
        take("reset_account", normalise_email(form.cleaned_data["email"]))
        answer: HttpResponse = super().form_valid(form)
        return answer


forgotten_password = ForgottenPassword.as_view()
new_password = allauth_views.PasswordResetFromKeyView.as_view(extra_context={"rules": RULES})
change_password = allauth_views.PasswordChangeView.as_view(
    success_url=reverse_lazy("accounts:profile"), extra_context={"rules": RULES}
)
