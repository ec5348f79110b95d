"""How former values of applications and planned visits come back: by form and service. What was decided stays."""

from accounts.audit.restorers import Restorer

from . import policy, services
from .forms.applications import ApplicationForm
from .forms.visits import PlanForm
from .models import AidApplication, HomeVisit

RESTORERS = (
    Restorer(
        model=AidApplication,
        verbs=("aid.view_aid", "aid.record_applications"),
        may_change=policy.can_change_application,
        form=lambda data, application, by: ApplicationForm(data, instance=application, by=by),
        store=lambda application, by, form: services.save_application(application=application, by=by),
    ),
    Restorer(
        model=HomeVisit,
        verbs=("aid.view_aid", "aid.review_applications"),
        may_change=policy.can_replan_visit,
        form=lambda data, visit, by: PlanForm(data, instance=visit),
        store=lambda visit, by, form: services.plan_visit(visit=visit, by=by),
    ),
)
