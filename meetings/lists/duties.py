"""The list of what the law wants done, such as `/is/yasal-takvim/?clock=soon`."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.lists import Choice, Column, DateRange, List, Related
from kafkasder.core.lists.filters import Parameters

from ..duty_kinds import Kinds, kind_label
from ..models import LegalDuty
from ..states import DutyState
from ..templatetags.duties import duty_due_tag, duty_state_tag

_OPEN = Q(state=DutyState.OPEN)
CLOCK: dict[str, tuple[str | Promise, Callable[[], Q]]] = {
    "late": (_("Süresi geçmiş"), lambda: _OPEN & Q(due_on__lt=today())),
    "soon": (_("Süresi yaklaşan ya da geçmiş"), lambda: _OPEN & Q(warn_on__lte=today())),
}


def _by_clock(values: list[str]) -> Q:
    condition = Q(pk__in=[])
    for value in values:
        condition |= CLOCK[value][1]()
    return condition


def _owners(given: Parameters) -> Any:
    """Who minds duties."""
    busy = Exists(LegalDuty.objects.filter(owner=OuterRef("pk")))
    return get_user_model()._default_manager.filter(busy).order_by("name_key", "pk")


DUTIES = List(
    key="yasal-takvim",
    label=_("Yasal takvim"),
    rows=lambda viewer: LegalDuty.objects.visible_to(viewer),
    prepare=lambda rows: rows.select_related("owner"),
    sort="due",
    nothing=_("Süresi olan yükümlülükler burada durur; panelin bulamadıklarını siz ekleyin."),
    export_url="meetings:duty_export",
    export_verb="meetings.manage_duties",
    columns=[
        Column("title", _("Yükümlülük"), "title", sort="title"),
        Column("due", _("Son gün"), "due_on", draw=duty_due_tag, sort="due_on"),
        Column("state", _("Durum"), lambda row: str(row.get_state_display()), draw=duty_state_tag, sort="state"),
        Column("owner", _("Sorumlu"), lambda row: str(row.owner or "")),
        Column("kind", _("Tür"), lambda row: kind_label(row.kind)),
        Column("basis", _("Dayanak"), "basis", shown=False),
        Column("done", _("Yapıldığı gün"), "done_on", shown=False),
        Column("proof", _("Kanıt"), lambda row: row.proof_note or row.proof_name, extra=True),
    ],
    filters=[
        Choice(
            "state",
            _("Durum"),
            choices=DutyState,
            lookup="state__in",
            default=_OPEN,
            everything=_("Kapananlar dâhil hepsi"),
        ),
        Choice(
            "clock",
            _("Süre"),
            choices=[(key, label) for key, (label, _condition) in CLOCK.items()],
            condition=_by_clock,
            multiple=False,
        ),
        Choice("kind", _("Tür"), choices=Kinds(), lookup="kind__in"),
        Related(
            "owner",
            _("Sorumlu"),
            field="owner",
            rows=_owners,
            text="full_name",
            nobody=_("Kimsede değil"),
            mine=_("Benim"),
            verb="meetings.manage_duties",
        ),
        DateRange("due", _("Son gün"), field="due_on", moments=False),
    ],
)
