"""What people are told of about aid."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kafkasder.core.references import Card
from notifications import kinds
from notifications.kinds import PANEL_ONLY, Category, Kind

from .querysets import VIEW, VIEW_PAYMENTS

REVIEW, COMMITTEE, DECIDED, LATE = "aid.review", "aid.committee", "aid.decided", "aid.late"
VISIT, VISIT_WRITTEN = "aid.visit", "aid.visit_written"
LIST_WAITS, LIST_RELEASED = "aid.list_waits", "aid.list_released"
ASSIGNED = "aid.assigned"
STAGE = "stage"
"""To which stage many applications came by one decision."""
WHOSE, MINE, NOBODYS = "whose", "me", "none"
"""Whose late applications a notification of many tells of, as the list's filter writes it."""
LIST_ORDERED = "aid.list_ordered"
CATEGORY = "aid"


def _mine(row: Any) -> Card:
    """Return the card of the open applications for which whoever looks at it is responsible."""
    url = f"{reverse('aid:application_list')}?assigned=me&open=open"
    return Card(str(_("Bana verilen açık başvurular")), url, label=_("Yardım başvuruları"), icon="aid")


def _decided(row: Any) -> Card:
    """Return the card of the applications of the stage to which many came by one decision."""
    url = f"{reverse('aid:application_list')}?stage={row.metadata.get(STAGE, '')}"
    return Card(str(_("Karar verilen başvurular")), url, label=_("Yardım başvuruları"), icon="aid")


def _late(row: Any) -> Card:
    """Return the card of the late applications of which somebody was told at once."""
    whose = row.metadata.get(WHOSE, MINE)
    url = f"{reverse('aid:application_list')}?assigned={whose}&late=late&open=open"
    return Card(str(_("Geciken başvurular")), url, label=_("Yardım başvuruları"), icon="aid")


def register() -> None:
    kinds.register_categories(Category(key=CATEGORY, label=_("Yardım"), icon="heart", verb=VIEW, order=22))
    kinds.register(
        Kind(
            key=REVIEW,
            category=CATEGORY,
            label=_("Bir başvuru inceleme bekliyor"),
            why=_("Başvuruları inceleme yetkiniz var."),
            verb="aid.review_applications",
            order=210,
        ),
        Kind(
            key=COMMITTEE,
            category=CATEGORY,
            label=_("Bir başvuru komisyonda"),
            why=_("Yardım komisyonunda oy veriyorsunuz."),
            verb="aid.vote_aid",
            order=220,
        ),
        Kind(
            key=DECIDED,
            category=CATEGORY,
            label=_("Kaydettiğim başvuruya karar verildi"),
            why=_("Bu başvuruyu siz kaydettiniz ya da sorumlusu sizsiniz."),
            channels=PANEL_ONLY,
            verb=VIEW,
            order=230,
            leads_to=_decided,
        ),
        Kind(
            key=ASSIGNED,
            category=CATEGORY,
            label=_("Bana başvuru verildi"),
            why=_("Bu başvuruların sorumlusu sizsiniz."),
            verb=VIEW,
            order=205,
            leads_to=_mine,
        ),
        Kind(
            key=LATE,
            category=CATEGORY,
            label=_("Bir başvuru aşamasında gecikti"),
            why=_("Başvurunun sorumlusu sizsiniz ya da başvuruları inceliyorsunuz."),
            verb=VIEW,
            order=240,
            leads_to=_late,
        ),
        Kind(
            key=VISIT,
            category=CATEGORY,
            label=_("Bir hane ziyareti yapacağım"),
            why=_("Ziyareti yapacak kişi sizsiniz."),
            verb=VIEW,
            order=250,
        ),
        Kind(
            key=VISIT_WRITTEN,
            category=CATEGORY,
            label=_("Bir hane ziyareti yazıldı"),
            why=_("Ziyareti siz istediniz."),
            channels=PANEL_ONLY,
            verb=VIEW,
            order=260,
        ),
        Kind(
            key=LIST_WAITS,
            category=CATEGORY,
            label=_("Bir ödeme listesi onay bekliyor"),
            why=_("Başkasının hazırladığı ödeme listesini onaylama yetkiniz var."),
            escalate_after=timedelta(days=2),
            verb="aid.release_payments",
            order=270,
        ),
        Kind(
            key=LIST_RELEASED,
            category=CATEGORY,
            label=_("Hazırladığım ödeme listesi ödemeye çıktı"),
            why=_("Bu listeyi siz hazırladınız."),
            channels=PANEL_ONLY,
            verb=VIEW_PAYMENTS,
            order=280,
        ),
        Kind(
            key=LIST_ORDERED,
            category=CATEGORY,
            label=_("Ödemeye çıkardığım büyük liste sonuçlandı"),
            why=_("Bu listenin ödemeye çıkarılmasını siz istediniz."),
            channels=PANEL_ONLY,
            verb=VIEW_PAYMENTS,
            order=290,
        ),
    )
