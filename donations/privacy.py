"""What the room tells the personal data law: its donors, all that is kept about them, and for how long."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from finance.privacy import forget_counterparties
from kafkasder.core.identifiers import format_phone, mask_identity_number, mask_phone
from kafkasder.core.lists import List
from notifications.services import forget_about
from privacy.forgotten import FORGOTTEN
from privacy.models import Audience
from privacy.retention import KINDS, RetentionKind, Traces
from privacy.subjects import SUBJECTS, Section, Subject, keys_in
from tasks.privacy import closed_about

from . import policy
from .choices import DonorKind
from .gift_privacy import forget_gifts, gifts_of, trail_of_gifts
from .models import Consent, Donor
from .privacy_receipts import forget_payer, receipts_told
from .references import DONATION, DONOR
from .states import DonorState
from .timeline import consent_words

_TEN_YEARS = 120


def register() -> None:
    SUBJECTS.add(
        Subject(
            key=DONOR,
            label=_("Bağışçı"),
            plural=_("Bağışçılar"),
            audience=Audience.DONOR,
            model=Donor,
            name="name",
            order_by="name_key",
            visible_to=lambda viewer: Donor.objects.visible_to(viewer).exclude(kind=DonorKind.ANONYMOUS),
            search=lambda rows, text: rows.search(text),
            concerned=lambda rows: rows.filter(state=DonorState.ACTIVE, kind=DonorKind.INDIVIDUAL),
            sections=tell_about,
            trail=trail_of,
            seen_in=lambda entries: keys_in(entries, Donor),
            listing=_list_of_donors,
            phone="phone",
            email="email",
            detail=lambda donor: str(donor.get_kind_display()),
            verb="donations.view_donors",
            order=20,
        )
    )
    KINDS.add(
        RetentionKind(
            key=DONOR,
            label=_("Arşivdeki bağışçılar"),
            months=_TEN_YEARS,
            basis=_("Arşivlendikten sonra 10 yıl: belgelerin ve izinlerin ispatı (önerilen; kararla değiştirin)"),
            model=Donor,
            name="name",
            due=_due,
            forget=forget,
            along=closed_about,
            order=30,
        )
    )


def _list_of_donors() -> List:
    from .lists import DONORS

    return DONORS


def trail_of(donor: Donor) -> dict[str, list[str]]:
    """Return the tables and keys under which the audit trail tells of a donor alone."""
    consents = [str(key) for key in donor.consent_history.values_list("pk", flat=True)]
    own = {Donor._meta.db_table: [str(donor.pk)], Consent._meta.db_table: consents}
    return own | trail_of_gifts(donor)


def tell_about(donor: Donor, viewer: Any) -> Iterator[Section]:
    """Tell all that is kept about a donor; what pages mask in clear only for who may see it so."""
    clear = policy.can_reveal(viewer, donor).allowed
    yield Section(
        _("Kimlik ve iletişim"),
        [
            (_("Tür"), donor.get_kind_display()),
            (_("Ad soyad / unvan"), donor.name),
            (_("T.C. kimlik no / vergi no"), donor.number if clear else mask_identity_number(donor.number)),
            (_("İlgili kişi"), donor.contact_name),
            (_("Telefon"), format_phone(donor.phone) if clear else mask_phone(donor.phone)),
            (_("E-posta"), donor.email),
            (_("İl, ilçe"), donor.place),
            (_("Açık adres"), donor.address),
        ],
    )
    yield Section(
        _("Bağışçı kaydı"),
        [
            (_("Etiketler"), ", ".join(donor.labels)),
            (_("Notlar"), donor.notes),
            (_("Durum"), donor.get_state_display()),
            (_("Durum nedeni"), donor.state_reason),
            (pgettext_lazy("day of registration", "Kayıt"), donor.created_at),
            (_("Son değişiklik"), donor.updated_at),
        ],
    )
    yield Section(_("İletişim izinleri"), [_line(consent) for consent in donor.consent_history.order_by("at", "pk")])
    yield Section(_("Makbuzlar"), receipts_told(donor))
    yield from gifts_of(donor, clear=clear)


def _line(consent: Consent) -> tuple[str, str]:
    told = (consent_words(consent), str(consent.get_way_display()), consent.note)
    return consent.at.isoformat(timespec="seconds"), " · ".join(filter(None, told))


def _due(before: datetime) -> QuerySet[Any]:
    return Donor.objects.filter(state=DonorState.ARCHIVED, updated_at__lt=before, destroyed_at__isnull=True)


def forget(donor: Donor) -> Traces:
    """Take out of a donor what tells who it was; kind, province and district stay."""
    gifts = [*donor.donations.values_list("pk", flat=True)]
    traces = trail_of(donor) | forget_counterparties(source=DONATION, keys=gifts) | forget_payer(donor)
    donor.consent_history.exclude(note="").update(note="")
    forget_gifts(donor)
    donor.name = donor.state_reason = FORGOTTEN
    donor.number = donor.contact_name = donor.phone = donor.email = donor.address = donor.notes = ""
    donor.labels, donor.consents = [], []
    donor.state = DonorState.ARCHIVED  # also where a backup brought it back in another state
    donor.destroyed_at = donor.destroyed_at or timezone.now()
    donor.save()
    forget_about(kind=DONOR, pk=donor.pk)
    return traces
