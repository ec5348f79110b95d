"""The states of households and people, and the tables of changes between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kafkasder.core.states import StateMachine, Transition


class HouseholdStatus(models.TextChoices):
    DRAFT = "draft", _("Taslak")
    PENDING = "pending", _("Onay bekliyor")
    ACTIVE = "active", _("Aktif")
    SUSPENDED = "suspended", _("Askıda")
    PASSIVE = "passive", _("Pasif")
    MOVED = "moved", _("Taşındı")
    ARCHIVED = "archived", _("Arşiv")


class PersonStatus(models.TextChoices):
    ACTIVE = "active", _("Aktif")
    PASSIVE = "passive", _("Pasif")
    DECEASED = "deceased", _("Vefat")
    MOVED = "moved", _("Taşındı")
    ARCHIVED = "archived", _("Arşiv")


class AccountState(models.TextChoices):
    """The states of a bank account."""

    OPEN = "open", _("Açık")
    CLOSED = "closed", _("Kapalı")


class ConsentState(models.TextChoices):
    """What is told of a consent; it follows from its days and is not stored."""

    GIVEN = "given", _("Geçerli")
    EXPIRED = "expired", _("Süresi doldu")
    WITHDRAWN = "withdrawn", _("Geri çekildi")


class ReferralState(models.TextChoices):
    """How far a referral to another institution has come."""

    SENT = "sent", _("Gönderildi")
    ACCEPTED = "accepted", _("Kabul edildi")
    DECLINED = "declined", _("Kabul edilmedi")
    COMPLETED = "completed", _("Tamamlandı")
    WITHDRAWN = "withdrawn", _("Geri çekildi")


OPEN_REFERRALS = (ReferralState.SENT.value, ReferralState.ACCEPTED.value)

H, P, A, R = HouseholdStatus, PersonStatus, AccountState, ReferralState

HOUSEHOLD_STATES = StateMachine(
    Transition(H.DRAFT, H.PENDING, _("Onaya gönder"), tone="primary"),
    Transition(H.DRAFT, H.ARCHIVED, _("Arşivle"), needs_reason=True),
    Transition(H.PENDING, H.ACTIVE, _("Onayla"), tone="success"),
    Transition(H.PENDING, H.DRAFT, _("Geri gönder"), needs_reason=True),
    Transition(H.ACTIVE, H.SUSPENDED, _("Askıya al"), needs_reason=True, tone="warning"),
    Transition(H.ACTIVE, H.PASSIVE, _("Pasife al"), needs_reason=True),
    Transition(H.ACTIVE, H.MOVED, _("Taşındı olarak işaretle"), needs_reason=True),
    Transition(H.SUSPENDED, H.ACTIVE, _("Yeniden aktif et"), tone="success"),
    Transition(H.SUSPENDED, H.PASSIVE, _("Pasife al"), needs_reason=True),
    Transition(H.PASSIVE, H.ACTIVE, _("Yeniden aktif et"), tone="success"),
    Transition(H.PASSIVE, H.ARCHIVED, _("Arşivle"), needs_reason=True),
    Transition(H.MOVED, H.ACTIVE, _("Yeniden aktif et"), tone="success"),
    Transition(H.MOVED, H.ARCHIVED, _("Arşivle"), needs_reason=True),
    Transition(H.ARCHIVED, H.DRAFT, _("Arşivden çıkar"), needs_reason=True),
)

PERSON_STATES = StateMachine(
    Transition(P.ACTIVE, P.PASSIVE, _("Pasife al"), needs_reason=True),
    Transition(P.ACTIVE, P.MOVED, _("Taşındı olarak işaretle"), needs_reason=True),
    Transition(P.ACTIVE, P.DECEASED, _("Vefat olarak işaretle"), needs_reason=True),
    Transition(P.ACTIVE, P.ARCHIVED, _("Arşivle"), needs_reason=True),
    Transition(P.PASSIVE, P.ACTIVE, _("Yeniden aktif et"), tone="success"),
    Transition(P.PASSIVE, P.DECEASED, _("Vefat olarak işaretle"), needs_reason=True),
    Transition(P.PASSIVE, P.ARCHIVED, _("Arşivle"), needs_reason=True),
    Transition(P.MOVED, P.ACTIVE, _("Yeniden aktif et"), tone="success"),
    Transition(P.MOVED, P.ARCHIVED, _("Arşivle"), needs_reason=True),
    Transition(P.DECEASED, P.ACTIVE, _("Vefat kaydını düzelt"), needs_reason=True),
    Transition(P.DECEASED, P.ARCHIVED, _("Arşivle"), needs_reason=True),
    Transition(P.ARCHIVED, P.ACTIVE, _("Arşivden çıkar"), needs_reason=True),
)

ACCOUNT_STATES = StateMachine(
    Transition(A.OPEN, A.CLOSED, _("Hesabı kapat"), needs_reason=True, tone="warning"),
    Transition(A.CLOSED, A.OPEN, _("Hesabı yeniden aç"), needs_reason=True),
)

REFERRAL_STATES = StateMachine(
    Transition(R.SENT, R.ACCEPTED, _("Kabul etti"), tone="primary"),
    Transition(R.SENT, R.DECLINED, _("Kabul etmedi"), needs_reason=True),
    Transition(R.SENT, R.WITHDRAWN, _("Yönlendirmeyi geri çek"), needs_reason=True),
    Transition(R.ACCEPTED, R.COMPLETED, _("Tamamlandı"), needs_reason=True, tone="success"),
    Transition(R.ACCEPTED, R.DECLINED, _("Sonradan vazgeçti"), needs_reason=True),
    Transition(R.ACCEPTED, R.WITHDRAWN, _("Yönlendirmeyi geri çek"), needs_reason=True),
)
