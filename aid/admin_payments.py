"""Plans, payments, lists and bank files in the Django admin: for looking, for all of it has rules."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_rows import ShownRows

from .models import Aid, AidPlan, AidProof, ListApproval, PaymentList, ReleaseOrder
from .querysets import VIEW, VIEW_PAYMENTS


@admin.register(AidPlan)
class AidPlanAdmin(ShownRows):
    verb = VIEW
    list_display = ("__str__", "household", "amount", "currency", "frequency", "first_month", "times", "state")
    list_filter = ("state", "frequency", "method")
    list_select_related: Any = ("household",)
    ordering = ("-pk",)
    readonly_fields = ("state", "state_reason", "application", "created_by")


@admin.register(Aid)
class AidAdmin(ShownRows):
    verb = VIEW
    list_display = ("__str__", "household", "period", "amount", "currency", "method", "state", "given_on")
    list_filter = ("state", "method", "kind", "is_old_double")
    list_select_related: Any = ("household",)
    ordering = ("-period", "-pk")
    readonly_fields = ("state", "state_reason", "given_on", "given_by", "received_by", "payment_list", "record")


@admin.register(PaymentList)
class PaymentListAdmin(ShownRows):
    verb = VIEW_PAYMENTS
    list_display = ("number", "title", "period", "method", "fund", "count", "total", "state")
    list_filter = ("state", "method", "source")
    list_select_related: Any = ("fund",)
    ordering = ("-created_at", "-pk")
    readonly_fields = ("number", "state", "state_reason", "count", "total", "created_by", "locked_by", "paid_on")


@admin.register(ListApproval)
class ListApprovalAdmin(ShownRows):
    verb = VIEW_PAYMENTS
    list_display = ("payment_list", "by", "at")
    list_select_related: Any = ("payment_list", "by")
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(payment_list__in=PaymentList.objects.visible_to(request.user))


@admin.register(ReleaseOrder)
class ReleaseOrderAdmin(ShownRows):
    verb = VIEW_PAYMENTS
    list_display = ("payment_list", "day", "by", "at", "state", "refusal", "ended_at")
    list_filter = ("state",)
    list_select_related: Any = ("payment_list", "by")
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(payment_list__in=PaymentList.objects.visible_to(request.user))


@admin.register(AidProof)
class AidProofAdmin(ShownRows):
    """Proofs by their names; what they show is opened on the page of the aid, which is told of in the trail."""

    verb = VIEW
    list_display = ("aid", "kind", "name", "size", "added_by", "added_at")
    list_select_related: Any = ("aid", "added_by")
    exclude = ("content",)
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        seen = Aid.objects.visible_to(request.user).order_by()
        return super().get_queryset(request).filter(aid__in=seen.values("pk"))
