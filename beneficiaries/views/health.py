"""What is written on a new person's health in the form that registers them, without opening a record first.

Nothing is disclosed yet, so nobody is asked for a reason; the trail tells that the record was made, and by whom.
"""

from django.http import HttpRequest

from accounts.guards import by
from kafkasder.core.saving import saving, sent

from .. import policy, services
from ..forms import NewHealthForm
from ..models import Beneficiary


def health_form(request: HttpRequest) -> NewHealthForm | None:
    """Return the form for whoever may change sensitive data, None for others; they are refused if they fill it."""
    form = NewHealthForm(sent(request))
    allowed = policy.can_change_sensitive(request.user, Beneficiary())
    if form.has_changed():
        allowed.require()
    return form if allowed else None


def keep_health(request: HttpRequest, form: NewHealthForm | None, person: Beneficiary) -> None:
    """Store what was written, within the transaction that stores the person; raise Refused, and the form says why."""
    if form and form.has_changed():
        record = form.instance
        record.person = person
        with saving(form):
            services.save_sensitive(record=record, by=by(request))
