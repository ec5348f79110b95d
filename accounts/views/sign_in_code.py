"""The page between the password and the panel, which asks for a code."""

from typing import Any, cast

from allauth.account.stages import LoginStageController
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from kafkasder.core.middleware import speak
from kafkasder.core.saving import UNPROCESSABLE, sent

from ..forms import SignInCodeForm
from ..identity import TOO_MANY
from ..models import SecuritySettings, User
from ..models.factor import FEW_CODES
from ..services.factor import Verdict, check_code
from ..services.trusted_devices import trust_device
from ..stages import SecondStep
from ..words import refusal_of

STEP = "sign_in"


@login_not_required
@never_cache
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Sign in whoever gave the password a moment ago and gives a code now. Not live: nobody is signed in yet."""
    stage = LoginStageController.enter(request, SecondStep.key)
    if not isinstance(stage, SecondStep):
        return redirect("account_login")
    if not stage.is_sound():
        return stage.abort()
    user = cast(User, stage.login.user)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:  # nobody chose another one on these pages
        speak(request, user.language)
    by_backup_code = "yedek" in request.GET
    trust_days = SecuritySettings.current().trusted_device_days
    form = SignInCodeForm(sent(request), trust_days=trust_days, by_backup_code=by_backup_code)
    status = None
    if form.is_valid():
        verdict = check_code(user=user, code=form.cleaned_data["code"], request=request, step=STEP)
        if verdict:
            return _signed_in(request, stage, verdict, trust=form.cleaned_data.get("trust", False))
        form.add_error("code", refusal_of(verdict))
        status = TOO_MANY if verdict.locked_for else None
    context = {"form": form, "by_backup_code": by_backup_code}
    status = status or (UNPROCESSABLE if form.errors else None)
    answer = TemplateResponse(request, "account/sign_in_code.html", context, status=status)
    if status == TOO_MANY:
        answer["Retry-After"] = str(int(verdict.locked_for.total_seconds()) + 1)
    return answer


def _signed_in(request: HttpRequest, stage: SecondStep, verdict: Verdict, *, trust: bool) -> HttpResponse:
    user: Any = stage.login.user
    user.otp_device = verdict.device  # django-otp notes it in the session that begins now
    response = stage.exit()
    if trust:
        trust_device(user=user, request=request, response=response)
    if verdict.by_backup_code and verdict.device:
        _warn_of_few_codes(request, verdict.device.backup_codes_left)
    return response


def _warn_of_few_codes(request: HttpRequest, left: int) -> None:
    text = ngettext("%(count)d yedek kodunuz kaldı.", "%(count)d yedek kodunuz kaldı.", left) % {"count": left}
    if left < FEW_CODES:
        text += " " + _("Güvenlik sayfanızdan yenilerini alın.")
    messages.warning(request, text)
