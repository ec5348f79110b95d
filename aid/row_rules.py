"""Which applications the room's verbs reach, in words; `querysets.visible_to` and `policy` do it."""

from django.utils.translation import gettext_lazy as _

from accounts.row_rules import RowRule

ROW_RULES = (
    RowRule(
        frozenset(
            {
                "aid.view_aid",
                "aid.record_applications",
                "aid.review_applications",
                "aid.decide_aid",
                "aid.vote_aid",
                "aid.export_aid",
            }
        ),
        _("Yalnız kendisine verilen hanelerin başvurularında; kurum başvurularını görmez."),
        unless="beneficiaries.view_all_households",
    ),
    RowRule(
        frozenset({"aid.decide_aid", "aid.vote_aid"}),
        _("Kendi kaydettiği ya da bir kez bile değiştirdiği başvuruya karar vermez, oy vermez."),
    ),
    RowRule(
        frozenset({"aid.view_aid"}),
        _("Ziyaretlerden kendi yapacaklarını da görür ve yazar; o hanelerin kendisini görmez."),
        unless="beneficiaries.view_all_households",
    ),
)
