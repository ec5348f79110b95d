"""What a decision settles in other rooms."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import by, needs
from kafkasder.core.saving import action_page, done, sent

from .. import policy, services
from ..forms import LinkForm
from ..models import Decision, DecisionLink
from .rows import get_decision

_VERBS = ("meetings.view_meetings", "meetings.adopt_decisions")


@needs(*_VERBS)
def decision_link(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_decision(request, pk)
    policy.can_correct(request.user, decision).require()
    form = LinkForm(sent(request), by=by(request))
    if form.is_valid():
        kind, row_pk = form.cleaned_data["settles"]
        if done(form, services.link_decision, decision=decision, kind=kind, row_pk=row_pk, by=by(request)):
            messages.success(request, _("Karar kayda bağlandı."))
            return redirect(decision)
    title = _("Neyi karara bağlıyor? %(decision)s") % {"decision": decision}
    text = _("Kaydın sayfası bu kararı gösterir; kararın günü ve sayısı kayda yazılır.")
    return action_page(request, form, title=title, label=_("Bağla"), back=decision.get_absolute_url(), text=text)


@require_POST
@needs(*_VERBS)
def decision_unlink(request: HttpRequest, pk: int) -> HttpResponse:
    rows = DecisionLink.objects.filter(decision__in=Decision.objects.visible_to(request.user))
    link = get_object_or_404(rows.select_related("decision__meeting"), pk=pk)
    try:
        services.unlink_decision(link=link, by=by(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(link.decision)
