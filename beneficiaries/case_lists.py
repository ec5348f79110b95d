"""The lists of documents, consents and referrals of all households: what ends soon, what waits for an answer."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.lists import Choice, Column, DateRange, Flag, List

from .case_choices import ConsentPurpose, PaperKind, ReferralKind
from .models import Paper, PersonConsent, Referral
from .states import OPEN_REFERRALS, ReferralState
from .templatetags.registry import consent_tag, expiry_tag, referral_tag

SOON = timedelta(days=30)
_ENDS = [("over", _("Süresi doldu")), ("soon", _("30 gün içinde doluyor"))]


def _ending(values: list[str]) -> Q:
    now = today()
    over = Q(expires_on__lt=now) if "over" in values else Q(pk__in=[])
    return over | (Q(expires_on__range=(now, now + SOON)) if "soon" in values else Q(pk__in=[]))


def _late(now: Any = None) -> Q:
    return Q(state__in=OPEN_REFERRALS, answer_by__lt=now or today())


def _household_link(row: Any) -> SafeString:
    return format_html('<a href="{}">{}</a>', row.household.get_absolute_url(), row.household)


def _labels(choices: Any, field: str) -> Any:
    labels = dict(choices.choices)
    return lambda row: str(labels.get(getattr(row, field), ""))


PAPERS = List(
    key="belgeler",
    label=_("Belgeler"),
    rows=lambda viewer: Paper.objects.visible_to(viewer),
    prepare=lambda rows: rows.select_related("household", "person"),
    nothing=_("Belgeler hanelerin sayfasından eklenir."),
    sort="-created",
    columns=[
        Column("paper", _("Belge"), str),
        Column("kind", _("Tür"), _labels(PaperKind, "kind")),
        Column("household", _("Hane"), "household.file_number", draw=_household_link),
        Column("person", _("Kişi"), lambda row: str(row.person or "")),
        Column(
            "expires",
            _("Geçerlilik sonu"),
            "expires_on",
            draw=lambda row: expiry_tag(row.expires_on),
            sort="expires_on",
            sort_nulls=True,
        ),
        Column("created", _("Eklenme"), "created_at", sort="created_at", descending_first=True),
    ],
    filters=[
        Choice("ends", _("Geçerlilik"), choices=_ENDS, condition=_ending),
        Choice("kind", _("Tür"), choices=PaperKind, lookup="kind__in"),
        DateRange("created", _("Eklenme"), field="created_at"),
    ],
)

CONSENTS = List(
    key="rizalar",
    label=_("Açık rızalar"),
    rows=lambda viewer: PersonConsent.objects.visible_to(viewer),
    prepare=lambda rows: rows.select_related("person__household"),
    nothing=_("Rızalar kişilerin sayfasından kaydedilir."),
    sort="-given",
    columns=[
        Column("person", _("Kişi"), lambda row: str(row.person)),
        Column("purpose", _("Amaç"), _labels(ConsentPurpose, "purpose")),
        Column("state", _("Durum"), lambda row: str(row.state.label), draw=consent_tag),
        Column("given", _("Verildiği gün"), "given_on", sort="given_on", descending_first=True),
        Column(
            "expires",
            _("Geçerlilik sonu"),
            "expires_on",
            draw=lambda row: expiry_tag(row.expires_on),
            sort="expires_on",
            sort_nulls=True,
        ),
        Column("withdrawn", _("Geri çekildiği gün"), "withdrawn_on"),
    ],
    filters=[
        Choice("ends", _("Geçerlilik"), choices=_ENDS, condition=lambda values: _ending(values) & _standing()),
        Flag("withdrawn", _("Geri çekilmiş"), condition=Q(withdrawn_on__isnull=False)),
        Choice("purpose", _("Amaç"), choices=ConsentPurpose, lookup="purpose__in"),
    ],
)


def _standing() -> Q:
    return Q(withdrawn_on__isnull=True)


REFERRALS = List(
    key="yonlendirmeler",
    label=_("Kurum yönlendirmeleri"),
    rows=lambda viewer: Referral.objects.visible_to(viewer),
    prepare=lambda rows: rows.select_related("household", "person"),
    nothing=_("Yönlendirmeler kişilerin sayfasından açılır."),
    sort="-sent",
    columns=[
        Column("person", _("Kişi"), lambda row: str(row.person)),
        Column("institution", _("Kurum"), "institution"),
        Column("kind", _("Konu"), _labels(ReferralKind, "kind")),
        Column("household", _("Hane"), "household.file_number", draw=_household_link),
        Column("state", _("Durum"), _labels(ReferralState, "state"), draw=referral_tag),
        Column("sent", _("Yönlendirildiği gün"), "sent_on", sort="sent_on", descending_first=True),
        Column("answer_by", _("Yanıt beklenen gün"), "answer_by", sort="answer_by", sort_nulls=True),
    ],
    filters=[
        Choice("state", _("Durum"), choices=ReferralState, lookup="state__in"),
        Choice("late", _("Yanıt"), choices=[("1", _("Geciken yanıtlar"))], condition=lambda values: _late()),
        Choice("kind", _("Konu"), choices=ReferralKind, lookup="kind__in"),
    ],
)
