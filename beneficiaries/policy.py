"""May this person do this to that household or person? Rows that one may not see never get here: they are a 404."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.policy import ALLOWED, Decision, has_verb, refused

from .models import Beneficiary, CaseNote, Household, StateChange
from .states import HouseholdStatus, PersonStatus

UNDO_WINDOW = timedelta(minutes=10)


def can_register_household(user: Any) -> Decision:
    return has_verb(user, "beneficiaries.add_household")


def can_register_families(user: Any) -> Decision:
    """Registering new households together with their members, as imports do."""
    return can_register_household(user) and has_verb(user, "beneficiaries.add_beneficiary")


def can_import(user: Any, *, updating: bool) -> Decision:
    """A sheet may name anybody, so whoever imports one must be allowed to see every household."""
    verbs = ["add_household", "add_beneficiary", "change_bank_accounts", "view_all_households"]
    if updating:
        verbs += ["change_household", "change_beneficiary"]
    allowed = user.has_perms([f"beneficiaries.{verb}" for verb in verbs])
    return ALLOWED if allowed else refused(_("Bu kullanıcının içe aktarma yetkisi yok."))


def can_change_household(user: Any, household: Household) -> Decision:
    if household.status == HouseholdStatus.ARCHIVED:
        return refused(_("Arşivdeki hane değiştirilemez; önce arşivden çıkarın."))
    return has_verb(user, "beneficiaries.change_household")


def changeable_households(user: Any, households: QuerySet[Household]) -> QuerySet[Household]:
    """Those of many households that `can_change_household` allows."""
    if not user.has_perm("beneficiaries.change_household"):
        return households.none()
    return households.exclude(status=HouseholdStatus.ARCHIVED)


def can_change_household_state(user: Any, household: Household) -> Decision:
    if household.destroyed_at:
        return refused(_("İmha edilmiş kayıt geri getirilemez."))
    return has_verb(user, "beneficiaries.change_household_state")


def can_add_member(user: Any, household: Household) -> Decision:
    if household.status == HouseholdStatus.ARCHIVED:
        return refused(_("Arşivdeki haneye kişi eklenemez; önce arşivden çıkarın."))
    return has_verb(user, "beneficiaries.add_beneficiary")


def can_change_person(user: Any, person: Beneficiary) -> Decision:
    if person.status == PersonStatus.ARCHIVED:
        return refused(_("Arşivdeki kişi değiştirilemez; önce arşivden çıkarın."))
    return has_verb(user, "beneficiaries.change_beneficiary")


def can_change_person_state(user: Any, person: Beneficiary) -> Decision:
    if person.destroyed_at:
        return refused(_("İmha edilmiş kayıt geri getirilemez."))
    return has_verb(user, "beneficiaries.change_beneficiary")


def can_move_person(user: Any, person: Beneficiary) -> Decision:
    if person.status != PersonStatus.ACTIVE:
        return refused(_("Yalnız aktif bir kişi taşınabilir."))
    return has_verb(user, "beneficiaries.move_beneficiary")


def can_reveal(user: Any, row: Any) -> Decision:
    """A person, a household or a document: whatever holds masked values. A note's are those of sensitive data."""
    if isinstance(row, CaseNote):
        return has_verb(user, "beneficiaries.view_sensitive")
    return has_verb(user, "beneficiaries.reveal_identity")


def can_view_sensitive(user: Any, person: Beneficiary) -> Decision:
    return has_verb(user, "beneficiaries.view_sensitive")


def can_change_sensitive(user: Any, person: Beneficiary) -> Decision:
    if person.status == PersonStatus.ARCHIVED:
        return refused(_("Arşivdeki kişi değiştirilemez; önce arşivden çıkarın."))
    return has_verb(user, "beneficiaries.change_sensitive")


def can_undo(user: Any, change: StateChange) -> Decision:
    """Only who made a change takes it back from the toast, and only soon; later the ordinary transitions serve."""
    if change.undone_at:
        return refused(_("Bu değişiklik zaten geri alındı."))
    if change.by_id != user.pk or timezone.now() - change.created_at > UNDO_WINDOW:
        return refused(_("Bu değişiklik artık geri alınamaz."))
    return has_verb(user, f"beneficiaries.{'change_household_state' if change.household_id else 'change_beneficiary'}")


def can_change_accounts(user: Any, household: Household) -> Decision:
    """New, corrected, closed and primary bank accounts of a household."""
    return _in_open_household(user, household, "change_bank_accounts")


def _in_open_household(user: Any, household: Household, verb: str) -> Decision:
    if household.status == HouseholdStatus.ARCHIVED:
        return refused(_("Arşivdeki hane değiştirilemez; önce arşivden çıkarın."))
    return has_verb(user, f"beneficiaries.{verb}")


def can_change_papers(user: Any, household: Household) -> Decision:
    """New documents of a household and its people, new versions of them, and taking one away."""
    return _in_open_household(user, household, "change_papers")


def can_write_consent_text(user: Any) -> Decision:
    return has_verb(user, "beneficiaries.change_consent_texts")


def can_record_consent(user: Any, person: Beneficiary) -> Decision:
    if person.status != PersonStatus.ACTIVE:
        return refused(_("Yalnız aktif bir kişinin rızası kaydedilir."))
    return has_verb(user, "beneficiaries.record_consents")


def can_withdraw_consent(user: Any, person: Beneficiary) -> Decision:
    """A consent can be taken back at any time, whatever became of the person's file."""
    return has_verb(user, "beneficiaries.record_consents")


def can_write_note(user: Any, household: Household, *, is_sensitive: bool = False) -> Decision:
    if is_sensitive and not user.has_perm("beneficiaries.view_sensitive"):
        return refused(_("Hassas notu yalnız hassas bilgileri görebilen yazar."))
    return _in_open_household(user, household, "write_notes")


def can_withdraw_note(user: Any, note: CaseNote) -> Decision:
    """Who wrote a note takes it back, or who may change households."""
    if note.withdrawn_at:
        return refused(_("Bu not zaten geri alındı."))
    if note.author_id != user.pk:
        return has_verb(user, "beneficiaries.change_household")
    return has_verb(user, "beneficiaries.write_notes")


def can_refer(user: Any, person: Beneficiary) -> Decision:
    if person.destroyed_at:
        return refused(_("İmha edilmiş kayıt geri getirilemez."))
    return has_verb(user, "beneficiaries.make_referrals")


def can_refer_without_consent(user: Any) -> Decision:
    return has_verb(user, "beneficiaries.refer_without_consent")
