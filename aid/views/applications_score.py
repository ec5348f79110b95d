"""What pages mask of applications: shown in the answer to a POST that says why, and never by a GET."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.guards import by, needs
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import done, form_page, sent

from .. import services
from .applications_rows import SEE, get_application


@needs(*SEE, "beneficiaries.reveal_identity")
@never_cache
def application_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an organisation's phone in clear."""
    application = get_application(request, pk)
    form, shown = ReasonForm(sent(request)), None
    if form.is_valid():
        shown = done(form, services.reveal_phone, application=application, by=by(request), **form.cleaned_data)
    label = application._meta.get_field("applicant_phone").verbose_name
    context = {"row": application, "label": label, "back": application.get_absolute_url(), "shown": shown}
    return form_page(request, "beneficiaries/reveal.html", form, **context)
