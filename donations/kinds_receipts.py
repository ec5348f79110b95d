"""What people are told of about receipts, books and authorisations to collect."""

from django.utils.translation import gettext_lazy as _

from notifications import kinds
from notifications.kinds import Kind

NEARLY_FULL = "donations.book_nearly_full"
OVERDUE = "donations.handover_overdue"
ENDING = "donations.authorization_ending"

_VERB = "donations.view_receipts"


def register() -> None:
    kinds.register(
        Kind(
            key=NEARLY_FULL,
            category="reminder",
            label=_("Makbuz cildi bitmek üzere"),
            why=_("Makbuz ciltlerini siz yönetiyorsunuz ya da cilt sizde."),
            verb=_VERB,
            order=210,
        ),
        Kind(
            key=OVERDUE,
            category="reminder",
            label=_("Cilt ya da toplanan para zamanında teslim edilmedi"),
            why=_("Teslim süresi geçti; ciltleri siz yönetiyorsunuz ya da teslim edecek kişi sizsiniz."),
            verb=_VERB,
            order=220,
        ),
        Kind(
            key=ENDING,
            category="reminder",
            label=_("Tahsil yetkisi bitiyor"),
            why=_("Yetki 30 gün içinde bitiyor; ciltleri siz yönetiyorsunuz ya da yetki sizin."),
            verb=_VERB,
            order=230,
        ),
    )
