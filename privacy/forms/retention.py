"""What may be typed about how long data is kept."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import LineField, TurkishDateField

from ..models import RetentionRule


class RuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new decision about one kind of data."""

    basis = LineField(
        label=_("Dayanak"),
        max_length=300,
        help_text=_("Yönetim kararı, yasa maddesi ya da gerekçe"),
        widget=forms.Textarea,
    )
    valid_from = TurkishDateField(label=_("Geçerlilik başlangıcı"), may_lie_ahead=True, initial=timezone.localdate)

    class Meta:
        model = RetentionRule
        fields = ("months", "basis", "valid_from", "is_active")
        labels = {"is_active": _("İmha önerilsin")}  # Django makes an I of the first i
