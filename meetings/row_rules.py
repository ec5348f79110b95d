"""Which meetings the room's verbs reach, in words; `querysets.visible_to` and `policy` do it."""

from django.utils.translation import gettext_lazy as _

from accounts.row_rules import RowRule

ROW_RULES = (
    RowRule(
        frozenset({"meetings.view_meetings", "meetings.export_meetings", "meetings.export_decisions"}),
        _("Yalnız düzenlediği ya da çağrıldığı toplantılarda ve onların kararlarında; davetini herkes kendi yanıtlar."),
        unless="meetings.view_all_meetings",
    ),
    RowRule(
        frozenset({"meetings.manage_meetings", "meetings.adopt_decisions"}),
        _("Yalnız düzenlediği, başkanı ya da yazmanı olduğu toplantıları yürütür."),
        unless="meetings.view_all_meetings",
    ),
)
