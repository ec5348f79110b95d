"""What may be typed about an announcement."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from accounts.roles import ROLES
from kafkasder.core.fields import LineField, TextField, TurkishDateField

from ..models import Announcement


class AnnouncementForm(RecordForm):
    title = LineField(label=_("Başlık"), min_length=3, max_length=150)
    roles = forms.MultipleChoiceField(
        label=_("Kimlere"),
        choices=[(role.slug, role.name) for role in ROLES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Hiçbiri seçilmezse herkese duyurulur."),
    )
    valid_until = TurkishDateField(
        label=_("Son geçerli gün"), may_lie_ahead=True, required=False, help_text=_("Boşsa süresizdir.")
    )

    class Meta:
        model = Announcement
        fields = ("title", "body", "priority", "roles", "valid_until")
        field_classes: ClassVar = {"body": TextField}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"].widget.attrs["rows"] = 10
