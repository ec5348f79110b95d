"""What an application's page shows of its plans, and of what was granted and is not planned yet."""

from typing import Any

from beneficiaries.querysets import sees_all
from kafkasder.core.sections import SECTIONS, Section

from .models import AidApplication, AidPlan
from .querysets import VIEW
from .states import Stage

PAGE = "application"
_PLANNED = (Stage.APPROVED, Stage.PARTLY, Stage.ONGOING)


def register() -> None:
    SECTIONS.add(
        Section(
            page=PAGE,
            key="aid_plans",
            order=20,
            verb=VIEW,
            alike=sees_all,
            context=of_application,
            template="aid/_application_plans.html",
        )
    )


def of_application(viewer: Any, application: AidApplication) -> dict[str, Any] | None:
    """Return the plans of an application, and the granted lines that wait for one; None where there are neither."""
    plans = AidPlan.objects.filter(application=application).order_by("pk").with_progress()
    may_plan = application.stage in _PLANNED and application.household_id and viewer.has_perm("aid.prepare_payments")
    left = application.asked.filter(granted_times__isnull=False, plan=None) if may_plan else []
    context = {"plans": list(plans), "unplanned": list(left)}
    return context if any(context.values()) else None
