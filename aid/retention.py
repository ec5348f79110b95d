"""How the room forgets: what was written about people goes, amounts, days and stages stay for the books and counts.

What was decided, scored and given is held by triggers; `forgetting` tells them that texts may go, and nothing else.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.redacting import deleted_rows
from beneficiaries.models import Household
from beneficiaries.states import HouseholdStatus
from notifications.services import forget_about
from privacy.forgotten import FORGOTTEN
from privacy.retention import KINDS, RetentionKind, Traces, add_along
from tasks.privacy import closed_about

from .models import (
    Aid,
    AidApplication,
    AidDecision,
    AidPlan,
    AidProof,
    AskedAid,
    AskedDocument,
    CommitteeVote,
    HomeVisit,
    NeedScore,
    StageStep,
    VisitCorrection,
    VisitPhoto,
)
from .states import CLOSED, GIVEN, NOT_GIVEN, PlanState, Stage, VisitState

APPLICATION, VISIT, SCORE, AID = "aid_application", "home_visit", "need_score", "aid"
_OPTION = "SELECT set_config('aid.forgetting', %s, true)"
_FIVE_YEARS, _TEN_YEARS = 60, 120
_SUGGESTED = _("Kapandıktan sonra 5 yıl (önerilen politika; yönetim kararıyla değiştirin)")


def register() -> None:
    kinds = (
        (APPLICATION, _("Kapanmış yardım başvuruları"), _FIVE_YEARS, AidApplication, "number", _applications_due),
        (VISIT, _("Yapılmış hane ziyaretleri ve fotoğrafları"), _FIVE_YEARS, HomeVisit, "pk", _visits_due),
        (SCORE, _("İhtiyaç puanlarının ayrıntıları"), _FIVE_YEARS, NeedScore, "pk", _scores_due),
        (AID, _("Yardımı teslim alanlar ve teslim kanıtları"), _TEN_YEARS, Aid, "pk", _aids_due),
    )
    forgets: dict[str, Callable[[Any], Traces]] = {
        APPLICATION: forget_application,
        VISIT: forget_visit,
        SCORE: forget_score,
        AID: forget_aid,
    }
    for place, (key, label, months, model, name, due) in enumerate(kinds):
        KINDS.add(
            RetentionKind(
                key=key,
                label=label,
                months=months,
                basis=_("Belgeler için 10 yıl (önerilen politika)") if key == AID else _SUGGESTED,
                model=model,
                name=name,
                due=due,
                forget=forgets[key],
                along=closed_about,
                order=25 + place,
            )
        )
    add_along("household", with_a_household)


@contextmanager
def forgetting() -> Iterator[None]:
    """Let texts of what else stays as it is be taken away, in this block alone."""
    with connection.cursor() as cursor:
        cursor.execute(_OPTION, ["on"])
        try:
            yield
        finally:
            if not connection.needs_rollback:
                cursor.execute(_OPTION, [""])


def with_a_household(household: Household) -> Iterator[tuple[str, Any]]:
    """All that is kept of a household's aid goes with it; its payments stay, without who received them."""
    rows: tuple[tuple[str, QuerySet[Any]], ...] = (
        (APPLICATION, AidApplication.objects.filter(household=household)),
        (VISIT, HomeVisit.objects.filter(household=household)),
        (SCORE, NeedScore.objects.filter(household=household)),
        (AID, Aid.objects.filter(household=household)),
    )
    for key, own in rows:
        for row in own.order_by("pk"):
            yield from closed_about(row)
            yield key, row


def _applications_due(before: datetime) -> QuerySet[Any]:
    return AidApplication.objects.filter(stage__in=CLOSED, stage_at__lt=before, destroyed_at__isnull=True)


def _visits_due(before: datetime) -> QuerySet[Any]:
    made = HomeVisit.objects.exclude(state=VisitState.PLANNED)
    return made.filter(updated_at__lt=before, destroyed_at__isnull=True)


def _scores_due(before: datetime) -> QuerySet[Any]:
    return NeedScore.objects.filter(at__lt=before, details__isnull=False)


def _aids_due(before: datetime) -> QuerySet[Any]:
    told = ~Q(received_by__in=["", FORGOTTEN]) | Q(proofs__isnull=False)
    old = Aid.objects.filter(state__in=(*GIVEN, *NOT_GIVEN), updated_at__lt=before)
    return Aid.objects.filter(pk__in=old.filter(told).values("pk"))


def forget_application(application: AidApplication) -> Traces:
    """Take what was written out of an application; one that a backup brought back open is withdrawn."""
    of = {"application": application}
    steps, decisions = StageStep.objects.filter(**of), AidDecision.objects.filter(**of)
    votes, papers = CommitteeVote.objects.filter(**of), AskedDocument.objects.filter(**of)
    asked, plans = AskedAid.objects.filter(**of), AidPlan.objects.filter(**of)
    traces: dict[str, Iterable[Any]] = {AidApplication._meta.db_table: [application.pk]}
    traces |= {rows.model._meta.db_table: _keys(rows) for rows in (steps, decisions, votes, papers, asked, plans)}
    for rows in (papers, asked):
        table = rows.model._meta.db_table
        traces[table] = [*traces[table], *deleted_rows(table, "application_id", application.pk)]
    if application.stage not in CLOSED:
        application.stage, application.due_on = Stage.WITHDRAWN, None
    for name in ("description", "notes", "stage_reason", "applicant_phone"):
        setattr(application, name, "")
    application.destroyed_at = application.destroyed_at or timezone.now()
    with forgetting():
        steps.exclude(reason="").update(reason="")
        decisions.exclude(reason=FORGOTTEN).update(reason=FORGOTTEN)
    votes.exclude(dissent="").update(dissent=FORGOTTEN)
    papers.delete()
    asked.exclude(note="").update(note="")
    plans.exclude(note="", state_reason="").update(note="", state_reason="")
    application.save()
    forget_about(kind="application", pk=application.pk)
    return traces


def forget_visit(visit: HomeVisit) -> Traces:
    """Take what was found out of a visit; its photos go altogether."""
    photos = VisitPhoto.objects.filter(visit=visit)
    gone = deleted_rows(VisitPhoto._meta.db_table, "visit_id", visit.pk)
    traces = {HomeVisit._meta.db_table: [visit.pk], VisitPhoto._meta.db_table: [*_keys(photos), *gone]}
    _delete_files(photos)
    if visit.state == VisitState.PLANNED:
        visit.state = VisitState.CANCELLED
    with forgetting():
        VisitCorrection.objects.filter(visit=visit).update(former={}, reason=FORGOTTEN)
    visit.met = visit.needs = ""
    visit.findings = FORGOTTEN if visit.state == VisitState.DONE else ""
    visit.state_reason = ""
    visit.people_seen, visit.home_state = None, ""
    visit.destroyed_at = visit.destroyed_at or timezone.now()
    visit.save()
    forget_about(kind="home_visit", pk=visit.pk)
    return traces


def forget_score(score: NeedScore) -> Traces:
    """Take away what a household was like; its points stay."""
    with forgetting():
        NeedScore.objects.filter(pk=score.pk).update(details="")
    return {NeedScore._meta.db_table: [score.pk]}


def forget_aid(aid: Aid) -> Traces:
    """Take away who received an aid and what proves it; the payment stays in the books."""
    proofs = AidProof.objects.filter(aid=aid)
    gone = deleted_rows(AidProof._meta.db_table, "aid_id", aid.pk)
    traces: dict[str, Iterable[Any]] = {Aid._meta.db_table: [aid.pk], AidProof._meta.db_table: [*_keys(proofs), *gone]}
    _delete_files(proofs)
    if plans := _plans_to_blank(aid):
        traces[AidPlan._meta.db_table] = plans
        AidPlan.objects.filter(pk__in=plans).update(note="", state_reason="")
    aid.received_by = FORGOTTEN if aid.received_by else ""
    aid.note = aid.state_reason = ""
    with forgetting():
        aid.save(update_fields=["received_by", "note", "state_reason", "updated_at"])
    forget_about(kind="aid", pk=aid.pk)
    return traces


def _plans_to_blank(aid: Aid) -> list[int]:
    """Return the plan that goes with an aid: of no application, which would take it, and over or of a closed file."""
    over = Q(state=PlanState.ENDED) | Q(household__status=HouseholdStatus.ARCHIVED)
    plans: list[int] = list(_keys(AidPlan.objects.filter(over, pk=aid.plan_id, application=None)))
    return plans


def _delete_files(rows: QuerySet[Any]) -> None:
    """Delete rows that hold a file, and the files once it is certain."""
    for row in rows:
        transaction.on_commit(partial(row.content.storage.delete, str(row.content.name)))
    rows.delete()


def _keys(rows: Any) -> Iterable[Any]:
    return list(rows.values_list("pk", flat=True))
