"""Tasks in the Django admin: for looking. Everything about a task has a rule, whose one way is the service."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_rows import ShownRows

from .models import ChecklistItem, Comment, Task, TaskFile

_VERB = "tasks.view_tasks"


@admin.register(Task)
class TaskAdmin(ShownRows):
    verb = _VERB
    list_display = ("title", "state", "priority", "responsible", "due_on", "category", "created_by", "created_at")
    list_filter = ("state", "priority")
    list_select_related = ("responsible", "created_by")
    search_fields = ("title",)  # which the search of the queryset answers
    ordering = ("-created_at", "-id")


class _RowsOfTasks(ShownRows):
    """Rows that belong to tasks are shown to those who see these."""

    verb = _VERB
    list_select_related: Any = ("task",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(task__in=Task.objects.visible_to(request.user))


@admin.register(ChecklistItem)
class ChecklistItemAdmin(_RowsOfTasks):
    list_display = ("text", "task", "done", "done_by", "done_at")
    list_filter = ("done",)
    list_select_related = ("task", "done_by")


@admin.register(Comment)
class CommentAdmin(_RowsOfTasks):
    list_display = ("text", "task", "author", "created_at", "edited_at", "withdrawn_at")
    list_select_related = ("task", "author")


@admin.register(TaskFile)
class TaskFileAdmin(_RowsOfTasks):
    list_display = ("name", "task", "content_type", "size", "added_by", "added_at")
    list_select_related = ("task", "added_by")
    exclude = ("content",)  # a link to the disk would pass by the page that asks who may see it
