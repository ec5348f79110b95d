"""Reading the room's rows: who sees them, and how they are found."""

from typing import Any, Self

from django.db.models import QuerySet

from kafkasder.core.crypto import blind_indexes
from kafkasder.core.finding import by_phone, found_by_any
from kafkasder.core.identifiers import is_taxpayer_number
from kafkasder.core.sight import SightQuerySet
from kafkasder.core.sql import prefix_query
from kafkasder.core.text import fold

from .states import OVER, DonationState, DonorState, ReceiptState

NUMBER_PURPOSE = "taxpayer"


class DonorQuerySet(SightQuerySet):
    """Donors."""

    def visible_to(self, viewer: Any) -> Self:
        if not viewer.has_perm("donations.view_donors"):
            return self.none()
        return self.finding_by_parts(viewer.has_perm("donations.reveal_donor_identity"))

    def active(self) -> Self:
        """All but archived ones: those among which a number is unique."""
        return self.filter(state=DonorState.ACTIVE)

    def with_number(self, digits: str) -> Self:
        return self.filter(number_index__in=blind_indexes(digits, NUMBER_PURPOSE))

    def labelled(self, label: str) -> Self:
        """Keep those with a label, however its letters are written."""
        return self.filter(label_keys__contains=[fold(label.strip())])

    def search(self, text: str) -> Self:
        """Donors whose name or contact begins with the words of `text`, or whose number, phone, e-mail or label it is.

        A tax number may look like a phone number, so both are asked for.
        """
        text = text.strip()
        if not text:
            return self
        branches: list[QuerySet[Any]] = by_phone(self, text)
        if is_taxpayer_number(text):
            branches.append(self.with_number(text))
        elif "@" in text:
            branches.append(self.filter(email=text.lower()))
        elif query := prefix_query(text):
            branches += [self.filter(words=query), self.labelled(text)]
        return found_by_any(self, branches) if branches else self.none()


class CampaignQuerySet(QuerySet[Any]):
    """Campaigns."""

    def visible_to(self, viewer: Any) -> Self:
        return self if viewer.has_perm("donations.view_campaigns") else self.none()

    def open(self) -> Self:
        """Those that run, or will."""
        return self.exclude(state__in=OVER)

    def search(self, text: str) -> Self:
        """Campaigns with the words of `text` in name or purpose, or whose code it begins."""
        text = text.strip()
        if not text:
            return self
        branches: list[QuerySet[Any]] = [self.filter(code__startswith=fold(text).replace(" ", "-"))]
        if query := prefix_query(text):
            branches.append(self.filter(words=query))
        return found_by_any(self, branches)


class DonationQuerySet(QuerySet[Any]):
    """Donations."""

    def visible_to(self, viewer: Any) -> Self:
        return self if viewer.has_perm("donations.view_donations") else self.none()

    def taken_in(self) -> Self:
        """Those whose money came in, also if it went back since."""
        return self.filter(state__in=[DonationState.COMPLETED, DonationState.REFUNDED])

    def search(self, text: str) -> Self:
        """Donations by number, by the words of the donor's name, of purpose, tribute, reference or cheque number."""
        text = text.strip()
        if not text:
            return self
        branches: list[QuerySet[Any]] = []
        if text.isdecimal() and len(text) < 16:
            branches.append(self.filter(pk=int(text)))
        if query := prefix_query(text):
            branches += [self.filter(words=query), self.filter(donor__words=query)]
        return found_by_any(self, branches) if branches else self.none()


class _SeenWithGifts(QuerySet[Any]):
    """Rows that all see who see donations."""

    def visible_to(self, viewer: Any) -> Self:
        return self if viewer.has_perm("donations.view_donations") else self.none()


class BatchQuerySet(_SeenWithGifts):
    """Piles of gifts that are typed in together."""

    def search(self, text: str) -> Self:
        return self.filter(name__icontains=text.strip()) if text.strip() else self


class SettlementQuerySet(_SeenWithGifts):
    """What operators paid out."""

    def search(self, text: str) -> Self:
        return self.filter(document_number__istartswith=text.strip()) if text.strip() else self


class BookQuerySet(QuerySet[Any]):
    """Receipt books."""

    def visible_to(self, viewer: Any) -> Self:
        return self if viewer.has_perm("donations.view_receipts") else self.none()


class ReceiptQuerySet(QuerySet[Any]):
    """Receipts."""

    def visible_to(self, viewer: Any) -> Self:
        return self if viewer.has_perm("donations.view_receipts") else self.none()

    def issued(self) -> Self:
        return self.filter(state=ReceiptState.ISSUED)
