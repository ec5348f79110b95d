"""One's own security: the second factor, its backup codes, and the devices that need no code."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_otp import login as otp_login

from kafkasder.core.saving import UNPROCESSABLE, sent
from kafkasder.live import live_page

from .. import identity, policy
from ..forms import CodeForm, ProofForm
from ..guards import needs
from ..models import Authenticator, SecuritySettings, TrustedDevice, User
from ..models.factor import FEW_CODES
from ..qr import in_fours, setup_picture
from ..services import factor as services
from ..services.factor_duty import note_duty
from ..services.trusted_devices import revoke_device, trusted_devices_of


@needs()
@live_page(shared=False)
def own_security(request: HttpRequest) -> TemplateResponse:
    person = _person(request)
    device = Authenticator.objects.filter(user=person, confirmed=True).first()
    left = device.backup_codes_left if device else 0
    days = SecuritySettings.current().trusted_device_days
    context = {
        "person": person,
        "may_turn_off": policy.can_turn_off_factor(person),
        "codes_left": left,
        "few_codes": left < FEW_CODES,
        "devices": [_as_shown(each, days) for each in trusted_devices_of(person)] if device else [],
    }
    return TemplateResponse(request, "accounts/security/overview.html", context)


@require_safe
@needs()
def factor_required(request: HttpRequest) -> HttpResponse:
    """Lead whoever must set up a second factor before the panel opens again. Not live: no socket is open to them."""
    if not _person(request).is_factor_overdue:
        return redirect("accounts:own_security")
    return TemplateResponse(request, "accounts/security/required.html")


@never_cache
@needs(recently=True)
def factor_set_up(request: HttpRequest) -> HttpResponse:
    """Show a new secret, in the answer to a POST and in no other; then take the code that confirms it.

    Not live: the secret is in this page alone.
    """
    person = _person(request)
    if request.method != "POST":
        return redirect("accounts:own_security")
    if person.is_factor_overdue and _is_released(person):
        messages.success(request, _("Rolünüz artık ikinci adımı zorunlu kılmıyor."))
        return redirect("home")
    form = CodeForm(request.POST if "code" in request.POST else None)
    device = None
    if form.is_bound:
        device = Authenticator.objects.filter(user=person, confirmed=False).first()
        if device and form.is_valid():
            if codes := services.confirm_factor(user=person, code=form.cleaned_data["code"], request=request):
                return _confirmed(request, codes)
            form.add_error("code", _("Kod yanlış. Telefonunuzun saatine bakın, sonra uygulamadaki yeni kodu yazın."))
    if device is None:
        device = services.begin_factor(user=person)
        form = CodeForm()
    context = {"form": form, "picture": setup_picture(device), "secret": in_fours(device.secret)}
    status = UNPROCESSABLE if form.errors else None
    return TemplateResponse(request, "accounts/security/set_up.html", context, status=status)


def _is_released(person: User) -> bool:
    """Look whether the duty still holds: a role may have ended by itself since it was noted."""
    note_duty(person)
    return not person.must_have_factor


def _confirmed(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """Go on in this session, the only one that outlives the change: it has just seen a code."""
    person = User.objects.get(pk=request.user.pk)
    update_session_auth_hash(request, person)
    otp_login(request, Authenticator.objects.get(user=person, confirmed=True))
    identity.note_proof(request.session)
    return _codes_page(request, codes, is_new=True)


@never_cache
@needs()
def backup_codes(request: HttpRequest) -> HttpResponse:
    """Replace the backup codes, for whoever gives password and code here and now; shows them once.

    Not live: the codes are in the answer to the POST alone.
    """
    person = _person(request)
    if not person.has_factor:
        return redirect("accounts:own_security")
    form = ProofForm(sent(request), user=person)
    if request.method == "POST" and identity.proves(request, form):
        return _codes_page(request, services.renew_backup_codes(user=person, request=request))
    return identity.page(request, form, "accounts/security/renew_codes.html")


def _codes_page(request: HttpRequest, codes: list[str], *, is_new: bool = False) -> HttpResponse:
    shown = [f"{code[:5]}-{code[5:]}" for code in codes]
    context = {"codes": shown, "as_text": "\n".join(shown), "is_new": is_new}
    return TemplateResponse(request, "accounts/security/codes.html", context)


@needs()
def factor_turn_off(request: HttpRequest) -> HttpResponse:
    """Turn the factor off, for whoever gives password and code here and now. Not live: a form of two fields."""
    person = _person(request)
    if not (decision := policy.can_turn_off_factor(person)):
        messages.error(request, str(decision.reason))
        return redirect("accounts:own_security")
    form = ProofForm(sent(request), user=person)
    if request.method == "POST" and identity.proves(request, form):
        services.turn_off_factor(user=person, request=request)
        update_session_auth_hash(request, User.objects.get(pk=person.pk))
        messages.success(request, _("İkinci adım kapatıldı."))
        return redirect("accounts:own_security")
    return identity.page(request, form, "accounts/security/turn_off.html")


@require_POST
@needs()
def device_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    device = get_object_or_404(trusted_devices_of(_person(request)), pk=pk)
    revoke_device(device=device, request=request)
    messages.success(request, _("Bu cihaza artık güvenilmiyor."))
    return redirect("accounts:own_security")


@never_cache
@needs()
def confirm_identity(request: HttpRequest) -> HttpResponse:
    """Ask for the proof and lead on: to the Django admin, or wherever the session was not admitted. Not live."""
    form = ProofForm(sent(request), user=_person(request))
    wanted = _wanted(request)
    if request.method == "POST" and identity.proves(request, form):
        return redirect(wanted)
    return identity.page(request, form, "accounts/security/confirm.html", next=wanted)


def _wanted(request: HttpRequest) -> str:
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if here else "/"


def _as_shown(device: TrustedDevice, days: int) -> dict[str, Any]:
    return {"row": device, "until": device.trusted_until(days)}


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)
