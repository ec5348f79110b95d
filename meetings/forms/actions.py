"""What single actions ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import LineField, NameField, TextField

from ..choices import MeetingRole
from ..models import Meeting, Participant
from ..models.meeting import LONGEST_TEXT
from ..policy import callable_people


def _role(initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Toplantıdaki görevi"), choices=MeetingRole, initial=initial)


class PeopleForm(forms.Form):
    """Users who are called to a meeting; those who are in it already are no choice."""

    people: Any = forms.ModelMultipleChoiceField(None, label=_("Kişiler"), widget=forms.CheckboxSelectMultiple)
    role = _role(MeetingRole.MEMBER)

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        there = meeting.participants.filter(user__isnull=False).values("user")
        self.fields["people"].queryset = callable_people().exclude(pk__in=there)


class GuestForm(forms.Form):
    name = NameField(label=_("Ad soyad"), max_length=150)
    role = _role(MeetingRole.GUEST)


class FileForm(forms.Form):
    upload = forms.FileField(label=_("Dosya"))


class RoleForm(forms.Form):
    role = _role(MeetingRole.MEMBER)


class AgendaItemForm(forms.Form):
    """A point of the agenda; whoever takes part in the meeting may present it."""

    title = LineField(label=_("Madde"), max_length=200)
    text = TextField(
        label=_("Açıklama"), max_length=LONGEST_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    at = forms.TimeField(
        label=_("Saat"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    presenter: Any = forms.ModelChoiceField(None, label=_("Sunan"), required=False, empty_label=_("Belirtilmedi"))

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["presenter"].queryset = Participant.objects.filter(meeting=meeting).select_related("user")
