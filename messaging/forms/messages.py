"""What is sent with a message."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import TextField
from kafkasder.core.saving import refuse

from ..models import Attachment, Message, Thread
from ..models.attachment import MOST_ATTACHMENTS
from ..models.message import LONGEST_TEXT


class _Uploads(forms.ClearableFileInput):
    allow_multiple_selected = True


class _UploadsField(forms.FileField):
    """Several files at once."""

    widget = _Uploads

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        clean = super().clean
        if len(data or []) > MOST_ATTACHMENTS:
            raise ValidationError(_("Bir iletiye en çok 10 dosya eklenebilir."), code="attachments_many")
        return [clean(each, initial) for each in data or []]


class SendForm(forms.Form):
    """A message with its key, what it answers, and files: those that came ahead of it, and those that come with it."""

    text = TextField(
        label=_("İleti"), max_length=LONGEST_TEXT, required=False, strip=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    reply_to: Any = forms.ModelChoiceField(None, required=False, widget=forms.HiddenInput)
    attachments: Any = forms.ModelMultipleChoiceField(None, required=False, widget=forms.MultipleHiddenInput)
    uploads = _UploadsField(label=_("Dosyalar"), required=False)

    def __init__(self, *args: Any, thread: Thread, by: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].initial = uuid4
        self.fields["reply_to"].queryset = Message.objects.filter(thread=thread)
        # Also those that went with this message, for a message may arrive twice; the service tells them apart.
        self.fields["attachments"].queryset = Attachment.objects.filter(thread=thread, added_by=by)

    def clean_attachments(self) -> list[Attachment]:
        """Return the files in the order in which they were chosen, whichever of them arrived first."""
        found = {str(file.pk): file for file in self.cleaned_data["attachments"]}
        return [found[pk] for pk in dict.fromkeys(self.data.getlist("attachments")) if pk in found]

    def refuse(self, refusal: ValidationError) -> None:
        """Take up what the service said against it."""
        refuse(self, refusal)

    @property
    def all_errors(self) -> Iterator[str]:
        """Yield everything that is wrong, in plain words."""
        for errors in self.errors.values():
            yield from map(str, errors)


class EditForm(forms.Form):
    text = TextField(
        label=_("İleti"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "autofocus": True}),
    )
