"""What the board decides here: printing receipts, letting somebody collect, and asking for a permit."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.decided import DECIDABLES, Decidable
from kafkasder.core.locks import lock

from .models import Campaign, CollectorAuthorization, ReceiptBook

BOOK, AUTHORIZATION, PERMIT = "receipt_book", "collector_authorization", "campaign_permit"


def register() -> None:
    DECIDABLES.add(
        Decidable(
            key=BOOK,
            label=_("Alındı belgesi bastırma"),
            model=ReceiptBook,
            verb="donations.manage_receipt_books",
            candidates=lambda viewer: ReceiptBook.objects.visible_to(viewer).order_by("-received_on", "-pk"),
            visible_to=lambda viewer: ReceiptBook.objects.visible_to(viewer),
            settle=_name,
            unsettle=_unname,
            order=20,
        )
    )
    DECIDABLES.add(
        Decidable(
            key=AUTHORIZATION,
            label=_("Tahsil yetkisi"),
            model=CollectorAuthorization,
            verb="donations.manage_receipt_books",
            candidates=lambda viewer: (
                CollectorAuthorization.objects.visible_to(viewer)
                .filter(revoked_on__isnull=True)
                .select_related("person")
                .order_by("-valid_from", "-pk")
            ),
            visible_to=lambda viewer: CollectorAuthorization.objects.visible_to(viewer).select_related("person"),
            settle=_name,  # and nothing takes it out again: an authorization always says what it rests on
            order=30,
        )
    )
    DECIDABLES.add(
        Decidable(
            key=PERMIT,
            label=_("Kampanya ve yardım toplama izni"),
            model=Campaign,
            verb="donations.change_campaigns",
            candidates=lambda viewer: Campaign.objects.visible_to(viewer).open().order_by("-starts_on", "-pk"),
            visible_to=lambda viewer: Campaign.objects.visible_to(viewer),
            order=40,
        )
    )


def _name(row: Any, said: str, by: Any) -> None:
    """Write into a row what it rests on."""
    row = lock(row, by)
    row.decision = said
    row.save(update_fields=["decision"])


def _unname(row: Any, said: str, by: Any) -> None:
    """Take it out again, if it says the same still."""
    row = lock(row, by)
    if row.decision == said:
        row.decision = ""
        row.save(update_fields=["decision"])
