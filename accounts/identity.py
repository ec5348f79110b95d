"""Asking again who somebody is before a dangerous act, though they are signed in: an open screen is not a person.

    if page := identity.question(request):
        return page

stands in a view before what it does; `@needs(…, recently=True)` asks before the view. The page that asks holds what was
posted in hidden fields and sends it again, with the proof, to the same address: nothing that was typed is lost, and the
server keeps none of it. What the proof consists of: the password, and a code where the person has a second factor.
"""

from collections.abc import MutableMapping
from typing import Any, cast

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import ngettext
from django_otp import login as otp_login

from kafkasder.core.saving import UNPROCESSABLE

from .forms import ProofForm
from .models import EventKind, SecuritySettings, User
from .services.factor import check_code
from .services.limits import TooMany, give_back, take
from .services.security_events import record_event
from .words import refusal_of

PROVED_AT = "identity_proved_at"  # in the session: seconds since the epoch
STEP = "confirm"
TOO_MANY = 429
_NOT_POSTED = frozenset({"csrfmiddlewaretoken"})


def note_proof(session: MutableMapping[str, Any]) -> None:
    session[PROVED_AT] = timezone.now().timestamp()


def is_proved(request: HttpRequest) -> bool:
    """Tell whether this session's last proof is recent enough."""
    proved_at = request.session.get(PROVED_AT)
    if proved_at is None:
        return False
    age = timezone.now().timestamp() - proved_at
    return bool(0 <= age < SecuritySettings.current().reauthentication_minutes * 60)


def question(request: HttpRequest, *, always: bool = False) -> HttpResponse | None:
    """Return the page that asks for the proof; None if there is one, or if it came with what was posted.

    With `always` it has to come with what was posted, however recent the last one is.
    """
    if is_proved(request) and not always:
        return None
    form = ProofForm(request.POST if ProofForm.came_in(request.POST) else None, user=_user_of(request))
    if form.is_bound and proves(request, form):
        return None
    posted = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NOT_POSTED and not name.startswith(f"{ProofForm.PREFIX}-")
        for value in values
    ]
    context: dict[str, Any] = {"posted": posted, "action": request.get_full_path()}
    if _user_of(request).is_factor_overdue:
        context["layout"] = "layouts/plain.html"  # the rest of the frame leads nowhere yet
    return page(request, form, "accounts/security/question.html", **context)


def page(request: HttpRequest, form: ProofForm, template: str, **context: Any) -> TemplateResponse:
    """Show a form of proof; the status says whether it was refused, or not even looked at."""
    status = (TOO_MANY if form.has_error(NON_FIELD_ERRORS, "wait") else UNPROCESSABLE) if form.errors else None
    return TemplateResponse(request, template, {"form": form, **context}, status=status)


def proves(request: HttpRequest, form: ProofForm) -> bool:
    """Tell whether the form holds the proof, and note it in the session; say in the form why not."""
    user = _user_of(request)
    if not form.fields:  # neither a password nor a factor: they sign in elsewhere, and do so again
        return False
    try:
        return _is_proof(request, form, user)
    except TooMany as refusal:
        form.add_error(None, _wait(refusal))
        return False


def _is_proof(request: HttpRequest, form: ProofForm, user: User) -> bool:
    if "password" in form.fields:
        take("password", user.pk)
    if not form.is_valid():
        if form.has_error("password", "password"):
            record_event(EventKind.FAILURE, user=user, request=request, step=STEP)
        return False
    if "password" in form.fields:
        give_back("password", user.pk)
    if user.has_factor:
        verdict = check_code(user=user, code=form.cleaned_data["code"], request=request, step=STEP)
        if not verdict:
            form.add_error("code", refusal_of(verdict))
            return False
        otp_login(request, verdict.device)
    note_proof(request.session)
    return True


def _wait(refusal: TooMany) -> ValidationError:
    minutes = -(-refusal.retry_after // 60)
    text = ngettext(
        "Çok fazla yanlış deneme yapıldı. %(count)d dakika sonra yeniden deneyin.",
        "Çok fazla yanlış deneme yapıldı. %(count)d dakika sonra yeniden deneyin.",
        minutes,
    )
    return ValidationError(text % {"count": minutes}, code="wait")


def _user_of(request: HttpRequest) -> User:
    return cast(User, request.user)
