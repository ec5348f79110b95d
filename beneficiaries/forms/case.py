"""What may be typed into a case file: documents, consents, notes and referrals."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from kafkasder.core.fields import LineField, NameField, TextField, TurkishDateField
from tasks.models import Task
from tasks.models.task import SHORTEST_TITLE
from tasks.policy import assignable

from ..case_choices import ConsentPurpose
from ..models import Beneficiary, CaseNote, ConsentText, Household, Paper, PersonConsent, Referral
from ..models.note import LONGEST_NOTE
from ..states import PersonStatus
from .rules import report

ACCEPTED = ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx,.pptx,.odt,.ods,.csv,.txt"
_FILE_HELP = _("PDF, fotoğraf, Office belgesi, CSV ya da düz metin; en çok 20 MB. Fotoğraftaki konum silinir.")


def _file_field(**options: Any) -> forms.FileField:
    widget = forms.ClearableFileInput(attrs={"accept": ACCEPTED})
    return forms.FileField(**{"label": _("Dosya"), "help_text": _FILE_HELP, "widget": widget} | options)


def _members(household: Household) -> Any:
    return household.members.filter(status=PersonStatus.ACTIVE).order_by("name_key")


def _offer(field: forms.Field, people: Any, nobody: Any) -> None:
    """Offer these people, and `nobody` for none of them."""
    field.queryset, field.empty_label = people, nobody  # type: ignore[attr-defined]


# Documents


class PaperForm(RecordForm):
    """What is said of a document; whose it is stays as it was added."""

    title = LineField(label=_("Ad"), max_length=150, required=False, help_text=_("Boşsa türünün adıyla görünür."))
    expires_on = TurkishDateField(label=_("Geçerlilik sonu"), may_lie_ahead=True, required=False)
    note = LineField(label=_("Açıklama"), max_length=300, required=False)

    class Meta:
        model = Paper
        fields = ("kind", "title", "expires_on", "note")


class NewPaperForm(PaperForm):
    """A document with its first file, of the household or of one of its people."""

    person = forms.ModelChoiceField(Beneficiary.objects.none(), label=_("Kimin"), required=False)
    upload = _file_field()
    field_order = ("kind", "person", "title", "upload", "expires_on", "note")

    class Meta(PaperForm.Meta):
        fields = (*PaperForm.Meta.fields, "person")

    def __init__(self, *args: Any, household: Household, **options: Any) -> None:
        super().__init__(*args, **options)
        self.instance.household = household
        _offer(self.fields["person"], _members(household), _("Hanenin bütünü"))


class VersionForm(forms.Form):
    """A newer file in the place of a document's."""

    upload = _file_field()
    note = LineField(label=_("Ne değişti?"), max_length=300, required=False)


# Consents


class ConsentTextForm(RecordForm):
    """A new version of what people are asked to agree to."""

    class Meta:
        model = ConsentText
        fields = ("purpose", "text")
        field_classes: ClassVar = {"text": TextField}


class ConsentForm(RecordForm):
    """A person's consent for one of the purposes that have a text."""

    purpose = forms.ChoiceField(label=_("Amaç"))
    given_on = TurkishDateField(label=_("Verildiği gün"))
    expires_on = TurkishDateField(
        label=_("Geçerlilik sonu"), may_lie_ahead=True, required=False, help_text=_("Boşsa geri çekilene kadar.")
    )
    guardian = forms.ModelChoiceField(
        Beneficiary.objects.none(),
        label=_("Onun yerine rızayı veren"),
        required=False,
        help_text=_("18 yaşından küçükse velisi ya da vasisi."),
    )
    guardian_name = NameField(label=_("Haneden değilse adı"), max_length=150, required=False)
    upload = _file_field(label=_("İmzalı form"), required=False)
    note = LineField(label=_("Açıklama"), max_length=300, required=False)
    field_order = ("purpose", "given_on", "way", "expires_on", "guardian", "guardian_name", "upload", "note")

    class Meta:
        model = PersonConsent
        fields = ("purpose", "given_on", "way", "expires_on", "guardian", "guardian_name", "note")

    def __init__(self, *args: Any, person: Beneficiary, **options: Any) -> None:
        super().__init__(*args, **options)
        self.instance.person = person
        written = set(ConsentText.objects.order_by().values_list("purpose", flat=True).distinct())
        offered = [(code, label) for code, label in ConsentPurpose.choices if code in written]
        self.fields["purpose"].choices = [("", _("Seçilmedi")), *offered]
        others = _members(person.household).exclude(pk=person.pk)
        _offer(self.fields["guardian"], others, _("Kendisi ya da haneden olmayan biri"))
        self.initial.setdefault("given_on", timezone.localdate())


class WithdrawForm(forms.Form):
    """When and why a consent was taken back."""

    on = TurkishDateField(label=_("Geri çekildiği gün"))
    reason = LineField(label=_("Neden ya da nasıl söyledi?"), max_length=300)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("on", timezone.localdate())


# Notes


class NoteForm(RecordForm):
    """A note, with the task that follows from it; the words of a sensitive one are kept encrypted."""

    happened_on = TurkishDateField(label=_("Gün"))
    person = forms.ModelChoiceField(Beneficiary.objects.none(), label=_("Kiminle ilgili"), required=False)
    words = TextField(label=_("Not"), widget=forms.Textarea, max_length=LONGEST_NOTE)
    task_title = LineField(
        label=_("Takip görevi"),
        min_length=SHORTEST_TITLE,
        max_length=100,
        required=False,
        help_text=_("Yazarsanız bu haneye bağlı bir görev açılır."),
    )
    task_due_on = TurkishDateField(label=_("Görevin son günü"), may_lie_ahead=True, required=False)
    task_responsible = forms.ModelChoiceField(Beneficiary.objects.none(), label=_("Görevin sorumlusu"), required=False)
    field_order = ("kind", "happened_on", "person", "words", "is_sensitive")

    class Meta:
        model = CaseNote
        fields = ("kind", "happened_on", "person", "is_sensitive")

    def __init__(self, *args: Any, household: Household, by: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.instance.household = household
        _offer(self.fields["person"], _members(household), _("Hanenin bütünü"))
        self.initial.setdefault("happened_on", timezone.localdate())
        if not by.has_perm("beneficiaries.view_sensitive"):
            del self.fields["is_sensitive"]
        if by.has_perm("tasks.add_task"):
            _offer(self.fields["task_responsible"], assignable(by), _("Kimse"))
        else:
            for name in ("task_title", "task_due_on", "task_responsible"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("task_title") and (cleaned.get("task_due_on") or cleaned.get("task_responsible")):
            report(self, {"task_title": ValidationError(_("Görevin adını yazın."), code="task_unnamed")})
        words = cleaned.get("words", "")
        secret = bool(cleaned.get("is_sensitive"))
        self.instance.text, self.instance.secret_text = ("", words) if secret else (words, "")
        return cleaned

    def follow_up(self) -> Task | None:
        """Return the task to open, which is not stored yet; None if none was asked for."""
        told = self.cleaned_data
        if not told.get("task_title"):
            return None
        return Task(title=told["task_title"], due_on=told["task_due_on"], responsible=told["task_responsible"])


# Referrals


class ReferralForm(RecordForm):
    """Where a person is sent, what for, and until when an answer is expected."""

    institution = LineField(label=_("Kurum"), max_length=150)
    contact = LineField(label=_("Kurumdaki ilgili"), max_length=150, required=False)
    sent_on = TurkishDateField(label=_("Yönlendirildiği gün"))
    answer_by = TurkishDateField(label=_("Yanıt beklenen gün"), may_lie_ahead=True, required=False)
    without_consent = LineField(
        label=_("Rıza olmadan paylaşma nedeni"),
        max_length=300,
        required=False,
        help_text=_("Kişinin geçerli rızası yoksa ve beklenemiyorsa; kayıtta kalır."),
    )

    class Meta:
        model = Referral
        fields = ("kind", "institution", "contact", "reason", "sent_on", "answer_by", "without_consent")
        field_classes: ClassVar = {"reason": TextField}
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, person: Beneficiary, asks_override: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.instance.person = person
        self.initial.setdefault("sent_on", timezone.localdate())
        if not asks_override:
            del self.fields["without_consent"]
