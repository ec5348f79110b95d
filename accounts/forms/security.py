"""The forms of the security pages."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import TextField

from ..editing import RecordForm
from ..models import SecuritySettings
from ..roles import BY_SLUG, ROLES


class ReviewForm(forms.Form):
    note = TextField(
        label=_("Not"),
        max_length=500,
        required=False,
        widget=forms.Textarea,
        help_text=_("Ne olduğunu ve ne yapıldığını yazın. Kişisel bilgi yazmayın."),
    )


class SecuritySettingsForm(RecordForm):
    """Everything that administrators set about security, in sections."""

    factor_roles = forms.MultipleChoiceField(
        label=_("İkinci adımı zorunlu roller"),
        choices=[(role.slug, role.name) for role in ROLES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Bu rollerdeki kişiler parolalarından sonra telefonlarındaki kodu da yazar."),
    )

    SECTIONS: tuple[tuple[str | Promise, str | Promise, tuple[str, ...]], ...] = (
        (
            _("Giriş"),
            _("Parolayı deneyerek bulmaya çalışanlar için: bu kadar hatadan sonra hesap bir süre kilitlenir."),
            ("lockout_attempts", "lockout_window_minutes", "lockout_minutes"),
        ),
        (
            _("İkinci adım"),
            _("Süre dolana kadar kişi ikinci adımı kurmadan da girebilir."),
            ("factor_roles", "factor_grace_days", "trusted_device_days"),
        ),
        (
            _("Oturumlar"),
            _("Tehlikeli işlerden önce parola yeniden sorulur; sorulduktan sonra bu kadar dakika sorulmaz."),
            ("concurrent_sessions", "reauthentication_minutes"),
        ),
        (
            _("Şüpheli hareketler"),
            _("Bu sayılar aşılınca bir olay yazılır, inceleyenlere bildirilir. Kimse engellenmez."),
            (
                "suspicious_failures",
                "suspicious_failures_of_address",
                "suspicious_addresses",
                "suspicious_refusals",
                "suspicious_reveals",
                "suspicious_reveals_of_day",
            ),
        ),
    )

    class Meta:
        model = SecuritySettings
        exclude = ("id",)
        labels = {"factor_grace_days": _("İkinci adım için tanınan gün")}  # Django's capital of “i” is no Turkish one
        help_texts = {
            "lockout_attempts": _("3 ile 20 arasında."),
            "lockout_window_minutes": _("5 dakika ile 1440 dakika (bir gün) arasında."),
            "lockout_minutes": _("5 dakika ile 1440 dakika (bir gün) arasında."),
            "factor_grace_days": _("0 ile 90 arasında; 0 ise ilk girişte kurulur."),
            "trusted_device_days": _("0 ile 90 arasında; 0 ise hiçbir cihaza güvenilmez."),
            "concurrent_sessions": _("1 ile 50 arasında; aşılınca en eski oturum kapanır."),
            "reauthentication_minutes": _("1 ile 120 arasında."),
            "suspicious_failures_of_address": _("Bir ofis tek adresten görünür; kişi sınırından büyük tutun."),
            "suspicious_addresses": _("Telefonlar gün içinde adres değiştirir."),
        }

    def clean_factor_roles(self) -> list[str]:
        """Return the roles in the order of the list, so that equal choices are equal values."""
        return [role.slug for role in ROLES if role.slug in self.cleaned_data["factor_roles"]]

    def in_words(self, name: str, value: Any) -> str:
        if name == "factor_roles":
            return ", ".join(str(BY_SLUG[slug]) for slug in value if slug in BY_SLUG)
        return super().in_words(name, value)

    def sections(self) -> Iterator[tuple[str | Promise, str | Promise, list[forms.BoundField]]]:
        """Yield title, sentence and fields of each section; what no section names comes last, under no sentence."""
        named = {name for _title, _text, names in self.SECTIONS for name in names}
        for title, text, names in self.SECTIONS:
            yield title, text, [self[name] for name in names]
        if others := [field for field in self.visible_fields() if field.name not in named]:
            yield _("Diğer"), "", others

    @property
    def values(self) -> dict[str, Any]:
        """The values to store, merged with what others saved meanwhile."""
        values = self.merged.values if self.merged else self.cleaned_data
        return {name: values[name] for name in self.merged_fields()}
