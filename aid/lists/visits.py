"""The list of home visits. Links lead into it by address, such as `/yardim/ziyaretler/?when=late&visitor=me`."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beneficiaries.models import Household
from kafkasder.core.days import today
from kafkasder.core.lists import Choice, Column, DateRange, List, Related
from kafkasder.core.lists.filters import Parameters

from ..choices import HomeState, VisitAdvice
from ..models import HomeVisit
from ..states import VisitState
from ..templatetags.assessment import advice_tag, planned_tag, visit_state_tag

WHEN: dict[str, Callable[[], Q]] = {
    "planned": lambda: Q(state=VisitState.PLANNED),
    "late": lambda: Q(state=VisitState.PLANNED, planned_for__lt=today()),
    "done": lambda: Q(state=VisitState.DONE),
    "cancelled": lambda: Q(state=VisitState.CANCELLED),
}
_ADVICES, _HOMES, _STATES = dict(VisitAdvice.choices), dict(HomeState.choices), dict(VisitState.choices)


def _by_when(values: list[str]) -> Q:
    condition = Q(pk__in=[])
    for value in values:
        condition |= WHEN[value]()
    return condition


def _visitors(given: Parameters) -> QuerySet[Any]:
    """Whoever was ever to make a visit."""
    return (
        get_user_model()
        ._default_manager.filter(Exists(HomeVisit.objects.filter(visitor=OuterRef("pk"))))
        .order_by("name_key", "pk")
    )


def _place(visit: HomeVisit) -> str:
    household: Household = visit.household
    return ", ".join(str(each) for each in (household.district, household.neighbourhood) if each)


VISITS = List(
    key="ziyaretler",
    label=_("Hane ziyaretleri"),
    rows=lambda viewer: HomeVisit.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Hanenin dosya no, adı, telefonu ya da mahallesi"),
    prepare=lambda rows: rows.select_related("household__district", "household__head", "visitor"),
    sort="-planned",
    nothing=_("Ziyaret bir başvurunun ya da hanenin sayfasından planlanır."),
    export_url="aid:visit_export",
    export_verb="aid.export_aid",
    columns=[
        Column("household", _("Hane"), "household.file_number"),
        Column("head", _("Hane reisi"), lambda visit: str(visit.household.head or "")),
        Column("place", _("İlçe, mahalle"), _place),
        Column(
            "planned",
            _("Planlanan gün"),
            "planned_for",
            draw=planned_tag,
            sort="planned_for",
            descending_first=True,
        ),
        Column("visitor", _("Ziyaret eden"), "visitor.full_name"),
        Column("state", _("Durum"), lambda visit: str(_STATES[visit.state]), draw=visit_state_tag),
        Column("advice", _("Görüş"), lambda visit: str(_ADVICES.get(visit.advice, "")), draw=advice_tag),
        Column("visited", _("Ziyaret günü"), "visited_on", shown=False),
        Column("home", _("Evin durumu"), lambda visit: str(_HOMES.get(visit.home_state, "")), shown=False),
        Column("people", pgettext_lazy("how many people", "Kişi"), "people_seen", extra=True),
        Column("findings", _("Gözlemler"), "findings", extra=True),
        Column("needs", _("İhtiyaçlar"), "needs", extra=True),
    ],
    filters=[
        Choice(
            "when",
            _("Durum"),
            choices=[
                ("planned", _("Planlandı")),
                ("late", _("Gecikti")),
                ("done", _("Yapıldı")),
                ("cancelled", _("İptal edildi")),
            ],
            condition=_by_when,
        ),
        Related(
            "visitor",
            _("Ziyaret eden"),
            field="visitor",
            rows=_visitors,
            text="full_name",
            mine=_("Benim ziyaretlerim"),
            verb="beneficiaries.view_all_households",
        ),
        Choice("advice", _("Görüş"), choices=VisitAdvice, lookup="advice__in"),
        DateRange("planned", _("Planlanan gün"), field="planned_for"),
    ],
)
