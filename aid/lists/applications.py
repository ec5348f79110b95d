"""The list of applications: its columns, filters and order; `aid.boards` shows the same ones by stage.

Tiles and links on other pages lead into it by address, for instance `/yardim/basvurular/?group=under_review&late=late`.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from beneficiaries.choices import Priority
from beneficiaries.models import District, Province
from kafkasder.core.days import today
from kafkasder.core.lists import BulkAction, Choice, Column, DateRange, List, NumberBand, Related
from kafkasder.core.lists.columns import NOTHING
from kafkasder.core.lists.filters import Parameters

from ..choices import AidKind, ApplicantType, Source
from ..models import AidApplication, AskedAid
from ..policy.applications import REVIEW
from ..states import CLOSED, GROUP_OF, OPEN, Stage, StageGroup
from ..templatetags.applications import applicant_name, asked_words, due_tag, priority_mark, stage_tag

SOON = timedelta(days=7)
_EVERYBODYS = "beneficiaries.view_all_households"
_LABELS: dict[Any, dict[str, Any]] = {each: dict(each.choices) for each in (Stage, Priority, Source, ApplicantType)}


def _label(choices: Any, field: str) -> Callable[[Any], str]:
    """Return a function that gives the label of a row's code; Django's own looks through all choices each time."""
    return lambda row: str(_LABELS[choices][getattr(row, field)])


def applicant_words(application: AidApplication) -> str:
    """Say who asks: the household's file with the person or its head, else the organisation."""
    name, household = applicant_name(application), application.household
    return " · ".join(dict.fromkeys((household.file_number, name))) if household else name


def _applicant(application: AidApplication) -> SafeString:
    name, household = applicant_name(application), application.household
    if household is None:
        return format_html("{}", name)
    link = format_html('<a href="{}">{}</a>', household.get_absolute_url(), household.file_number)
    return link if name == household.file_number else format_html('{} <span class="cell-sub">{}</span>', link, name)


def asked_line(application: AidApplication) -> str:
    """Say what is asked for, in one line."""
    return ", ".join(map(asked_words, application.all_asked))


def _asked(application: AidApplication) -> SafeString:
    first, *others = [*application.all_asked, None]
    if first is None:
        return NOTHING
    words = asked_words(first)
    if len(others) == 1:
        return format_html("{}", words)
    return format_html('{} <span title="{}">+{}</span>', words, asked_line(application), len(others) - 1)


def _of_groups(values: list[str]) -> Q:
    return Q(stage__in=[stage for stage, group in GROUP_OF.items() if group in values])


def _of_kinds(values: list[str]) -> Q:
    return Q(pk__in=AskedAid.objects.filter(kind__in=values).values("application"))


def _in_time(values: list[str]) -> Q:
    if "late" in values:
        return Q(due_on__lt=today())
    return Q(due_on__gte=today(), due_on__lte=today() + SOON)


def _districts(given: Parameters) -> QuerySet[District]:
    return District.objects.filter(province=given["province"][0])


def _responsible(given: Parameters) -> QuerySet[Any]:
    """Who is active, and who still has applications."""
    busy = Exists(AidApplication.objects.filter(assigned_to=OuterRef("pk")))
    return get_user_model()._default_manager.filter(Q(is_active=True) | busy).order_by("name_key", "pk")


STAGE_FILTERS = [
    Choice("stage", gettext_lazy("Aşama"), choices=Stage, lookup="stage__in"),
    Choice("group", gettext_lazy("Aşama grubu"), choices=StageGroup, condition=_of_groups),
    Choice(
        "open",
        gettext_lazy("Durum"),
        choices=[("open", gettext_lazy("Açık")), ("closed", gettext_lazy("Kapalı"))],
        condition=lambda values: Q(stage__in=OPEN if values == ["open"] else CLOSED),
        multiple=False,
    ),
]
OTHER_FILTERS = [
    Choice("kind", gettext_lazy("İstenen yardım"), choices=AidKind, condition=_of_kinds),
    Related(
        "assigned",
        gettext_lazy("Sorumlu"),
        field="assigned_to",
        rows=_responsible,
        text="full_name",
        nobody=gettext_lazy("Kimseye verilmemiş"),
        mine=gettext_lazy("Bana verilenler"),
        verb=_EVERYBODYS,
    ),
    Choice(
        "late",
        gettext_lazy("Aşamanın süresi"),
        choices=[("late", gettext_lazy("Gecikenler")), ("soon", gettext_lazy("Bu hafta dolacaklar"))],
        condition=_in_time,
        multiple=False,
    ),
    Choice("priority", gettext_lazy("Öncelik"), choices=Priority, lookup="priority__in"),
    Choice("source", gettext_lazy("Geliş yolu"), choices=Source, lookup="source__in"),
    Choice("applicant", gettext_lazy("Başvuran türü"), choices=ApplicantType, lookup="applicant_type__in"),
    Related("province", gettext_lazy("İl"), field="household__province", rows=lambda given: Province.objects.all()),
    Related(
        "district",
        gettext_lazy("İlçe"),
        field="household__district",
        rows=_districts,
        depends_on="province",
        waiting=gettext_lazy("Önce il seçin"),
    ),
    DateRange("date", gettext_lazy("Başvuru tarihi"), field="applied_on", moments=False),
    NumberBand("points", gettext_lazy("İhtiyaç puanı"), field="points"),
]


def prepared(rows: Any) -> Any:
    """Add what a line or a card tells of an application."""
    with_rows = rows.select_related("household__head", "person", "assigned_to")
    return with_rows.prefetch_related(Prefetch("asked", to_attr="all_asked"))


APPLICATIONS = List(
    key="basvurular",
    label=gettext_lazy("Yardım başvuruları"),
    rows=lambda viewer: AidApplication.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=gettext_lazy("Başvuru no, dosya no, ad, kurum ya da açıklama"),
    prepare=prepared,
    fields=[
        *("number", "applicant_type", "applicant_name", "applied_on", "source", "description", "priority", "stage"),
        *("stage_reason", "due_on", "points", "household__file_number", "household__head__first_name"),
        *("household__head__last_name", "person__first_name", "person__last_name", "assigned_to__full_name"),
    ],
    nothing=gettext_lazy("İlk başvuruyu kaydederek başlayın."),
    export_url="aid:application_export",
    export_verb="aid.export_aid",
    bulk=[
        BulkAction("karar", gettext_lazy("Karar ver"), "gavel", "aid:application_bulk"),
        BulkAction("sorumlu", gettext_lazy("Sorumlu ata"), "user-check", "aid:application_bulk"),
        BulkAction("oncelik", gettext_lazy("Önceliği değiştir"), "flag", "aid:application_bulk"),
    ],
    bulk_verb=REVIEW,
    sort="-date",
    columns=[
        Column("number", gettext_lazy("Başvuru no"), "number", sort="number"),
        Column("applicant", gettext_lazy("Başvuran"), applicant_words, draw=_applicant),
        Column("asked", gettext_lazy("İstenen yardım"), asked_line, draw=_asked),
        Column("stage", gettext_lazy("Aşama"), _label(Stage, "stage"), draw=stage_tag, sort="stage"),
        Column("priority", gettext_lazy("Öncelik"), _label(Priority, "priority"), draw=priority_mark),
        Column(
            "points",
            gettext_lazy("Puan"),
            "points",
            sort="points",
            sort_nulls=True,
            descending_first=True,
            numeric=True,
        ),
        Column("date", gettext_lazy("Tarih"), "applied_on", sort="applied_on", descending_first=True, numeric=True),
        Column("assigned", gettext_lazy("Sorumlu"), lambda row: str(row.assigned_to or "")),
        Column("due", gettext_lazy("Son gün"), "due_on", draw=due_tag, sort="due_on", sort_nulls=True, numeric=True),
        Column("source", gettext_lazy("Geliş yolu"), _label(Source, "source"), shown=False),
        Column("applicant_type", gettext_lazy("Başvuran türü"), _label(ApplicantType, "applicant_type"), shown=False),
        Column("description", gettext_lazy("Açıklama"), "description", extra=True),
        Column("stage_reason", gettext_lazy("Aşama nedeni"), "stage_reason", extra=True),
        Column("group", gettext_lazy("Aşama grubu"), lambda row: str(GROUP_OF[row.stage].label), extra=True),
    ],
    filters=[*STAGE_FILTERS, *OTHER_FILTERS],
)
