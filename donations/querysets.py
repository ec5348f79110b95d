"""Reading the room's rows: who sees them, and how they are found."""

import re
from typing import Any, Final, Self

from django.db.models import F, Q, QuerySet

from finance.choices import PaymentMethod
from kafkasder.core.crypto import blind_indexes
from kafkasder.core.finding import by_phone, found_by_any
from kafkasder.core.identifiers import is_taxpayer_number
from kafkasder.core.sight import SightQuerySet
from kafkasder.core.sql import prefix_query
from kafkasder.core.text import fold

from .choices import ChequeState
from .states import OVER, TAKEN_IN, WAITING, BookState, DonationState, DonorState, ReceiptState

NUMBER_PURPOSE = "taxpayer"
VIEW_DONORS: Final = "donations.view_donors"
"""Whoever lacks this verb reads no donor's name with a gift, and finds by none."""
BY_HAND: Final = (PaymentMethod.CASH, PaymentMethod.IN_KIND)
"""The ways of giving that a receipt proves; the bank's slip proves all others."""


class DonorQuerySet(SightQuerySet):
    """Donors."""

    def visible_to(self, viewer: Any) -> Self:
        if not viewer.has_perm(VIEW_DONORS):
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


class DonationQuerySet(SightQuerySet):
    """Donations; the names of those who gave them find for those alone who may read them."""

    def waiting(self) -> Self:
        """Those whose money is still to come, or that somebody has to look at first."""
        return self.filter(state__in=WAITING)

    def to_approve(self) -> Self:
        """Those that wait for a second pair of eyes."""
        return self.filter(state=DonationState.PENDING, method__in=["cheque", "in_kind"])

    def cheques_waiting(self) -> Self:
        """Cheques in the drawer or at the bank."""
        return self.waiting().filter(cheque_state__in=[ChequeState.HELD, ChequeState.PRESENTED])

    def visible_to(self, viewer: Any) -> Self:
        if not viewer.has_perm("donations.view_donations"):
            return self.none()
        return self.finding_by_parts(viewer.has_perm(VIEW_DONORS))

    def taken_in(self) -> Self:
        """Those whose money came in, also if it went back since."""
        return self.filter(state__in=TAKEN_IN)

    def without_receipt(self) -> Self:
        """Those that were taken in by hand and have no receipt yet."""
        waiting = self.filter(state=DonationState.COMPLETED, method__in=BY_HAND, derbis_number="")
        return waiting.exclude(receipts__state=ReceiptState.ISSUED)

    def search(self, text: str) -> Self:
        """Donations by number, by the words of purpose, tribute, reference, cheque number or of the donor's name."""
        text = text.strip()
        if not text:
            return self
        branches: list[QuerySet[Any]] = []
        if text.isdecimal() and len(text) < 16:
            branches.append(self.filter(pk=int(text)))
        if query := prefix_query(text):
            branches.append(self.filter(words=query))
            if self.parts_find:
                branches.append(self.filter(donor__words=query))
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

    def in_use(self) -> Self:
        """Those whose leaves may be written on now."""
        usable = [BookState.IN_STOCK, BookState.DELIVERED]
        return self.filter(state__in=usable, next_number__lte=F("last"))

    def search(self, text: str) -> Self:
        """Books that hold the number of a receipt (`A-0000012`), or are with somebody whose name begins so."""
        text = text.strip()
        if not text:
            return self
        if found := _read_receipt(text):
            series, number = found
            return self.filter(first__lte=number, last__gte=number, **({"series": series} if series else {}))
        query = prefix_query(text)
        return self.filter(holder__words=query) if query else self.none()


class AuthorizationQuerySet(QuerySet[Any]):
    """Authorisations to collect."""

    def visible_to(self, viewer: Any) -> Self:
        return self if viewer.has_perm("donations.view_receipts") else self.none()

    def search(self, text: str) -> Self:
        """Those of somebody whose name begins so, or of a decision."""
        text = text.strip()
        if not text:
            return self
        query = prefix_query(text)
        found = Q(decision__startswith=text)
        return self.filter(found | Q(person__words=query) if query else found)


class ReceiptQuerySet(QuerySet[Any]):
    """Receipts."""

    def visible_to(self, viewer: Any) -> Self:
        return self if viewer.has_perm("donations.view_receipts") else self.none()

    def issued(self) -> Self:
        return self.filter(state=ReceiptState.ISSUED)

    def search(self, text: str) -> Self:
        """Receipts by number (`A-0000012`, `12`), by code, or of donors whose name begins so."""
        text = text.strip()
        if not text:
            return self
        if found := _read_receipt(text):
            series, number = found
            return self.filter(number=number, **({"series": series} if series else {}))
        branches: list[QuerySet[Any]] = [self.filter(code=text.replace(" ", "").upper())]
        if query := prefix_query(text):
            branches.append(self.filter(donation__donor__words=query))
        return found_by_any(self, branches)


_RECEIPT = re.compile(r"([A-Za-z])?[- ]?([0-9]{1,7})", re.ASCII)


def _read_receipt(text: str) -> tuple[str, int] | None:
    """Return series and number of a receipt that somebody typed; no series if they typed none."""
    read = _RECEIPT.fullmatch(text)
    return ((read[1] or "").upper(), int(read[2])) if read else None
