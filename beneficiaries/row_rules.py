"""Which households and people the registry's verbs reach, in words; `querysets.visible_to` does it."""

from django.utils.translation import gettext_lazy as _

from accounts.row_rules import RowRule

_OF_ROWS = (
    "view_household",
    "view_beneficiary",
    "change_household",
    "change_household_state",
    "add_beneficiary",
    "change_beneficiary",
    "move_beneficiary",
    "view_sensitive",
    "change_sensitive",
    "reveal_identity",
    "export_beneficiaries",
    "view_bank_accounts",
    "change_bank_accounts",
    "view_papers",
    "change_papers",
    "view_consents",
    "record_consents",
    "view_notes",
    "write_notes",
    "view_referrals",
    "make_referrals",
)

ROW_RULES = (
    RowRule(
        frozenset(f"beneficiaries.{verb}" for verb in _OF_ROWS),
        _("Yalnız kendisine verilen hanelerde ve onların kişilerinde."),
        unless="beneficiaries.view_all_households",
    ),
)
