"""What people are told about the second factor."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import User
from .services.factor import Verdict


def refusal_of(verdict: Verdict) -> str:
    """Return why no code was taken, and when the next one is looked at."""
    minutes = -(-verdict.locked_for // timedelta(minutes=1))
    if verdict.locked_for <= timedelta(seconds=20):
        return _("Kod yanlış ya da daha önce kullanıldı. Uygulamanın gösterdiği yeni kodu yazın.")
    return ngettext(
        "Çok fazla yanlış kod yazıldı. %(count)d dakika sonra yeniden deneyin.",
        "Çok fazla yanlış kod yazıldı. %(count)d dakika sonra yeniden deneyin.",
        minutes,
    ) % {"count": minutes}


def factor_in_words(user: User) -> str:
    """Return whether somebody has a second factor, and whether they must."""
    if user.has_factor:
        return _("Açık")
    if user.is_factor_overdue:
        return _("Kapalı; süresi doldu")
    return _("Kapalı; rolü için zorunlu") if user.must_have_factor else _("Kapalı")
