"""How former values of applications come back: by their form and service. Stages and decisions stay as they are."""

from accounts.audit.restorers import Restorer

from . import policy, services
from .forms.applications import ApplicationForm
from .models import AidApplication

RESTORERS = (
    Restorer(
        model=AidApplication,
        verbs=("aid.view_aid", "aid.record_applications"),
        may_change=policy.can_change_application,
        form=lambda data, application, by: ApplicationForm(data, instance=application, by=by),
        store=lambda application, by, form: services.save_application(application=application, by=by),
    ),
)
