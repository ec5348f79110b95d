"""What the database itself demands of donors."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kafkasder.core.sql import PlainEach, TurkishRepeats
from tasks.tags import MOST_TAGS

from ..choices import ORGANISATIONS, REACHED_BY, Channel, DonorKind
from ..states import DonorState

_ANONYMOUS = Q(kind=DonorKind.ANONYMOUS)
_NOTHING_PERSONAL = Q(
    name="",
    number_index__isnull=True,
    contact_name="",
    phone="",
    email="",
    province__isnull=True,
    district="",
    address="",
    notes="",
    consents=[],
)


def _consent_rule(channel: Channel, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~Q(consents__contains=[channel]) | ~Q(**{REACHED_BY[channel]: ""}),
        name=f"donor_{channel}_consent_has_{name}",
        violation_error_message=_("Bu kanala izin verilmiş; bilgisini silmek için önce izni geri çekin."),
    )


DONOR_RULES = [
    models.CheckConstraint(condition=Q(kind__in=DonorKind.values), name="donor_kind_known"),
    models.CheckConstraint(condition=Q(state__in=DonorState.values), name="donor_state_known"),
    models.CheckConstraint(
        condition=_ANONYMOUS | ~Q(name=""),
        name="donor_named",
        violation_error_message=_("Adını ya da unvanını yazın."),
    ),
    models.CheckConstraint(
        condition=~_ANONYMOUS | _NOTHING_PERSONAL,
        name="donor_anonymous_is_blank",
        violation_error_message=_("İsmini vermek istemeyen bağışçının hiçbir kişisel bilgisi tutulmaz."),
    ),
    models.UniqueConstraint(
        fields=["kind"],
        condition=_ANONYMOUS,
        name="donor_anonymous_once",
        violation_error_message=_("İsmini vermek istemeyenler için bir kayıt zaten var."),
    ),
    models.UniqueConstraint(
        fields=["number_index"],
        condition=Q(state=DonorState.ACTIVE),
        name="donor_number_unique",
        violation_error_message=_("Bu numarayla kayıtlı bir bağışçı var."),
    ),
    models.CheckConstraint(
        condition=Q(number__isnull=True, number_index__isnull=True)
        | Q(number__isnull=False, number_index__isnull=False),
        name="donor_number_indexed",
    ),
    models.CheckConstraint(
        condition=Q(contact_name="") | Q(kind__in=ORGANISATIONS),
        name="donor_contact_of_organisation",
        violation_error_message=_("İlgili kişi yalnız kurumlar için yazılır."),
    ),
    models.CheckConstraint(
        condition=Q(province__isnull=True) | Q(province__gte=1, province__lte=81), name="donor_province_known"
    ),
    models.CheckConstraint(
        condition=Q(district="") | Q(province__isnull=False),
        name="donor_district_needs_province",
        violation_error_message=_("İlçe seçildiyse ili de seçin."),
    ),
    models.CheckConstraint(
        condition=Q(labels__len__lte=MOST_TAGS),
        name="donor_labels_few",
        violation_error_message=_("En çok 10 etiket verilebilir."),
    ),
    models.CheckConstraint(
        condition=~Q(TurkishRepeats("labels")),
        name="donor_labels_distinct",
        violation_error_message=_("Aynı etiket iki kez verilemez."),
    ),
    models.CheckConstraint(
        condition=Q(PlainEach("labels")),
        name="donor_labels_plain",
        violation_error_message=_("Etiketlerde harf, rakam, boşluk, - ve _ kullanılabilir."),
    ),
    models.CheckConstraint(condition=Q(consents__contained_by=Channel.values), name="donor_consents_known"),
    _consent_rule(Channel.PHONE, "phone"),
    _consent_rule(Channel.SMS, "phone"),
    _consent_rule(Channel.WHATSAPP, "phone"),
    _consent_rule(Channel.EMAIL, "email"),
    _consent_rule(Channel.POST, "address"),
    models.CheckConstraint(
        condition=Q(state=DonorState.ACTIVE) | ~Q(state_reason=""), name="donor_archived_for_reason"
    ),
    models.CheckConstraint(
        condition=Q(destroyed_at__isnull=True)
        | Q(
            state=DonorState.ARCHIVED,
            number_index__isnull=True,
            contact_name="",
            phone="",
            email="",
            address="",
            notes="",
            consents=[],
        ),
        name="donor_destroyed_is_blank",
    ),
]
