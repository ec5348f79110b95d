"""The room's rows that tasks, notifications and records of money may be about."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core.references import REFERENCES, Card, Reference

from .models import Aid, AidApplication, HomeVisit, PaymentList
from .querysets import VIEW, VIEW_PAYMENTS


def register() -> None:
    REFERENCES.add(
        Reference(
            key="application",
            label=_("Yardım başvurusu"),
            model=AidApplication,
            visible_to=lambda viewer: AidApplication.objects.visible_to(viewer).select_related("household"),
            card=_application_card,
            search=lambda rows, text: rows.search(text).order_by("-applied_on", "-pk"),
            icon="file",
            verb=VIEW,
            order=30,
        )
    )
    REFERENCES.add(
        Reference(
            key="home_visit",
            label=_("Hane ziyareti"),
            model=HomeVisit,
            visible_to=lambda viewer: HomeVisit.objects.visible_to(viewer).select_related("household"),
            card=lambda visit: Card(str(visit), visit.get_absolute_url(), (str(visit.get_state_display()),)),
            icon="home",
            verb=VIEW,
            order=31,
        )
    )
    REFERENCES.add(
        Reference(
            key="aid",
            label=_("Yardım"),
            model=Aid,
            visible_to=lambda viewer: Aid.objects.visible_to(viewer).select_related("household"),
            card=_aid_card,
            icon="heart",
            verb=VIEW,
            order=32,
        )
    )
    REFERENCES.add(
        Reference(
            key="payment_list",
            label=_("Ödeme listesi"),
            model=PaymentList,
            visible_to=PaymentList.objects.visible_to,
            card=lambda row: Card(str(row), row.get_absolute_url(), (str(row.get_state_display()),)),
            icon="list-check",
            verb=VIEW_PAYMENTS,
            order=33,
        )
    )


def _application_card(application: AidApplication) -> Card:
    whose = application.household.file_number if application.household else application.applicant_name
    return Card(application.number, application.get_absolute_url(), (whose, str(application.get_stage_display())))


def _aid_card(aid: Aid) -> Card:
    facts = (aid.household.file_number, f"{aid.period:%m.%Y}", str(aid.get_state_display()))
    return Card(str(aid), aid.get_absolute_url(), facts)
