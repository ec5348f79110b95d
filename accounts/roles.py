"""The roles: what the association calls them, whom they are for, and the verbs they carry.

Code asks for verbs, never for roles. Roles are kept in step with Django's groups after every migration; the group's
name is the role's slug.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVERYTHING = frozenset({"*"})

_READ_REGISTRY = frozenset({"beneficiaries.view_household", "beneficiaries.view_beneficiary"})
_WRITE_REGISTRY = _READ_REGISTRY | {
    "beneficiaries.add_household",
    "beneficiaries.change_household",
    "beneficiaries.change_household_state",
    "beneficiaries.add_beneficiary",
    "beneficiaries.change_beneficiary",
    "beneficiaries.move_beneficiary",
}
_READ_ACCOUNTS = frozenset({"beneficiaries.view_bank_accounts"})
_READ_CASE_FILES = _READ_ACCOUNTS | {
    "beneficiaries.view_papers",
    "beneficiaries.view_consents",
    "beneficiaries.view_notes",
    "beneficiaries.view_referrals",
}
_WRITE_CASE_FILES = _READ_CASE_FILES | {
    "beneficiaries.change_bank_accounts",
    "beneficiaries.change_papers",
    "beneficiaries.record_consents",
    "beneficiaries.write_notes",
    "beneficiaries.make_referrals",
}
_VISIT = frozenset({"beneficiaries.view_notes", "beneficiaries.write_notes"})
_READ_PRIVACY = frozenset({"privacy.view_notices", "privacy.view_requests"})
_GUARD_PRIVACY = _READ_PRIVACY | {"privacy.view_retention", "privacy.view_breaches"}
_RECORD_PRIVACY = _READ_PRIVACY | {"privacy.record_delivery", "privacy.record_request"}
_ALL_HOUSEHOLDS = frozenset({"beneficiaries.view_all_households"})
_READ_AID = frozenset({"aid.view_aid"})
_RECORD_AID = _READ_AID | {"aid.record_applications", "aid.review_applications", "aid.give_aid"}
_PREPARE_AID = frozenset({"aid.view_payments", "aid.prepare_payments", "aid.export_aid"})
_DECIDE_AID = frozenset({"aid.decide_aid", "aid.vote_aid", "aid.release_payments", "aid.manage_aid", "aid.import_aid"})
_TALK = frozenset({"messaging.use_messages"})
_ASK = _TALK | {"messaging.use_assistant"}
_OWN_TASKS = frozenset({"tasks.view_tasks", "tasks.add_task"})
_ALL_TASKS = frozenset({"tasks.view_tasks", "tasks.view_all_tasks"})
_MIND_TASKS = (
    _OWN_TASKS | _ALL_TASKS | {"tasks.change_task", "tasks.assign_task", "tasks.import_tasks", "tasks.export_tasks"}
)
_OWN_MEETINGS = frozenset({"meetings.view_meetings"})
_ALL_MEETINGS = _OWN_MEETINGS | {"meetings.view_all_meetings"}
_HOLD_MEETINGS = _ALL_MEETINGS | {
    "meetings.manage_meetings",
    "meetings.export_meetings",
    "meetings.adopt_decisions",
    "meetings.export_decisions",
    "meetings.view_duties",
}
_READ_DONATIONS = frozenset({"donations.view_donors", "donations.view_campaigns"})
_KEEP_DONORS = _READ_DONATIONS | {
    "donations.change_donors",
    "donations.manage_consents",
    "donations.reveal_donor_identity",
    "donations.export_donors",
}
_READ_MONEY = frozenset(
    {"finance.view_finance", "donations.view_donations", "donations.view_receipts", "donations.view_reports"}
)
_TAKE_GIFTS = frozenset(
    {
        "donations.view_donations",
        "donations.record_donations",
        "donations.view_receipts",
        "donations.issue_receipts",
    }
)
_MIND_DONATIONS = (
    _KEEP_DONORS
    | _TAKE_GIFTS
    | _READ_MONEY
    | {
        "donations.import_donors",
        "donations.change_campaigns",
        "donations.refund_donations",
        "donations.export_donations",
        "donations.import_donations",
        "donations.void_receipts",
        "donations.manage_receipt_books",
        "finance.record_finance",
        "finance.count_cash",
        "finance.export_finance",
        "finance.import_finance",
    }
)
_DECIDE_MONEY = frozenset(
    {"donations.approve_donations", "finance.approve_finance", "finance.manage_finance", "finance.lock_periods"}
)


@dataclass(frozen=True)
class Role:
    """A named bundle of verbs."""

    slug: str
    name: str | Promise
    description: str | Promise
    verbs: frozenset[str]

    def __str__(self) -> str:
        return str(self.name)


ADMIN = Role("admin", _("Yönetici"), _("Paneli yönetir: kullanıcılar, ayarlar ve bütün kayıtlar."), EVERYTHING)
BOARD = Role(
    "board",
    _("Başkan / Yönetim"),
    _("Bütün kayıtları görür, hane dosyalarını onaylar ve denetim kayıtlarını izler."),
    _WRITE_REGISTRY
    | _WRITE_CASE_FILES
    | _ALL_HOUSEHOLDS
    | _RECORD_PRIVACY
    | _GUARD_PRIVACY
    | _MIND_TASKS
    | _HOLD_MEETINGS
    | _MIND_DONATIONS
    | _DECIDE_MONEY
    | _RECORD_AID
    | _PREPARE_AID
    | _DECIDE_AID
    | _ASK
    | {
        "accounts.change_organisation",
        "accounts.view_audit",
        "accounts.export_audit",
        "accounts.view_security",
        "beneficiaries.change_consent_texts",
        "beneficiaries.refer_without_consent",
        "beneficiaries.view_sensitive",
        "beneficiaries.reveal_identity",
        "beneficiaries.export_beneficiaries",
        "meetings.manage_duties",
        "notifications.announce",
        "notifications.receive_escalations",
        "privacy.change_notices",
        "privacy.answer_request",
        "privacy.export_subject",
        "privacy.change_retention",
        "privacy.propose_destruction",
        "privacy.confirm_destruction",
        "privacy.manage_breaches",
    },
)
STAFF = Role(
    "staff",
    _("Personel"),
    _("Haneleri, kişileri, bağışçıları ve bağışları kaydeder, günceller ve durumlarını yürütür."),
    _WRITE_REGISTRY
    | _WRITE_CASE_FILES
    | _ALL_HOUSEHOLDS
    | _RECORD_PRIVACY
    | _MIND_TASKS
    | _HOLD_MEETINGS
    | _KEEP_DONORS
    | _TAKE_GIFTS
    | _RECORD_AID
    | _PREPARE_AID
    | _ASK
    | {
        "beneficiaries.view_sensitive",
        "beneficiaries.change_sensitive",
        "beneficiaries.reveal_identity",
        "beneficiaries.export_beneficiaries",
    },
)
ACCOUNTING = Role(
    "accounting",
    _("Muhasebe / Sayman"),
    _("Bağışçıları, kampanyaları ve para işlerini yürütür; hane ve kişi kayıtlarını yalnız okur."),
    _READ_REGISTRY
    | _READ_ACCOUNTS
    | _ALL_HOUSEHOLDS
    | _OWN_TASKS
    | _OWN_MEETINGS
    | _MIND_DONATIONS
    | _DECIDE_MONEY
    | _READ_AID
    | _PREPARE_AID
    | _ASK
    | {"aid.give_aid", "aid.release_payments"}
    | {"tasks.assign_task", "tasks.export_tasks", "meetings.view_duties"},
)
VOLUNTEER = Role(
    "volunteer",
    _("Gönüllü"),
    _("Yalnız kendisine verilen haneleri, kişilerini ve kendi görevlerini görür."),
    _READ_REGISTRY | _VISIT | _READ_AID | _OWN_TASKS | _OWN_MEETINGS | _TALK,
)
AUDITOR = Role(
    "auditor",
    _("Denetçi"),
    _("Kayıtları ve denetim izini okur, hiçbir şeyi değiştirmez."),
    _READ_REGISTRY
    | _READ_CASE_FILES
    | _ALL_HOUSEHOLDS
    | _GUARD_PRIVACY
    | _ALL_TASKS
    | _ALL_MEETINGS
    | {"meetings.export_decisions", "meetings.view_duties"}
    | _READ_DONATIONS
    | _READ_MONEY
    | {"donations.export_donations", "finance.export_finance"}
    | _READ_AID
    | {"aid.view_payments", "aid.export_aid"}
    | _TALK
    | {"accounts.view_audit", "accounts.export_audit", "accounts.view_security"},
)

ROLES: tuple[Role, ...] = (ADMIN, BOARD, STAFF, ACCOUNTING, VOLUNTEER, AUDITOR)
BY_SLUG: dict[str, Role] = {role.slug: role for role in ROLES}


def verbs_of(slugs: Iterable[str], known: Iterable[str]) -> set[str]:
    """Return all verbs that the roles named by `slugs` carry, out of the `known` ones."""
    carried = frozenset[str]().union(*(BY_SLUG[slug].verbs for slug in slugs))
    return {verb for verb in known if carried >= EVERYTHING or verb in carried}
