"""What opening and changing a thread asks for."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import LineField, TextField

from ..models import Thread
from ..models.message import LONGEST_TEXT
from ..models.thread import LONGEST_TITLE
from ..people import colleagues


class NewThreadForm(forms.Form):
    """Whom to write to, and what; with one person and no name it is the thread between the two."""

    members: Any = forms.ModelMultipleChoiceField(
        None,
        label=_("Kimlerle?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kimseyi seçmezseniz yalnız sizin göreceğiniz bir not defteri açılır."),
    )
    title = LineField(
        label=_("Konuşmanın adı"),
        max_length=LONGEST_TITLE,
        required=False,
        help_text=_("İsterseniz; boşsa ilk iletiden verilir."),
    )
    text = TextField(
        label=_("İlk ileti"),
        max_length=LONGEST_TEXT,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("İsterseniz. Başlatmadan çıkarsanız taslak olarak durur."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, by: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["members"].queryset = colleagues(by)
        self.fields["key"].initial = uuid4

    def clean_key(self) -> Any:
        """Return the key of the first message; a form of former times has none."""
        return self.cleaned_data["key"] or uuid4()


class MembersForm(forms.Form):
    members: Any = forms.ModelMultipleChoiceField(None, label=_("Kimler?"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, by: Any, thread: Thread, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["members"].queryset = colleagues(by).exclude(thread_memberships__thread=thread)


class TitleForm(forms.Form):
    title = LineField(label=_("Konuşmanın adı"), max_length=LONGEST_TITLE)


class ForkForm(forms.Form):
    title = LineField(
        label=_("Yeni konuşmanın adı"),
        max_length=LONGEST_TITLE,
        required=False,
        help_text=_("Boşsa “eskisinin adı – kopya”."),
    )
