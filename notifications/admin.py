"""Notifications in the Django admin, for looking: everybody finds their own, as in the panel."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_rows import ShownRows

from .models import Announcement, AnnouncementReceipt, Delivery, Preference, WorkflowNotification
from .querysets import ANNOUNCE

DELIVERIES = "notifications.view_deliveries"


@admin.register(WorkflowNotification)
class WorkflowNotificationAdmin(ShownRows):
    verb = DELIVERIES
    list_display = ("told_at", "title", "category", "kind", "state", "sent_at", "read_at")
    list_filter = ("category", "state")
    search_fields = ("title",)
    ordering = ("-told_at", "-pk")


@admin.register(Delivery)
class DeliveryAdmin(ShownRows):
    """How sending goes; what was to be said is its recipient's alone."""

    verb = DELIVERIES
    list_display = ("created_at", "recipient", "channel", "state", "due_at", "tries", "error")
    list_filter = ("channel", "state")
    list_select_related = ("recipient",)
    ordering = ("-created_at", "-pk")
    exclude = ("notification",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("notification")


@admin.register(Preference)
class PreferenceAdmin(ShownRows):
    verb = "accounts.manage_users"
    list_display = ("user", "kind", "channel", "wanted")
    list_filter = ("channel", "wanted")
    list_select_related = ("user",)
    ordering = ("user", "kind", "channel")


@admin.register(Announcement)
class AnnouncementAdmin(ShownRows):
    verb = ANNOUNCE
    list_display = ("created_at", "title", "priority", "audience", "state", "by")
    list_filter = ("priority", "state")
    search_fields = ("title",)
    list_select_related = ("by",)
    ordering = ("-created_at", "-pk")
    exclude = ("words",)


@admin.register(AnnouncementReceipt)
class AnnouncementReceiptAdmin(ShownRows):
    verb = ANNOUNCE
    list_display = ("read_at", "announcement", "user")
    list_select_related = ("announcement", "user")
    ordering = ("-read_at", "-pk")
