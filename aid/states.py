"""The states of the room's rows, and the ways between them."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from kafkasder.core.states import StateMachine, Transition


class Stage(models.TextChoices):
    """How far an application is."""

    DRAFT = "draft", _("Taslak")
    SUBMITTED = "submitted", _("Başvuru alındı")
    MISSING = "missing_docs", _("Eksik evrak")
    REVIEW = "in_review", _("İnceleniyor")
    VISIT = "home_visit", _("Hane ziyareti")
    COMMITTEE = "committee", _("Komisyonda")
    APPROVED = "approved", _("Onaylandı")
    PARTLY = "partly_approved", _("Kısmen onaylandı")
    REJECTED = "rejected", _("Reddedildi")
    WAITING = "waiting_list", _("Yedek liste")
    ONGOING = "ongoing", _("Devam ediyor")
    COMPLETED = "completed", _("Tamamlandı")
    WITHDRAWN = "withdrawn", _("Geri çekildi")


class StageGroup(models.TextChoices):
    """The five stages that people know from the panels before ours."""

    DRAFT = "draft", _("Taslak")
    UNDER_REVIEW = "under_review", _("İnceleme")
    APPROVED = "approved", _("Onaylandı")
    ONGOING = "ongoing", _("Devam ediyor")
    COMPLETED = "completed", _("Sonuçlandı")


class VisitState(models.TextChoices):
    PLANNED = "planned", _("Planlandı")
    DONE = "done", _("Yapıldı")
    CANCELLED = "cancelled", _("İptal edildi")


class RuleSetState(models.TextChoices):
    """Which need score holds: one at most is released."""

    DRAFT = "draft", _("Taslak")
    RELEASED = "released", _("Yürürlükte")
    RETIRED = "retired", _("Yürürlükten kalktı")


class PlanState(models.TextChoices):
    ACTIVE = "active", _("Sürüyor")
    PAUSED = "paused", _("Durduruldu")
    ENDED = "ended", _("Bitti")


class AidState(models.TextChoices):
    """How far one payment or delivery is.

    `SENT` is money that was ordered at the bank and is in the ledger; `PAID` what the bank says it paid.
    """

    PLANNED = "planned", _("Planlandı")
    READY = "ready", _("Hazır")
    SENT = "sent", _("Bankaya gönderildi")
    PAID = "paid", _("Ödendi")
    DELIVERED = "delivered", _("Teslim edildi")
    FAILED = "failed", _("Ödenemedi")
    CANCELLED = "cancelled", _("İptal edildi")


class ListState(models.TextChoices):
    """How far a payment list is. Locked it holds who gets how much; released its money goes out."""

    OPEN = "open", _("Hazırlanıyor")
    LOCKED = "locked", _("Kilitli, onay bekliyor")
    RELEASED = "released", _("Ödemeye çıktı")
    CLOSED = "closed", _("Kapandı")
    CANCELLED = "cancelled", _("İptal edildi")


class OrderState(models.TextChoices):
    """How far an order to release a list is, which the worker carries out."""

    WAITING = "waiting", _("Sırada")
    DONE = "done", _("Yapıldı")
    REFUSED = "refused", _("Yapılamadı")


S, A, L = Stage, AidState, ListState

GROUP_OF: Final[dict[str, StageGroup]] = {
    S.DRAFT: StageGroup.DRAFT,
    S.SUBMITTED: StageGroup.UNDER_REVIEW,
    S.MISSING: StageGroup.UNDER_REVIEW,
    S.REVIEW: StageGroup.UNDER_REVIEW,
    S.VISIT: StageGroup.UNDER_REVIEW,
    S.COMMITTEE: StageGroup.UNDER_REVIEW,
    S.WAITING: StageGroup.UNDER_REVIEW,
    S.APPROVED: StageGroup.APPROVED,
    S.PARTLY: StageGroup.APPROVED,
    S.ONGOING: StageGroup.ONGOING,
    S.COMPLETED: StageGroup.COMPLETED,
    S.REJECTED: StageGroup.COMPLETED,
    S.WITHDRAWN: StageGroup.COMPLETED,
}
CLOSED: Final = (S.COMPLETED, S.REJECTED, S.WITHDRAWN)
OPEN: Final = tuple(stage for stage in Stage if stage not in CLOSED)
IN_REVIEW: Final = (S.SUBMITTED, S.MISSING, S.REVIEW, S.VISIT, S.COMMITTEE, S.WAITING)
DECIDED: Final = (S.APPROVED, S.PARTLY, S.REJECTED, S.WAITING)
GRANTED: Final = (S.APPROVED, S.PARTLY, S.ONGOING, S.COMPLETED)

_DECISIONS: Final = (
    (S.APPROVED, _("Onayla"), "success"),
    (S.PARTLY, _("Kısmen onayla"), "neutral"),
    (S.REJECTED, _("Reddet"), "neutral"),
    (S.WAITING, _("Yedek listeye al"), "neutral"),
)
# What was decided comes about by a decision alone (`services.decisions`), which asks for more than a reason.
STAGES = StateMachine(
    Transition(S.DRAFT, S.SUBMITTED, _("Başvuruyu al"), tone="primary"),
    Transition(S.SUBMITTED, S.REVIEW, _("İncelemeye al"), tone="primary"),
    Transition(S.SUBMITTED, S.MISSING, _("Eksik evrak iste"), needs_reason=True),
    Transition(S.MISSING, S.REVIEW, _("Evrak tamam, incele"), tone="primary"),
    Transition(S.REVIEW, S.VISIT, _("Hane ziyaretine gönder"), tone="primary"),
    Transition(S.REVIEW, S.COMMITTEE, _("Komisyona gönder"), tone="primary"),
    Transition(S.REVIEW, S.MISSING, _("Eksik evrak iste"), needs_reason=True),
    Transition(S.VISIT, S.REVIEW, _("İncelemeye geri al"), needs_reason=True),
    Transition(S.VISIT, S.COMMITTEE, _("Komisyona gönder"), tone="primary"),
    Transition(S.COMMITTEE, S.REVIEW, _("İncelemeye geri gönder"), needs_reason=True),
    Transition(S.WAITING, S.REVIEW, _("Yedekten incelemeye al"), tone="primary"),
    *(
        Transition(source, target, label, tone=tone, asks_more=True)
        for source in (S.REVIEW, S.COMMITTEE)
        for target, label, tone in _DECISIONS
    ),
    Transition(S.APPROVED, S.ONGOING, _("Yardımı başlat"), tone="primary"),
    Transition(S.PARTLY, S.ONGOING, _("Yardımı başlat"), tone="primary"),
    Transition(S.ONGOING, S.COMPLETED, _("Tamamla"), tone="success"),
    Transition(S.COMPLETED, S.ONGOING, _("Yeniden başlat"), needs_reason=True),
    Transition(S.REJECTED, S.REVIEW, _("İtiraz üzerine yeniden incele"), needs_reason=True),
    *(
        Transition(source, S.WITHDRAWN, _("Geri çekildi"), needs_reason=True)
        for source in (S.DRAFT, *IN_REVIEW, S.APPROVED, S.PARTLY)
    ),
    Transition(S.WITHDRAWN, S.DRAFT, _("Yeniden aç"), needs_reason=True),
)

VISITS = StateMachine(
    Transition(VisitState.PLANNED, VisitState.DONE, _("Ziyareti yaz"), tone="primary", asks_more=True),
    Transition(VisitState.PLANNED, VisitState.CANCELLED, _("Ziyareti iptal et"), needs_reason=True),
)
PLANS = StateMachine(
    Transition(PlanState.ACTIVE, PlanState.PAUSED, _("Durdur"), needs_reason=True),
    Transition(PlanState.PAUSED, PlanState.ACTIVE, _("Sürdür"), tone="primary", asks_more=True),
    Transition(PlanState.ACTIVE, PlanState.ENDED, _("Bitir"), needs_reason=True),
    Transition(PlanState.PAUSED, PlanState.ENDED, _("Bitir"), needs_reason=True),
)
AIDS = StateMachine(
    Transition(A.PLANNED, A.READY, _("Hazırla")),
    Transition(A.READY, A.PLANNED, _("Hazırlığı geri al")),
    Transition(A.PLANNED, A.DELIVERED, _("Teslim et"), tone="primary", asks_more=True),
    Transition(A.READY, A.DELIVERED, _("Teslim et"), tone="primary", asks_more=True),
    Transition(A.READY, A.SENT, _("Bankaya gönder")),
    Transition(A.SENT, A.PAID, _("Banka ödedi"), tone="success"),
    Transition(A.SENT, A.FAILED, _("Banka ödeyemedi"), needs_reason=True),
    Transition(A.PAID, A.FAILED, _("Banka geri gönderdi"), needs_reason=True),
    Transition(A.READY, A.FAILED, _("Teslim edilemedi"), needs_reason=True),
    Transition(A.PLANNED, A.CANCELLED, _("İptal et"), needs_reason=True),
    Transition(A.READY, A.CANCELLED, _("İptal et"), needs_reason=True),
    Transition(A.DELIVERED, A.FAILED, _("Teslimi geri al"), needs_reason=True),
)
NOT_GIVEN: Final = (A.FAILED, A.CANCELLED)
GIVEN: Final = (A.SENT, A.PAID, A.DELIVERED)
WAITING: Final = (A.PLANNED, A.READY)

LISTS = StateMachine(
    Transition(L.OPEN, L.LOCKED, _("Kilitle"), tone="primary"),
    Transition(L.LOCKED, L.OPEN, _("Kilidi aç"), needs_reason=True),
    Transition(L.LOCKED, L.RELEASED, _("Ödemeye çıkar"), tone="success", asks_more=True),
    Transition(L.RELEASED, L.CLOSED, _("Kapat"), tone="primary"),
    Transition(L.OPEN, L.CANCELLED, _("İptal et"), needs_reason=True),
    Transition(L.LOCKED, L.CANCELLED, _("İptal et"), needs_reason=True),
)
