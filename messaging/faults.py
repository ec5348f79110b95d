"""Why an answer of the assistant did not come, or not as a whole: codes, which rows keep, and what people are told.

None of these says anything of what was asked or answered.
"""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Fault(StrEnum):
    """What went otherwise than asked."""

    NO_KEY = "no_key"
    REFUSED = "refused"
    MODEL = "model"
    BUSY = "busy"
    QUOTA = "quota"
    LONG = "long"
    TIMEOUT = "timeout"
    AWAY = "away"
    FORBIDDEN = "forbidden"
    CUT = "cut"
    NONSENSE = "nonsense"
    EMPTY = "empty"
    REJECTED = "rejected"
    LENGTH = "length"
    LOST = "lost"
    STOPPED = "stopped"
    THREAD_OFF = "thread_off"
    DISABLED = "disabled"
    ASKER = "asker"
    UNREADABLE = "unreadable"


TOLD: dict[str, str | Promise] = {
    Fault.NO_KEY: _("Yardımcının anahtarı yok ya da açılamıyor. Yönetici ayarlardan yeniden yazmalı."),
    Fault.REFUSED: _("Sağlayıcı anahtarı kabul etmedi. Yönetici ayarlardaki anahtarı denetlemeli."),
    Fault.MODEL: _("Sağlayıcı bu modeli ya da adresi tanımıyor. Yönetici ayarları denetlemeli."),
    Fault.BUSY: _("Sağlayıcı şu anda çok yoğun. Biraz sonra yeniden deneyin."),
    Fault.QUOTA: _("Sağlayıcıdaki hesabın sınırı dolmuş. Yönetici sağlayıcının hesabını denetlemeli."),
    Fault.LONG: _("Gönderilen metin bu model için çok uzun. Daha kısa bir konuşmada sorun."),
    Fault.TIMEOUT: _("Sağlayıcı zamanında yanıt vermedi. Yeniden deneyebilirsiniz."),
    Fault.AWAY: _("Sağlayıcıya ulaşılamıyor. Biraz sonra yeniden deneyin."),
    Fault.FORBIDDEN: _("Sağlayıcının adresi iç ağa çıkıyor; buna izin verilmemiş. Yönetici adresi denetlemeli."),
    Fault.CUT: _("Yanıt yarıda kesildi. Yeniden deneyebilirsiniz."),
    Fault.NONSENSE: _("Sağlayıcıdan anlaşılmayan bir yanıt geldi. Yönetici adresi denetlemeli."),
    Fault.EMPTY: _("Sağlayıcı boş bir yanıt verdi. Yeniden deneyebilirsiniz."),
    Fault.REJECTED: _("Sağlayıcı bu soruyu kabul etmedi."),
    Fault.LENGTH: _("Yanıt uzunluk sınırında bitti; devamını sorabilirsiniz."),
    Fault.LOST: _("Yanıt kesildi: arka plandaki iş durdu. Yeniden deneyebilirsiniz."),
    Fault.STOPPED: _("Durduruldu."),
    Fault.THREAD_OFF: _("Yardımcı bu konuşmada kapatıldığı için durdu."),
    Fault.DISABLED: _("Yardımcı kapatıldığı için durdu."),
    Fault.ASKER: _("Soranın yetkisi ya da konuşmadaki yeri kalmadığı için durdu."),
    Fault.UNREADABLE: _("Sorulan metin açılamadı: anahtarı yok ya da kayıt bozulmuş."),
}

STOPS = frozenset({Fault.STOPPED, Fault.THREAD_OFF, Fault.DISABLED, Fault.ASKER})
"""What ends a reply because somebody here wanted it so."""


def told(code: str) -> str:
    """Say to people what a code means; empty for none."""
    return str(TOLD.get(code, code))


class ProviderFault(Exception):
    """The provider did not answer as asked. It holds a code and never a word of the question or the answer."""

    def __init__(self, code: Fault) -> None:
        self.code = code
        super().__init__(str(code))
