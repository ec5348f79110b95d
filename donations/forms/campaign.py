"""The form of a campaign."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from kafkasder.core.fields import LineField, MoneyField, TextField, TurkishDateField

from ..models import Campaign


class CampaignForm(RecordForm):
    """A new or an existing campaign; its state has pages of its own."""

    together: ClassVar = {
        "days": ("starts_on", "ends_on", "permit_number", "permit_from", "permit_until"),
        "goal": ("goal", "currency"),
    }

    name = LineField(label=_("Ad"), max_length=100)
    starts_on = TurkishDateField(label=_("Başlangıç"), may_lie_ahead=True)
    ends_on = TurkishDateField(label=_("Bitiş"), required=False, may_lie_ahead=True)
    goal = MoneyField(label=_("Hedef tutar"), required=False)
    permit_number = LineField(label=_("İzin no"), max_length=50, required=False)
    permit_from = TurkishDateField(label=_("İzin başlangıcı"), required=False, may_lie_ahead=True)
    permit_until = TurkishDateField(label=_("İzin bitişi"), required=False, may_lie_ahead=True)

    class Meta:
        model = Campaign
        fields = (
            "name",
            "code",
            "purpose",
            "starts_on",
            "ends_on",
            "goal",
            "currency",
            "responsible",
            "permit_number",
            "permit_from",
            "permit_until",
        )
        field_classes: ClassVar = {"code": LineField, "purpose": TextField}
        widgets: ClassVar = {"purpose": forms.Textarea}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people: Any = get_user_model()._default_manager
        minders = people.active().with_verb("donations.view_campaigns").values("pk")
        offered = people.filter(Q(pk__in=minders) | Q(pk=self.instance.responsible_id or 0))
        self.fields["responsible"].queryset = offered.order_by("name_key", "pk")
