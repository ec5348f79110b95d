"""What is done to many applications at once: giving them to somebody, and one decision with one reason."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import AuditEntry
from finance import rules as money
from finance.choices import Currency
from kafkasder.core.days import today

from .. import policy, sums
from ..models import AidApplication, AskedAid
from ..states import CLOSED, Stage
from . import telling
from .decisions import decide_many

UNDO_WINDOW = timedelta(minutes=10)
PORTION = 50  # decisions of one transaction
TAKEN_BACK = ("assigned_to_id", "priority")


@dataclass(frozen=True)
class Preview:
    """What would become of many applications if one decided about all of them, and why not of the others."""

    whole: int
    elsewhere: int  # not in a stage in which anything is decided
    before_committee: int
    own: int
    over_limit: int  # which only the committee approves
    nothing_asked: int
    may: int

    @property
    def may_approve(self) -> int:
        return self.may - self.over_limit - self.nothing_asked


def changeable(by: Any, applications: QuerySet[AidApplication]) -> QuerySet[AidApplication]:
    """Those of many applications that `by` may give to somebody or call urgent."""
    if not by.has_perm(policy.REVIEW):
        return applications.none()
    return applications.exclude(stage__in=CLOSED)


@transaction.atomic
def change_applications(*, applications: QuerySet[AidApplication], by: Any, **values: Any) -> int:
    """Give `values` to those that `by` may change, and return how many did not have them yet.

    Whoever becomes responsible for them is told once, of all together.
    """
    count = _write(changeable(by, applications).exclude(**values), **values)
    if count and (person := values.get("assigned_to")):
        telling.tell_assigned(person, count, by)
    return count


@transaction.atomic
def undo_change_of_applications(*, request_id: str, by: Any) -> int:
    """Take back what `by` changed with one request a little while ago, where nobody changed it again since."""
    entries = AuditEntry.objects.filter(
        actor=by,
        request_id=request_id,
        action="update",
        table_name=AidApplication._meta.db_table,
        at__gte=timezone.now() - UNDO_WINDOW,
    )
    keys: dict[tuple[str, Any, Any], list[int]] = defaultdict(list)
    for key, changes in entries.values_list("row_pk", "changes"):
        for column in changes.keys() & set(TAKEN_BACK):
            before, after = changes[column]
            keys[column, before, after].append(int(key))
    allowed = changeable(by, AidApplication.objects.visible_to(by))
    if any(column == "assigned_to_id" for column, _before, _after in keys):
        telling.take_back_assigned(request_id)
    return sum(
        _write(allowed.filter(pk__in=found, **{column: after}), **{column: before})
        for (column, before, after), found in keys.items()
    )


def _write(rows: QuerySet[AidApplication], **values: Any) -> int:
    """Change those of the rows that are to be changed still once they are locked, as for one row alone."""
    keys = list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    return AidApplication.objects.filter(pk__in=keys).update(**values, updated_at=timezone.now())


def own_ones(by: Any) -> Q:
    """The condition of applications that somebody recorded or changed, as `policy.has_written` asks of one."""
    return Q(created_by=by) | Q(written_by=by) | Q(writers__contains=[by.pk])


def decidable(by: Any, applications: QuerySet[AidApplication]) -> QuerySet[AidApplication]:
    """Those that `by` may decide about with others at once: under review, and recorded by somebody else."""
    if not by.has_perm(policy.DECIDE):
        return applications.none()
    return applications.filter(stage=Stage.REVIEW).exclude(own_ones(by))


def preview(*, applications: QuerySet[AidApplication], by: Any) -> Preview:
    """Return how many of the applications could be decided, and how many could not, for each reason."""
    under_review, in_committee = Q(stage=Stage.REVIEW), Q(stage=Stage.COMMITTEE)
    counts = applications.order_by().aggregate(
        whole=Count("pk"),
        elsewhere=Count("pk", filter=~under_review & ~in_committee),
        before_committee=Count("pk", filter=in_committee),
        own=Count("pk", filter=under_review & own_ones(by)),
    )
    left = decidable(by, applications).order_by()
    asked = AskedAid.objects.filter(application=OuterRef("pk"))
    return Preview(
        **counts,
        may=left.count(),
        nothing_asked=left.exclude(Exists(asked)).count(),
        over_limit=len(_over_limit(left)),
    )


def _over_limit(applications: QuerySet[AidApplication]) -> set[int]:
    """The keys of those whose help is worth more than one person decides about, or nobody knows how much."""
    rates = {code: money.worth_in_lira(Decimal(1), code, today()) for code in Currency.values}
    asked = AskedAid.objects.filter(application__in=applications.values("pk"), amount__isnull=False)
    names = ("application", "application__household", "kind", "amount", "times", "currency")
    return sums.over_limit(
        (key, home, kind, None if (rate := rates[currency]) is None else amount * times * rate)
        for key, home, kind, amount, times, currency in asked.order_by("application", "pk").values_list(*names)
    )


@dataclass(frozen=True)
class Portion:
    """What became of some of many: the key of the last, None at the end, and those not decided with the reason."""

    last: int | None
    decided: int
    left: list[tuple[AidApplication, str]]


def decide_portion(
    *,
    applications: QuerySet[AidApplication],
    kind: str,
    reason: str,
    by: Any,
    reject_reason: str = "",
    after: int = 0,
) -> Portion:
    """Decide alike about the next `PORTION` of many applications, in the order of their keys.

    Many decisions take their time: each portion is a transaction of its own, so that nobody else waits for all of them.
    """
    rows: Any = decidable(by, applications).filter(pk__gt=after).select_related("household").order_by("pk")
    some = list(rows[:PORTION])
    decided, left = decide_many(applications=some, kind=kind, reason=reason, by=by, reject_reason=reject_reason)
    return Portion(some[-1].pk if len(some) == PORTION else None, decided, left)
