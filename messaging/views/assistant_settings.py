"""Setting the assistant up, trying it, and what it was used."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.audit import history
from accounts.guards import by, needs
from accounts.models import User
from kafkasder.core.policy import ALLOWED
from kafkasder.core.saving import Refused, form_page, merge, news_page, saving, sent, tell_saved
from kafkasder.live import live_page

from .. import policy, services
from ..forms import AssistantForm
from ..models import AssistantSettings
from ..services.assistant import has_key, key_end, locked_settings
from ..services.budget import note_trial
from ..trying import try_provider
from ..usage import usage_of

MANAGE = policy.MANAGE_ASSISTANT


@needs(MANAGE, recently=True)
def assistant_settings(request: HttpRequest) -> HttpResponse:
    row = AssistantSettings.current()
    form = AssistantForm(sent(request), instance=row)
    if form.is_valid() and _changed(form, by(request)):
        return tell_saved(request, form, "messaging:assistant_settings")
    outline = form.outline
    context = {
        "record": row,
        "news_url": reverse("messaging:assistant_settings_news", args=[outline]) if outline else "",
        "cancel": reverse("messaging:thread_list"),
        "latest": history(row).first(),
        "has_key": has_key(row),
        "key_end": key_end(row),
    }
    return form_page(request, "messaging/assistant_settings_form.html", form, **context)


def _changed(form: AssistantForm, user: User) -> bool:
    """Do as `saving.changed` does; the one row may not be there yet."""
    try:
        with saving(form):
            row = locked_settings()
            merge(form, row)
            values = {name: getattr(row, name) for name in form.merged_fields()}
            services.change_assistant(by=user, new_key=form.cleaned_data["new_key"], **values)
    except Refused:
        return False
    return True


@require_safe
@needs(MANAGE)
@live_page(shared=True)
def assistant_settings_news(request: HttpRequest, outline: str) -> TemplateResponse:
    """Tell whoever has the form open what others saved since."""
    return news_page(request, AssistantForm(instance=AssistantSettings.current()), outline, ALLOWED)


@require_POST
@needs(MANAGE, recently=True)
def assistant_try(request: HttpRequest) -> HttpResponseBase:
    """Ask the provider as it is saved, without any content, and say what came of it."""
    tried = try_provider()
    if tried.fault:
        messages.error(request, str(tried))
    else:
        note_trial(user=by(request), model=tried.model, prompt=tried.prompt, completion=tried.completion)
        messages.success(request, _("Bağlantı çalışıyor; yanıt veren model: %(model)s") % {"model": tried.model})
        if not tried.counts:
            messages.warning(request, _("Sağlayıcı birimleri bildirmiyor; kullanım tahminle sayılacak."))
    return redirect("messaging:assistant_settings")


@require_safe
@needs(MANAGE)
@live_page(shared=True)
def assistant_usage(request: HttpRequest) -> TemplateResponse:
    """Show how much each person asked in each month; nothing of what."""
    return TemplateResponse(request, "messaging/assistant_usage.html", {"months": usage_of()})
