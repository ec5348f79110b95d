"""Threads in the Django admin: that they are there, who is in them and when something was said; no word of them.

Of the assistant neither its key nor a word that was asked or answered.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_rows import ShownRows

from .models import AssistantReply, AssistantSettings, AssistantUse, Attachment, Message, Thread, ThreadMember
from .policy import MANAGE_ASSISTANT
from .querysets import USE


@admin.register(Thread)
class ThreadAdmin(ShownRows):
    """As on pages, threads of others are not there, whoever looks."""

    verb = USE
    fields = (
        "kind",
        "reference_kind",
        "reference_pk",
        "created_by",
        "created_at",
        "assistant_on",
        "last_number",
        "last_at",
    )
    readonly_fields = fields
    list_display = ("id", "kind", "reference_kind", "created_by", "created_at", "last_number", "last_at")
    list_filter = ("kind",)
    list_select_related = ("created_by",)
    ordering = ("-last_at", "-id")


class _RowsOfThreads(ShownRows):
    """Rows that belong to threads are shown to those who see these."""

    verb = USE

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(thread__in=Thread.objects.visible_to(request.user))


@admin.register(ThreadMember)
class ThreadMemberAdmin(_RowsOfThreads):
    fields = ("thread_id", "user", "is_owner", "added_by", "joined_at")
    readonly_fields: Any = fields
    list_display: Any = ("id", "user", "thread_id", "is_owner", "added_by", "joined_at")
    list_select_related: Any = ("user", "added_by")


@admin.register(Message)
class MessageAdmin(_RowsOfThreads):
    fields = ("thread_id", "number", "kind", "author", "event", "created_at", "edited_at", "deleted_at")
    readonly_fields: Any = fields
    list_display: Any = ("id", "thread_id", "number", "kind", "author", "created_at", "edited_at", "deleted_at")
    list_filter = ("kind",)
    list_select_related: Any = ("author",)
    ordering = ("-id",)


@admin.register(Attachment)
class AttachmentAdmin(_RowsOfThreads):
    fields = ("thread_id", "content_type", "size", "added_by", "added_at")  # neither its name nor a way to the disk
    readonly_fields: Any = fields
    list_display: Any = ("id", "thread_id", "content_type", "size", "added_by", "added_at")
    list_select_related: Any = ("added_by",)


@admin.register(AssistantSettings)
class AssistantSettingsAdmin(ShownRows):
    verb = MANAGE_ASSISTANT
    list_display = ("enabled", "address", "model", "person_limit", "month_limit", "changed_by", "changed_at")
    list_select_related = ("changed_by",)
    fields = (
        "enabled",
        "address",
        "model",
        "instructions",
        "person_limit",
        "month_limit",
        "timeout_seconds",
        "changed_by",
        "changed_at",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("api_key")


@admin.register(AssistantReply)
class AssistantReplyAdmin(ShownRows):
    verb = MANAGE_ASSISTANT
    list_display = ("asked_at", "asked_by", "state", "fault", "attempt", "model", "prompt_tokens", "completion_tokens")
    list_filter = ("state",)
    list_select_related = ("asked_by",)
    ordering = ("-asked_at", "-pk")
    fields = (
        "asked_at",
        "asked_by",
        "state",
        "fault",
        "attempt",
        "model",
        "prompt_tokens",
        "completion_tokens",
        "tokens_estimated",
        "ended_at",
    )


@admin.register(AssistantUse)
class AssistantUseAdmin(ShownRows):
    verb = MANAGE_ASSISTANT
    list_display = ("month", "user", "at", "model", "prompt_tokens", "completion_tokens", "reserved", "is_estimated")
    list_filter = ("is_estimated",)
    list_select_related = ("user",)
    ordering = ("-at", "-pk")
    exclude = ("reply",)
