"""May this person do this to that donor or campaign?"""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kafkasder.core.policy import ALLOWED, Decision, has_verb, refused

from ..choices import DonorKind
from ..models import Campaign, Donor
from ..states import DonorState

UNDO_WINDOW = timedelta(minutes=10)


def can_add_donor(user: Any) -> Decision:
    return has_verb(user, "donations.change_donors")


def can_change_donor(user: Any, donor: Donor) -> Decision:
    if donor.is_anonymous:
        return refused(_("İsmini vermek istemeyen bağışçının değişecek bir bilgisi yoktur."))
    if donor.state == DonorState.ARCHIVED:
        return refused(_("Arşivdeki bağışçı değiştirilemez; önce arşivden çıkarın."))
    return has_verb(user, "donations.change_donors")


def can_change_donor_state(user: Any, donor: Donor) -> Decision:
    if donor.destroyed_at:
        return refused(_("İmha edilmiş kayıt geri getirilemez."))
    if donor.is_anonymous:
        return refused(_("İsmini vermek istemeyenlerin kaydı arşivlenmez."))
    return has_verb(user, "donations.change_donors")


def changeable(user: Any, donors: QuerySet[Donor]) -> QuerySet[Donor]:
    """Those of many donors that `can_change_donor` allows."""
    if not user.has_perm("donations.change_donors"):
        return donors.none()
    return donors.filter(state=DonorState.ACTIVE).exclude(kind=DonorKind.ANONYMOUS)


def can_give_consent(user: Any, donor: Donor) -> Decision:
    """Recording that a donor consents; the anonymous one cannot be reached at all."""
    if donor.is_anonymous or donor.state == DonorState.ARCHIVED:
        return refused(_("Bu kayıt için izin alınamaz."))
    return has_verb(user, "donations.manage_consents")


def can_withdraw_consent(user: Any, donor: Donor) -> Decision:
    """Whoever no longer consents is heard, also when their record is in the archive."""
    return has_verb(user, "donations.manage_consents")


def can_reveal(user: Any, donor: Donor) -> Decision:
    return has_verb(user, "donations.reveal_donor_identity")


def can_import(user: Any) -> Decision:
    """A sheet adds donors and says what they consent to."""
    verbs = ["view_donors", "change_donors", "manage_consents", "import_donors"]
    allowed = user.has_perms([f"donations.{verb}" for verb in verbs])
    return ALLOWED if allowed else refused(_("Bu kullanıcının içe aktarma yetkisi yok."))


def can_add_campaign(user: Any) -> Decision:
    return has_verb(user, "donations.change_campaigns")


def can_change_campaign(user: Any, campaign: Campaign) -> Decision:
    if not campaign.is_open:
        return refused(_("Bitmiş kampanya değiştirilemez; önce yeniden açın."))
    return has_verb(user, "donations.change_campaigns")


def can_change_campaign_state(user: Any, campaign: Campaign) -> Decision:
    return has_verb(user, "donations.change_campaigns")
