"""The lists of the room."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.lists import BulkAction, Choice, Column, DateRange, List, Related

from .models import DataRequest, DestructionProposal, NoticeVersion
from .models.notices import Audience, NoticeLanguage
from .models.requests import RequestChannel, RequestKind
from .querysets import due_soon, late, uninformed
from .states import CLOSED, RequestState
from .subjects import SUBJECTS, Subject
from .templatetags.privacy import clock_tag, notice_tag, request_tag

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
        Column("number", _("No"), str, sort="id", descending_first=True),
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
