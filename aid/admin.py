"""Aid in the Django admin: for looking. Everything has a rule, whose one way is the service."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_rows import ShownRows

from . import admin_assessment as admin_assessment
from . import admin_payments as admin_payments  # registers its own
from .models import AidApplication, AidDecision, AskedAid, AskedDocument, CommitteeVote, StageStep
from .querysets import VIEW


@admin.register(AidApplication)
class AidApplicationAdmin(ShownRows):
    verb = VIEW
    list_display = ("number", "household", "applicant_name", "stage", "priority", "points", "applied_on", "assigned_to")
    list_filter = ("stage", "priority", "source")
    list_select_related = ("household", "assigned_to")
    search_fields = ("number",)  # which the search of the queryset answers
    ordering = ("-applied_on", "-id")
    exclude = ("applicant_phone", "words")  # which pages mask


class _OfApplications(ShownRows):
    """Rows that belong to applications are shown to those who see these."""

    verb = VIEW
    list_select_related: Any = ("application",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        seen = AidApplication.objects.visible_to(request.user)
        return super().get_queryset(request).filter(application__in=seen)


@admin.register(AskedAid)
class AskedAidAdmin(_OfApplications):
    list_display = ("application", "kind", "amount", "currency", "quantity", "unit", "granted_amount", "granted_times")
    list_filter = ("kind",)


@admin.register(AskedDocument)
class AskedDocumentAdmin(_OfApplications):
    list_display = ("application", "kind", "asked_on", "received_on")
    list_filter = ("kind",)


@admin.register(StageStep)
class StageStepAdmin(_OfApplications):
    list_display = ("application", "source", "target", "by", "at", "reason")
    list_filter = ("target",)
    list_select_related = ("application", "by")


@admin.register(AidDecision)
class AidDecisionAdmin(_OfApplications):
    list_display = ("application", "kind", "by_committee", "decided_by", "decided_at", "reference")
    list_filter = ("kind",)
    list_select_related = ("application", "decided_by")
    exclude = ("score",)  # what it tells of health is read on its page, with a reason


@admin.register(CommitteeVote)
class CommitteeVoteAdmin(_OfApplications):
    list_display = ("application", "round", "member", "vote", "at")
    list_select_related = ("application", "member")
