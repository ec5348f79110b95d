"""What asking the assistant and setting it up ask for."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from kafkasder.core.fields import LineField, TextField

from ..addresses import clean_address
from ..models import AssistantSettings
from ..questions import LONGEST_QUESTION


class AskForm(forms.Form):
    """A question, and the mark of what was shown with it; one that says nothing asks about the thread as it is."""

    question = TextField(
        label=_("Sorunuz"),
        max_length=LONGEST_QUESTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("İsterseniz; konuşmaya sizin iletiniz olarak yazılır. Boşsa yalnız konuşma gönderilir."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].initial = uuid4


class AssistantForm(RecordForm):
    """How the assistant is reached, and how much it may be asked."""

    address = LineField(
        label=_("Sağlayıcının adresi"),
        max_length=300,
        required=False,
        help_text=_(
            "Yapay zekâ hizmetini aldığınız firmanın, panelin bağlanacağı adresi; web sitesinin adresi değildir."
            " Firmanın sayfalarında “API adresi” ya da “base URL” diye geçer, https:// ile başlar, çoğunlukla /v1 ile"
            " biter. Firmaya “OpenAI uyumlu” bir adresi olup olmadığını sorun. Örnek: https://api.ornek.com/v1"
        ),
    )
    new_key = forms.CharField(
        label=_("Anahtar"),
        max_length=300,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "Firmanın size özel verdiği uzun şifre (API anahtarı); harcadığınız bununla sayılır, kimseye göstermeyin."
            " Boş bırakılırsa kayıtlı anahtar kalır. Kaydedilen anahtar bir daha gösterilmez. Örnek: sk-a1B2c3…"
        ),
    )

    SECTIONS: tuple[tuple[Any, Any, tuple[str, ...]], ...] = (
        (
            _("Sağlayıcı"),
            _("Sorulanlar bu adrese gider. Adlar ve numaralar gizlenir; yazının kalanı gizlenmez."),
            ("enabled", "address", "model", "new_key", "timeout_seconds"),
        ),
        (_("Yönerge"), _("Her soruyla birlikte gider."), ("instructions",)),
        (
            _("Aylık sınırlar"),
            _("Sağlayıcının saydığı birimlerle (token). 0 yazılırsa hiç sorulamaz."),
            ("person_limit", "month_limit"),
        ),
    )

    class Meta:
        model = AssistantSettings
        fields = (
            "enabled",
            "address",
            "model",
            "timeout_seconds",
            "instructions",
            "person_limit",
            "month_limit",
        )
        widgets = {"instructions": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "enabled": _("Kapatılınca konuşmalarda sorulmaz; gelmiş yanıtlar kalır."),
            "model": _(
                "Yanıtı firmanın yapay zekâlarından hangisinin yazacağı. Adı, firmanın “modeller” sayfasındaki gibi,"
                " harfi harfine yazın; küçüğü ucuz ve hızlı, büyüğü daha beceriklidir. Örnek: gpt-4o-mini"
            ),
            "timeout_seconds": _("Firma bu kadar süre ses vermezse yanıt beklenmez. 60 çoğunlukla yeter."),
            "instructions": _(
                "Yardımcıya nasıl davranacağını söyleyin."
                " Örnek: Kısa ve sade Türkçe yaz, bilmediğini söyle, karar verme."
            ),
            "person_limit": _("Bir kişi bir ayda en çok bu kadar harcar. Bir sayfa yazı aşağı yukarı 1.000 birimdir."),
            "month_limit": _("Herkes bir ayda birlikte en çok bu kadar harcar; dolunca ay sonuna dek sorulamaz."),
        }
        labels = {"enabled": _("Yardımcı kullanılsın")}

    @property
    def sections(self) -> Any:
        for title, text, members in self.SECTIONS:
            yield title, text, [self[name] for name in members]

    def clean_address(self) -> str:
        typed: str = self.cleaned_data["address"]
        return clean_address(typed) if typed else ""

    def clean_new_key(self) -> str:
        return str(self.cleaned_data["new_key"]).strip()
