"""How a room shows its rows in the Django admin: for looking, and for corrections that no rule guards."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest


class ShownLookups(admin.ModelAdmin):
    """Rows whose lists can be asked for what they show, and for nothing else."""

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Let addresses ask for the filters that are shown alone: other lookups find out hidden columns bit by bit."""
        shown = lookup.partition("__")[0] in (*self.list_filter, self.date_hierarchy)
        return shown and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]


class KeptRows(ShownLookups):
    """Rows that stay: seen as far as the panel shows them to the same person, and never deleted.

    `verb` is what one needs to see them where the model has no `view` permission of its own.
    """

    verb = ""
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Search as the panel's lists do, such as with Turkish folding."""
        if search_term and hasattr(queryset, "search"):
            return queryset.search(search_term), False
        return super().get_search_results(request, queryset, search_term)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm(self.verb)) if self.verb else super().has_view_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request) if self.verb else super().has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ShownRows(KeptRows):
    """Rows that are made and changed elsewhere."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
