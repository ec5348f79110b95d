"""Telling people of donations: called last by what happened, in its transaction.

Whoever may decide is told that somebody waits for it, whoever recorded a donation what became of it. Amounts and names
of donors are read in the panel.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kafkasder.core.days import today
from notifications.services import Words, mark_read_about, notify

from .. import gift_kinds as kinds
from ..models import Donation
from ..references import DONATION

SOON = timedelta(days=3)


def tell_waiting(donation: Donation, by: Any) -> None:
    """Tell all who may approve, but whoever recorded it."""

    def words() -> Words:
        told = {"donation": donation, "method": donation.get_method_display()}
        return Words(_("Onay bekliyor: %(donation)s, %(method)s") % told)

    people: Any = get_user_model()._default_manager
    approvers = people.active().with_verb("donations.approve_donations")
    notify(kind=kinds.WAITING, to=approvers, words=words, about=donation, by=by)


def tell_decided(donation: Donation, by: Any) -> None:
    """Tell who recorded a donation that somebody else approved or ended it; nobody waits for a decision any more."""
    if by is not None:
        mark_read_about(kind=DONATION, pk=donation.pk, by=by)
    if donation.created_by is None:
        return

    def words() -> Words:
        told = {"donation": donation, "state": donation.get_state_display()}
        return Words(_("%(donation)s: durum artık “%(state)s”") % told, donation.state_reason)

    notify(kind=kinds.DECIDED, to=[donation.created_by], words=words, about=donation, by=by)


def remind_of_cheques() -> int:
    """Remind of cheques that are due within three days, and of overdue ones; return how many people were told anew."""
    waiting = Donation.objects.cheques_waiting().select_related("created_by").order_by("due_on", "pk")
    now = today()
    told = 0
    for donation in waiting.filter(due_on__lt=now):
        told += _remind(donation, kinds.CHEQUE_OVERDUE, lambda: _("Vadesi geçti: %(donation)s, çek %(number)s"))
    for donation in waiting.filter(due_on__range=(now, now + SOON)):
        told += _remind(donation, kinds.CHEQUE_DUE, lambda: _("Vadesi geliyor: %(donation)s, çek %(number)s"))
    return told


def _remind(donation: Donation, kind: str, title: Callable[[], str]) -> int:
    """Tell those who keep donations, once for each day on which a cheque falls due."""

    def words() -> Words:
        assert donation.due_on is not None
        day = date_format(donation.due_on, "j F Y")
        told = {"donation": donation, "number": donation.cheque_number}
        return Words(title() % told, _("Vade: %(day)s") % {"day": day})

    people: Any = get_user_model()._default_manager
    keepers = people.active().with_verb("donations.refund_donations")
    cause = f"{donation.pk} {donation.due_on}"
    return notify(kind=kind, to=keepers, words=words, about=donation, cause=cause)
