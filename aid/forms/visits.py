"""Planning a home visit, and writing down what was found."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from beneficiaries.models import Beneficiary
from kafkasder.core.days import today
from kafkasder.core.fields import LineField, TextField, TurkishDateField
from kafkasder.core.reasons import LONGEST_REASON

from ..choices import HomeState, VisitAdvice
from ..models import HomeVisit, VisitPhoto
from ..models.assessment import LONGEST_FINDINGS
from ..querysets import VIEW
from ..visit_words import WORDS

MOST_AT_ONCE = 10
_PHOTOS = "image/jpeg,image/png,image/webp"


class PlanForm(RecordForm):
    """Who goes to a household, and when."""

    planned_for = TurkishDateField(label=_("Gün"), may_lie_ahead=True)

    class Meta:
        model = HomeVisit
        fields = ("planned_for", "visitor")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        users: Any = get_user_model()._default_manager
        kept = Q(pk=self.instance.visitor_id) if self.instance.visitor_id else Q()
        able = users.filter(Q(pk__in=users.active().with_verb(VIEW).values("pk")) | kept)
        self.fields["visitor"].queryset = able.order_by("name_key", "pk")
        if not self.is_edit:
            self.initial.setdefault("planned_for", today())


class WriteForm(forms.Form):
    """What a visitor found, in the order of a walk through a home; typed on a phone."""

    visited_on = TurkishDateField(label=_("Ziyaret günü"))
    met = LineField(label=_("Kiminle görüştünüz?"), max_length=150, required=False)
    people_seen = forms.IntegerField(
        label=_("Evde kaç kişi gördünüz?"),
        min_value=0,
        max_value=50,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    home_state = forms.ChoiceField(label=_("Evin durumu"), choices=HomeState, required=False, widget=forms.RadioSelect)
    findings = TextField(
        label=_("Gözlemler"),
        max_length=LONGEST_FINDINGS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Gördüğünüzü yazın: oda, ısınma, mutfak, eşya, geçim."),
    )
    needs = TextField(
        label=_("İhtiyaçlar"),
        max_length=LONGEST_FINDINGS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    advice = forms.ChoiceField(label=_("Görüşünüz"), choices=VisitAdvice, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("visited_on", today())


class CorrectForm(RecordForm):
    """What a written visit tells, corrected for a reason."""

    visited_on, findings = WriteForm.base_fields["visited_on"], WriteForm.base_fields["findings"]
    met, people_seen = WriteForm.base_fields["met"], WriteForm.base_fields["people_seen"]
    home_state, needs = WriteForm.base_fields["home_state"], WriteForm.base_fields["needs"]
    advice = WriteForm.base_fields["advice"]
    reason = LineField(
        label=_("Neden düzeltiyorsunuz?"),
        min_length=3,
        max_length=LONGEST_REASON,
        help_text=_("Önceki sözler üstü çizili olarak okunur kalır."),
    )

    class Meta:
        model = HomeVisit
        fields = WORDS


class _Photos(forms.FileField):
    """Some pictures chosen or taken at once; cleaned to a list."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list) else [data] if data else []
        if self.required and not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(given) > MOST_AT_ONCE:
            told = _("Bir seferde en çok %(count)d fotoğraf gönderin.")
            raise forms.ValidationError(told, code="photos_many", params={"count": MOST_AT_ONCE})
        return [super(_Photos, self).clean(each, initial) for each in given]


class _PhotoInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosForm(forms.Form):
    """Photos from a phone's camera or album; apart from the words, so that neither waits for the other."""

    camera = _Photos(
        label=_("Fotoğraf çek"),
        required=False,
        widget=_PhotoInput(attrs={"accept": _PHOTOS, "capture": "environment", "class": "control control-file"}),
    )
    album = _Photos(
        label=_("Telefondan seç"),
        required=False,
        widget=_PhotoInput(attrs={"accept": _PHOTOS, "class": "control control-file"}),
        help_text=_("JPEG, PNG ya da WebP; bir seferde en çok 10. Konum bilgisi silinir, fotoğraf küçültülür."),
    )

    def __init__(self, *args: Any, must: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.must = must

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.must and not self.errors and not self.uploads:
            raise forms.ValidationError(_("Fotoğraf çekin ya da seçin."), code="no_photo")
        return cleaned

    @property
    def uploads(self) -> list[UploadedFile]:
        return [*self.cleaned_data.get("camera", []), *self.cleaned_data.get("album", [])]


class PublicationForm(forms.Form):
    """Who is in a photo, and whether it may be published."""

    people: Any = forms.ModelMultipleChoiceField(
        None, label=_("Fotoğrafta görünenler"), widget=forms.CheckboxSelectMultiple, required=False
    )
    nobody = forms.BooleanField(label=_("Fotoğrafta kimse görünmüyor"), required=False)
    is_for_publication = forms.BooleanField(
        label=_("Yayımlanabilir"),
        required=False,
        help_text=_("Yalnız görünen herkesin fotoğraf rızası geçerliyse; rıza bitince kendiliğinden kalkar."),
    )

    def __init__(self, *args: Any, photo: VisitPhoto, **options: Any) -> None:
        super().__init__(*args, **options)
        members = Beneficiary.objects.filter(household=photo.visit.household_id)
        self.fields["people"].queryset = members.exclude(destroyed_at__isnull=False).in_household_order()
        self.initial = {"people": photo.shows, "is_for_publication": photo.is_for_publication}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        people, nobody = bool(cleaned.get("people")), cleaned.pop("nobody", False)
        if people and nobody:
            raise forms.ValidationError(_("Hem kişi hem “kimse görünmüyor” seçilmiş."), code="contradiction")
        if cleaned.get("is_for_publication") and not people and not nobody:
            raise forms.ValidationError(_("Fotoğrafta kimlerin göründüğünü seçin."), code="nobody_told")
        return cleaned
