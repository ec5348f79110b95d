"""What is given to many households at once."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from ..choices import Priority


class AssignForm(forms.Form):
    """Who is responsible from now on."""

    assigned_to = forms.ModelChoiceField(
        get_user_model()._default_manager.filter(is_active=True).order_by("name_key", "pk"),
        label=_("Sorumlu"),
        required=False,
        empty_label=_("Kimse"),
    )


class PriorityForm(forms.Form):
    priority = forms.ChoiceField(label=_("Öncelik"), choices=Priority.choices, initial=Priority.NORMAL)
