"""Notes of talks with a household."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.guards import by, needs
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, done, record_page, sent

from .. import policy, services
from ..forms import NoteForm
from .rows import get_household, get_note
from .sensitive import reveal_page

_SEE = ("beneficiaries.view_household", "beneficiaries.view_notes")


@needs(*_SEE, "beneficiaries.write_notes")
@sensitive_post_parameters()
def note_create(request: HttpRequest, pk: int) -> HttpResponse:
    household = get_household(request, pk)
    policy.can_write_note(request.user, household).require()
    initial = {"person": request.GET.get("kisi", "")}
    form = NoteForm(sent(request), household=household, by=request.user, initial=initial)
    if form.is_valid() and done(
        form, services.write_note, note=form.instance, follow_up=form.follow_up(), by=by(request)
    ):
        messages.success(request, _("Not kaydedildi."))
        return redirect(household)
    back = household.get_absolute_url()
    return record_page(request, "beneficiaries:note", form, cancel=back, household=household)


@needs(*_SEE, "beneficiaries.write_notes")
def note_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    note = get_note(request, pk)
    policy.can_withdraw_note(request.user, note).require()
    form = ReasonForm(sent(request))
    if form.is_valid() and done(form, services.withdraw_note, note=note, by=by(request), **form.cleaned_data):
        messages.success(request, _("Not geri alındı."))
        return redirect(note)
    title = _("Notu geri al: %(note)s") % {"note": note}
    text = _("Not üstü çizili olarak kalır; nedeni yanında yazar.")
    return action_page(request, form, title=title, label=_("Geri al"), back=note.get_absolute_url(), text=text)


@needs(*_SEE, "beneficiaries.view_sensitive")
@never_cache
def note_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    note = get_note(request, pk)
    return reveal_page(request, note, "secret_text", note.get_absolute_url())
