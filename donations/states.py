"""The states of the room's rows, and the ways between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kafkasder.core.states import StateMachine, Transition

from .choices import ChequeState


class DonorState(models.TextChoices):
    ACTIVE = "active", _("Aktif")
    ARCHIVED = "archived", _("Arşiv")


class DonationState(models.TextChoices):
    """A completed donation has been taken in, and is in the ledger."""

    PENDING = "pending", _("Beklemede")
    APPROVED = "approved", _("Onaylandı")
    COMPLETED = "completed", _("Tahsil edildi")
    CANCELLED = "cancelled", _("İptal edildi")
    REJECTED = "rejected", _("Reddedildi")
    REFUNDED = "refunded", _("İade edildi")


class BookState(models.TextChoices):
    """Where a receipt book is."""

    IN_STOCK = "in_stock", _("Depoda")
    DELIVERED = "delivered", _("Görevlide")
    RETURNED = "returned", _("Geri alındı")
    CLOSED = "closed", _("Kapandı")


class ReceiptState(models.TextChoices):
    ISSUED = "issued", _("Kesildi")
    VOID = "void", _("İptal")


class BatchState(models.TextChoices):
    OPEN = "open", _("Giriliyor")
    CLOSED = "closed", _("Tamamlandı")


class CampaignState(models.TextChoices):
    PLANNED = "planned", _("Planlandı")
    RUNNING = "running", _("Sürüyor")
    CLOSED = "closed", _("Kapandı")
    CANCELLED = "cancelled", _("İptal edildi")


D, C, G, Q = DonorState, CampaignState, DonationState, ChequeState
B, R = BookState, ReceiptState

DONOR_STATES = StateMachine(
    Transition(D.ACTIVE, D.ARCHIVED, _("Arşivle"), needs_reason=True),
    Transition(D.ARCHIVED, D.ACTIVE, _("Arşivden çıkar")),
)
CAMPAIGN_STATES = StateMachine(
    Transition(C.PLANNED, C.RUNNING, _("Başlat"), tone="success"),
    Transition(C.PLANNED, C.CANCELLED, _("İptal et"), needs_reason=True),
    Transition(C.RUNNING, C.CLOSED, _("Kapat"), tone="primary"),
    Transition(C.RUNNING, C.CANCELLED, _("İptal et"), needs_reason=True),
    Transition(C.CLOSED, C.RUNNING, _("Yeniden başlat"), needs_reason=True),
    Transition(C.CANCELLED, C.PLANNED, _("Yeniden planla"), needs_reason=True),
)
OVER = (C.CLOSED, C.CANCELLED)

DONATION_STATES = StateMachine(
    Transition(G.PENDING, G.APPROVED, _("Onayla"), tone="success"),
    Transition(G.PENDING, G.REJECTED, _("Reddet"), needs_reason=True),
    Transition(G.PENDING, G.COMPLETED, _("Tahsil edildi"), tone="success", asks_more=True),
    Transition(G.APPROVED, G.COMPLETED, _("Tahsil edildi"), tone="success", asks_more=True),
    Transition(G.PENDING, G.CANCELLED, _("İptal et"), needs_reason=True),
    Transition(G.APPROVED, G.CANCELLED, _("İptal et"), needs_reason=True),
    Transition(G.COMPLETED, G.REFUNDED, _("İade et"), needs_reason=True, asks_more=True),
    Transition(G.COMPLETED, G.CANCELLED, _("Yanlış kaydı iptal et"), needs_reason=True),
)

BOOK_STATES = StateMachine(
    Transition(B.IN_STOCK, B.DELIVERED, _("Teslim et"), tone="primary", asks_more=True),
    Transition(B.RETURNED, B.DELIVERED, _("Teslim et"), tone="primary", asks_more=True),
    Transition(B.DELIVERED, B.RETURNED, _("Geri al"), tone="primary", asks_more=True),
    Transition(B.RETURNED, B.IN_STOCK, _("Depoya koy")),
    Transition(B.IN_STOCK, B.CLOSED, _("Cildi kapat"), asks_more=True),
    Transition(B.RETURNED, B.CLOSED, _("Cildi kapat"), asks_more=True),
)
RECEIPT_STATES = StateMachine(Transition(R.ISSUED, R.VOID, _("İptal et"), needs_reason=True))
WAITING = (G.PENDING, G.APPROVED)
ENDED = (G.CANCELLED, G.REJECTED)
TAKEN_IN = (G.COMPLETED, G.REFUNDED)

# Only a cheque that somebody else approved goes to the bank; what its bank says takes the donation in, or ends it.
CHEQUE_STATES = StateMachine(
    Transition(Q.HELD, Q.PRESENTED, _("Bankaya verildi"), tone="primary"),
    Transition(Q.PRESENTED, Q.CLEARED, _("Ödendi"), tone="success", asks_more=True),
    Transition(Q.PRESENTED, Q.HELD, _("Bankadan geri alındı"), needs_reason=True),
    Transition(Q.PRESENTED, Q.DISHONOURED, _("Karşılıksız çıktı"), needs_reason=True),
)
