"""The lists of the room."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.recording import MASK
from kafkasder.core.identifiers import format_phone, mask_phone
from kafkasder.core.lists import BulkAction, Choice, Column, DateRange, List, Related

from .models import Breach, ConcernedPerson, DataRequest, DestructionProposal, NoticeVersion
from .models.notices import Audience, NoticeLanguage
from .models.requests import RequestChannel, RequestKind
from .querysets import due_soon, late, overdue, uninformed, unnotified
from .states import CLOSED, BreachState, RequestState
from .subjects import SUBJECTS, Subject
from .templatetags.privacy import breach_clock, breach_tag, clock_tag, notice_tag, request_tag, subject_url

CLOCKS: dict[str, Callable[[], Q]] = {
    "open": lambda: ~Q(state__in=CLOSED),
    "late": late,
    "soon": due_soon,
}


def _label(choices: type[TextChoices], field: str) -> Callable[[Any], str]:
    labels = dict(choices.choices)
    return lambda row: str(labels.get(getattr(row, field), ""))


def _by_clock(values: list[str]) -> Q:
    condition = Q(pk__in=[])
    for value in values:
        condition |= CLOCKS[value]()
    return condition


def _days_left(request: DataRequest) -> int | None:
    return request.days_left(timezone.localdate()) if request.is_open else None


def who_asks(request: DataRequest) -> str:
    """Return the applicant, and for whom where that is somebody else."""
    return " · ".join(name for name in (request.subject_name, request.applicant) if name)  # type: ignore[attr-defined]


def _users(given: Any) -> Any:
    return get_user_model()._default_manager.filter(is_active=True).order_by("name_key", "pk")


REQUESTS = List(
    key="basvurular",
    label=_("Başvurular"),
    rows=lambda viewer: DataRequest.objects.all(),
    search=lambda rows, text: rows.search(text),
    search_label=_("Başvuru no ya da başvuran"),
    prepare=lambda rows: rows.with_subject_name().select_related("responsible"),
    sort="due",
    nothing=_("Bir kişi kendi verileri hakkında bir şey isteyince buraya kaydedilir."),
    columns=[
        Column("number", _("Başvuru no"), str, sort="id", descending_first=True),
        Column("who", _("Başvuran"), who_asks),
        Column("kind", _("İstek"), _label(RequestKind, "kind"), sort="kind"),
        Column("received", _("Alındı"), "received_on", sort="received_on", descending_first=True),
        Column("due", _("Son gün"), "due_on", sort="due_on"),
        Column("clock", _("Kalan"), _days_left, draw=clock_tag),
        Column("state", _("Durum"), _label(RequestState, "state"), draw=request_tag, sort="state"),
        Column("responsible", _("Sorumlu"), lambda row: str(row.responsible or "")),
        Column("channel", _("Geliş yolu"), _label(RequestChannel, "channel"), shown=False),
    ],
    filters=[
        Choice(
            "clock",
            _("Süre"),
            choices=[("open", _("Açık")), ("late", _("Gecikmiş")), ("soon", _("7 gün içinde"))],
            condition=_by_clock,
            multiple=False,
        ),
        Choice("state", _("Durum"), choices=RequestState, lookup="state__in"),
        Choice("kind", _("İstek"), choices=RequestKind, lookup="kind__in"),
        Related(
            "responsible",
            _("Sorumlu"),
            field="responsible",
            rows=_users,
            text="full_name",
            nobody=_("Sorumlusu yok"),
            mine=_("Benim"),
        ),
        DateRange("received", _("Alındığı gün"), field="received_on", moments=False),
    ],
)


NOTICES = List(
    key="aydinlatma",
    label=_("Aydınlatma metinleri"),
    rows=lambda viewer: NoticeVersion.objects.all(),
    prepare=lambda rows: rows.with_standing(),
    sort="-from",
    nothing=_("İlk metni yazarak başlayın."),
    columns=[
        Column("audience", _("Kimin için"), _label(Audience, "audience"), sort="audience"),
        Column("language", _("Dil"), _label(NoticeLanguage, "language"), sort="language"),
        Column("number", _("Sürüm"), "number", sort="number", numeric=True),
        Column("from", _("Geçerlilik"), "valid_from", sort="valid_from", descending_first=True),
        Column("standing", _("Durum"), lambda row: "", draw=notice_tag),
        Column("given", _("Verilen kişi"), "given", numeric=True),
    ],
    filters=[
        Choice("audience", _("Kimin için"), choices=Audience, lookup="audience__in"),
        Choice("language", _("Dil"), choices=NoticeLanguage, lookup="language__in"),
    ],
)


BREACHES = List(
    key="ihlaller",
    label=_("Veri ihlalleri"),
    rows=lambda viewer: Breach.objects.all(),
    search=lambda rows, text: rows.filter(title__icontains=text),
    search_label=_("Başlık"),
    prepare=lambda rows: rows.with_people(),
    sort="-learned",
    nothing=_("Umarız hep boş kalır. Bir ihlal öğrenilince hemen buraya kaydedin."),
    columns=[
        Column("title", _("Başlık"), "title"),
        Column("learned", _("Öğrenildi"), "learned_at", sort="learned_at", descending_first=True),
        Column("due", _("Bildirim için son an"), "due_at", sort="due_at"),
        Column("clock", _("Süre"), lambda row: row.authority_notified_at, draw=breach_clock),
        Column("state", _("Durum"), _label(BreachState, "state"), draw=breach_tag, sort="state"),
        Column("people", _("İlgili kişi"), "people_count", numeric=True),
        Column("drill", _("Tatbikat"), "is_drill"),
    ],
    filters=[
        Choice(
            "clock",
            _("Süre"),
            choices=[("running", _("Kurul'a bildirilecek")), ("late", _("72 saati geçmiş"))],
            condition=lambda values: overdue() if "late" in values else unnotified(),
            multiple=False,
        ),
        Choice("state", _("Durum"), choices=BreachState, lookup="state__in"),
        DateRange("learned", _("Öğrenildiği zaman"), field="learned_at"),
    ],
)

CONCERNED = List(
    key="ihlalden-etkilenenler",
    label=_("İhlalden etkilenen kişiler"),
    rows=lambda viewer: ConcernedPerson.objects.all(),
    prepare=lambda rows: rows.with_contact().select_related("breach"),
    sort="-id",
    row_url=lambda row: subject_url(row) or row.breach.get_absolute_url(),
    nothing=_("İhlalin sayfasından kişi ekleyin."),
    export_url="privacy:concerned_export",
    export_verb="privacy.manage_breaches",
    reveal_verb="privacy.manage_breaches",
    bulk=[BulkAction("cikar", _("Listeden çıkar"), "trash", "privacy:concerned_remove")],
    bulk_verb="privacy.manage_breaches",
    columns=[
        Column("name", _("Ad soyad"), lambda row: row.subject_name or f"#{row.subject_pk}"),
        Column("kind", _("Tür"), lambda row: str(row.subject_type.label) if row.subject_type else ""),
        Column("why", _("Neden ilgili"), "why"),
        Column("breach", _("İhlal"), "breach.title"),
        Column("id", _("Eklenme"), "created_at", sort="id", descending_first=True),
        Column(
            "phone",
            _("Telefon"),
            lambda row: mask_phone(row.subject_phone or ""),
            extra=True,
            reveal=lambda row: format_phone(row.subject_phone or ""),
        ),
        Column(
            "email",
            _("E-posta"),
            lambda row: MASK if row.subject_email else "",
            extra=True,
            reveal=lambda row: row.subject_email or "",
        ),
    ],
    filters=[
        Related("breach", _("İhlal"), field="breach", rows=lambda given: Breach.objects.order_by("-pk"), text="title"),
    ],
)


def people_for_breach(breach: Breach, kind: Subject) -> List:
    """Return the room's own list of its people, to tick those whom a breach concerns."""
    return replace(
        kind.listing(),
        key=f"ihlal-{kind.key}",
        export_url="",
        bulk=[BulkAction(f"{breach.pk}-{kind.key}", _("İhlale ekle"), "plus", "privacy:concerned_add")],
        bulk_verb="privacy.manage_breaches",
    )


def candidates_of(proposal: DestructionProposal) -> List:
    """Return the list of the rows that a proposal names."""
    return List(
        key=f"imha-{proposal.pk}",
        label=_("İmha adayları"),
        rows=lambda viewer: proposal.candidates.all(),
        prepare=lambda rows: rows.with_row_name().select_related("rule", "kept_by"),
        sort="kind",
        row_url=lambda row: reverse("privacy:candidate_detail", args=[row.pk]),
        nothing=_("İmha edilen kayıtlar burada durmaz; tutanakta sayıları vardır."),
        columns=[
            Column("row", _("Kayıt"), lambda row: row.row_name or f"#{row.row_pk}"),
            Column("kind", _("Veri türü"), "rule.kind_label", sort="rule__kind"),
            Column("kept", _("Neden çıkarıldı"), "kept_because"),
            Column("by", _("Çıkaran"), lambda row: str(row.kept_by or "")),
        ],
        filters=[
            Choice(
                "kept",
                _("Seçim"),
                choices=[("in", _("İmha edilecek")), ("out", _("Çıkarılmış"))],
                condition=lambda values: Q(kept_because="") if "in" in values else ~Q(kept_because=""),
                multiple=False,
            )
        ],
    )


@cache
def people_without_notice(key: str) -> List:
    """Return the list of those people of a kind who were given no text that holds now."""
    kind: Subject = SUBJECTS[key]
    return List(
        key=f"aydinlatilmamis-{key}",
        label=kind.plural,
        rows=lambda viewer: uninformed(kind, viewer, NoticeVersion.objects.all()),
        search=kind.search,
        search_label=_("Ad, dosya no, telefon ya da kimlik no"),
        prepare=kind.prepare,
        sort="name",
        nothing=_("Herkese geçerli metin verilmiş."),
        bulk=[BulkAction(key, _("Aydınlatıldı olarak kaydet"), "check", "privacy:delivery_bulk")],
        bulk_verb="privacy.record_delivery",
        columns=[
            Column("name", _("Ad soyad"), kind.name, sort=kind.order_by),
            Column("detail", _("Kayıt"), kind.detail),
        ],
    )
