"""Visits, scores and settings of aid in the Django admin: for looking, for all of it has rules."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_rows import ShownRows

from .models import BankTemplate, HomeVisit, NeedScore, ScoreRule, ScoreRuleSet, StageDays, VisitCorrection, VisitPhoto
from .querysets import VIEW


@admin.register(HomeVisit)
class HomeVisitAdmin(ShownRows):
    verb = VIEW
    list_display = ("household", "planned_for", "visitor", "state", "visited_on", "advice")
    list_filter = ("state", "advice")
    list_select_related = ("household", "visitor")
    ordering = ("-planned_for", "-id")


@admin.register(VisitPhoto)
class VisitPhotoAdmin(ShownRows):
    verb = VIEW
    list_display = ("name", "visit", "size", "added_by", "added_at")
    list_select_related: Any = ("visit__household", "added_by")
    exclude = ("content",)  # only its page gives it out

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(visit__in=HomeVisit.objects.visible_to(request.user))


@admin.register(VisitCorrection)
class VisitCorrectionAdmin(ShownRows):
    verb = VIEW
    list_display = ("visit", "reason", "by", "at")
    list_select_related: Any = ("visit__household", "by")
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(visit__in=HomeVisit.objects.visible_to(request.user))


@admin.register(NeedScore)
class NeedScoreAdmin(ShownRows):
    verb = VIEW
    list_display = ("household", "points", "rules", "application", "by", "at")
    list_select_related = ("household", "rules", "application", "by")
    exclude = ("details",)  # what they tell of health is read on a page, with a reason


@admin.register(ScoreRuleSet)
class ScoreRuleSetAdmin(ShownRows):
    verb = VIEW
    list_display = ("version", "state", "note", "created_by", "released_by", "released_at")
    list_select_related = ("created_by", "released_by")


@admin.register(ScoreRule)
class ScoreRuleAdmin(ShownRows):
    verb = VIEW
    list_display = ("rules", "factor", "threshold", "points")
    list_select_related: Any = ("rules",)


@admin.register(StageDays)
class StageDaysAdmin(ShownRows):
    verb = "aid.manage_aid"
    list_display = ("stage", "days")


@admin.register(BankTemplate)
class BankTemplateAdmin(ShownRows):
    verb = "aid.manage_aid"
    list_display = ("name", "has_heading", "separator", "amount_format")
