"""Which tasks the room's verbs reach, in words; `querysets.visible_to` and `policy` do it."""

from django.utils.translation import gettext_lazy as _

from accounts.row_rules import RowRule

ROW_RULES = (
    RowRule(
        frozenset({"tasks.view_tasks", "tasks.export_tasks"}),
        _("Yalnız kendi açtığı, sorumlusu olduğu, takip ettiği ya da anıldığı görevlerde."),
        unless="tasks.view_all_tasks",
    ),
    RowRule(
        frozenset({"tasks.add_task"}),
        _("Yalnız kendi açtığı ya da sorumlusu olduğu görevleri yürütür; gördüğü görevlere yorum yazar."),
        unless="tasks.change_task",
    ),
    RowRule(
        frozenset({"tasks.add_task"}),
        _("Görevi yalnız kendine açar; kimsede olmayanı üstlenir."),
        unless="tasks.assign_task",
    ),
)
