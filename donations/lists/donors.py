"""The lists of donors and campaigns. Links lead into them by address, such as `/bagis/bagiscilar/?consent=sms`."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kafkasder.core.identifiers import format_phone, mask_identity_number, mask_phone
from kafkasder.core.lists import BulkAction, Choice, Column, DateRange, List, Related
from kafkasder.core.lists.filters import Parameters
from tasks.lists import Folded

from ..choices import Channel, DonorKind, province_choices
from ..models import Campaign, Donor
from ..states import OVER, CampaignState, DonorState
from ..sums import with_raised
from ..templatetags.donations import consent_list, consent_marks, gift_state_tag, goal_words, label_marks, raised_words

NO_CONSENT = "none"


def _label(choices: type[TextChoices], field: str) -> Callable[[Any], str]:
    labels = dict(choices.choices)
    return lambda row: str(labels.get(getattr(row, field), ""))


def _created_on(row: Any) -> Any:
    return timezone.localtime(row.created_at).date()


def _by_consent(values: list[str]) -> Q:
    """Those who let any of these channels be used; and with NO_CONSENT those who let none."""
    channels = [value for value in values if value != NO_CONSENT]
    found = Q(consents__overlap=channels) if channels else Q(pk__in=[])
    return found | Q(consents=[]) if NO_CONSENT in values else found


def _minders(given: Parameters) -> Any:
    """Who is responsible for a campaign."""
    busy = Exists(Campaign.objects.filter(responsible=OuterRef("pk")))
    return get_user_model()._default_manager.filter(busy).order_by("name_key", "pk")


DONORS = List(
    key="bagiscilar",
    label=_("Bağışçılar"),
    rows=lambda viewer: Donor.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Ad, unvan, ilgili kişi, numara, telefon, e-posta ya da etiket"),
    nothing=_("İlk bağışçıyı ekleyerek başlayın. Hazır bir tablonuz varsa içe aktarmasını yöneticinizden isteyin."),
    number_help=_("Kimlik ya da vergi numarasını ve telefonu bütün yazın; telefonun son dört hanesi de yeter."),
    export_url="donations:donor_export",
    export_verb="donations.export_donors",
    reveal_verb="donations.reveal_donor_identity",
    bulk=[
        BulkAction("etiket", _("Etiket ekle"), "tag", "donations:donor_bulk"),
        BulkAction("arsiv", _("Arşivle"), "archive", "donations:donor_bulk"),
    ],
    bulk_verb="donations.change_donors",
    sort="name",
    columns=[
        Column("name", _("Ad soyad / unvan"), str, sort="name_key"),
        Column("kind", _("Tür"), _label(DonorKind, "kind"), sort="kind"),
        Column("place", _("İl, ilçe"), "place"),
        Column("consents", _("İzinli kanallar"), consent_list, draw=consent_marks),
        Column("labels", _("Etiketler"), lambda row: ", ".join(row.labels), draw=label_marks),
        Column(
            "created",
            pgettext_lazy("day of registration", "Kayıt"),
            _created_on,
            sort="created_at",
            descending_first=True,
            numeric=True,
        ),
        Column("state", _("Durum"), _label(DonorState, "state"), draw=gift_state_tag, shown=False),
        Column(
            "number",
            _("T.C. kimlik no / vergi no"),
            lambda row: mask_identity_number(row.number),
            reveal=lambda row: row.number,
            shown=False,
        ),
        Column(
            "phone",
            _("Telefon"),
            lambda row: mask_phone(row.phone),
            reveal=lambda row: format_phone(row.phone),
            shown=False,
        ),
        Column("contact", _("İlgili kişi"), "contact_name", shown=False),
        Column("email", _("E-posta"), "email", extra=True),
        Column("address", _("Açık adres"), "address", extra=True),
        Column("state_reason", _("Durum nedeni"), "state_reason", extra=True),
    ],
    filters=[
        Choice(
            "state",
            _("Durum"),
            choices=DonorState,
            lookup="state__in",
            default=Q(state=DonorState.ACTIVE),
            everything=_("Arşiv dahil hepsi"),
        ),
        Choice("kind", _("Tür"), choices=DonorKind, lookup="kind__in"),
        Choice(
            "consent",
            _("İzin"),
            choices=[*Channel.choices, (NO_CONSENT, _("Hiçbir kanala izni yok"))],
            condition=_by_consent,
        ),
        Folded("label", _("Etiket"), compare=lambda word: Q(label_keys__contains=[word])),
        Choice(
            "province",
            _("İl"),
            choices=[(str(plate), name) for plate, name in province_choices()],
            lookup="province__in",
            multiple=False,
        ),
        DateRange("created", _("Kayıt tarihi"), field="created_at"),
    ],
)

CAMPAIGNS = List(
    key="kampanyalar",
    label=_("Kampanyalar"),
    rows=lambda viewer: Campaign.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Ad, amaç ya da kod"),
    prepare=lambda rows: with_raised(rows.select_related("responsible")),
    nothing=_("İlk kampanyayı ekleyerek başlayın."),
    sort="-starts",
    columns=[
        Column("name", _("Kampanya"), "name", sort="name_key"),
        Column("code", _("Kod"), "code", sort="code"),
        Column("state", _("Durum"), _label(CampaignState, "state"), draw=gift_state_tag, sort="state"),
        Column("starts", _("Başlangıç"), "starts_on", sort="starts_on", descending_first=True, numeric=True),
        Column("ends", _("Bitiş"), "ends_on", sort="ends_on", sort_nulls=True, descending_first=True, numeric=True),
        Column("goal", _("Hedef"), goal_words, numeric=True),
        Column("raised", _("Toplanan"), raised_words, numeric=True),
        Column("permit", _("İzin no"), "permit_number", shown=False),
        Column("responsible", _("Sorumlu"), lambda row: str(row.responsible or "")),
    ],
    filters=[
        Choice(
            "state",
            _("Durum"),
            choices=CampaignState,
            lookup="state__in",
            default=~Q(state__in=OVER),
            everything=_("Bitenler dahil hepsi"),
        ),
        Related(
            "responsible",
            _("Sorumlu"),
            field="responsible",
            rows=_minders,
            text="full_name",
            nobody=_("Kimsede değil"),
            mine=_("Benim"),
        ),
        DateRange("starts", _("Başlangıç"), field="starts_on", moments=False),
    ],
)
