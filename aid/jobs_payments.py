"""What the worker does for plans: what is due in a new month is there before somebody asks."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import jobs
from kafkasder.core.batches import batched_by_size
from kafkasder.core.days import today

from .models import AidPlan
from .services import make_due
from .services.releasing import JOB as RELEASE
from .services.releasing import release_waiting
from .states import PlanState

_AT_A_TIME = 200  # plans in one transaction


def register() -> None:
    jobs.register(
        jobs.Job(
            key="aid.make_due",
            label=_("Sırası gelen yardımları hazırla"),
            description=_("Süren planların bu aya kadar sırası gelen yardımlarını, her ay için bir kez hazırlar."),
            run=make_what_is_due,
            cron="20 4 * * *",
            order=60,
        ),
        jobs.Job(
            key=RELEASE,
            label=_("Büyük ödeme listelerini ödemeye çıkar"),
            description=_("Ödemeye çıkarılması istenen listelerin giderlerini deftere yazar; ya hepsini ya hiçbirini."),
            run=release_waiting,
            cron="*/15 * * * *",
            order=62,
        ),
    )


def make_what_is_due() -> int:
    """Make what running plans have due up to this month; return how many. Run twice, it makes nothing twice."""
    month = today().replace(day=1)
    rows = AidPlan.objects.filter(state=PlanState.ACTIVE, first_month__lte=month).order_by("pk")
    made = 0
    for keys in batched_by_size(rows.values_list("pk", flat=True), _AT_A_TIME, size=lambda key: 1):
        plans = AidPlan.objects.filter(pk__in=keys).select_related("created_by").order_by("pk")
        made += make_due(plans=plans, month=month, by=None)
    return made
