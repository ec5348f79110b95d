"""The small forms behind actions: a consent, and what many donors get at once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import LineField, MomentField, no_future_moment, this_minute
from kafkasder.core.reasons import ReasonForm
from tasks.forms.fields import TagsField

from ..choices import ConsentWay


class ConsentForm(forms.Form):
    """How and when a donor gave or withdrew a consent."""

    way = forms.ChoiceField(
        label=_("Nasıl söyledi?"), choices=[each for each in ConsentWay.choices if each[0] != ConsentWay.LIST]
    )
    at = MomentField(label=_("Ne zaman?"), initial=this_minute, validators=[no_future_moment])
    note = LineField(
        label=_("Açıklama"),
        max_length=300,
        required=False,
        help_text=_("Formun yeri, görüşmenin konusu gibi; isterseniz."),
    )


class LabelForm(forms.Form):
    labels = TagsField(label=_("Eklenecek etiketler"), help_text=_("Virgülle ayırın. Örnek: kermes, düzenli"))


class ArchiveForm(ReasonForm):
    """Why many donors go into the archive."""
