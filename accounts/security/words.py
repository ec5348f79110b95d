"""Security events in words: what the details of an event mean to people."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..audit.words import field_label, table_label
from ..models import EndReason, EventKind, SecurityEvent, SecuritySettings, Severity
from ..models.audit import Source
from ..roles import BY_SLUG
from ..verbs import all_verbs
from .rules import BY_KEY

TONES = {Severity.LOW: "neutral", Severity.MEDIUM: "info", Severity.HIGH: "warning", Severity.CRITICAL: "danger"}

_LABELS: dict[str, str | Promise] = {
    "account": gettext_lazy("Hesabın özeti"),
    "added": gettext_lazy("Verilen"),
    "changed": gettext_lazy("Süresi değişen"),
    "device": gettext_lazy("Cihaz"),
    "devices": gettext_lazy("Cihazlar"),
    "fields": gettext_lazy("Alanlar"),
    "how": gettext_lazy("Nasıl"),
    "known_browser": gettext_lazy("Bilinen tarayıcı"),
    "left": gettext_lazy("Kalan yedek kod"),
    "limit": gettext_lazy("Sınır"),
    "method": gettext_lazy("Yöntem"),
    "minutes": gettext_lazy("Süre (dakika)"),
    "missing": gettext_lazy("Bulunamayan kayıt"),
    "note": gettext_lazy("Açıklama"),
    "page": gettext_lazy("Sayfa"),
    "reason": gettext_lazy("Neden"),
    "removed": gettext_lazy("Alınan"),
    "roles": gettext_lazy("Roller"),
    "row": gettext_lazy("Kayıt no"),
    "rows": gettext_lazy("Kayıt sayısı"),
    "rule": gettext_lazy("Kural"),
    "source": gettext_lazy("Kaynak"),
    "step": gettext_lazy("Adım"),
    "table": gettext_lazy("Tür"),
    "trusted": gettext_lazy("Güveniliyor"),
    "unknown": gettext_lazy("Kayıtlı olmayan e-posta"),
    "virus": gettext_lazy("Bulunan zararlı yazılım"),
}
_NAMED: dict[str, Mapping[str, str | Promise]] = {
    "how": {"reset": gettext_lazy("E-postadaki bağlantıyla"), "changed": gettext_lazy("Kişinin sayfasından")},
    "reason": {each.value: each.label for each in EndReason},
    "step": {"sign_in": gettext_lazy("Girişteki kod"), "confirm": gettext_lazy("Yeniden doğrulama")},
    "source": dict(Source.choices),
}
_UNSAID = {"export", "of"}  # what the summary says


def summary(event: SecurityEvent) -> str:
    """Return what happened in one line: `Hassas veriye bakış: Kişi (kimlik no)`."""
    kind, told = str(event.get_kind_display()), event.details
    said = _SUMMARIES.get(EventKind(event.kind), lambda told: "")(told) if event.kind in EventKind else ""
    return f"{kind}: {said}" if said else kind


def facts(event: SecurityEvent) -> list[tuple[str, str]]:
    """Return the details as labels and words; what has no words here is shown as it stands."""
    told = {name: value for name, value in event.details.items() if name not in _UNSAID}
    if "rule" in told:  # whose words hold it
        told.pop("limit", None)
    return [(str(_LABELS.get(name, name)), _say(name, value, event.details)) for name, value in told.items()]


def _say(name: str, value: Any, told: Mapping[str, Any]) -> str:
    if say := _SAYINGS.get(name):
        return say(value, told)
    if name in _NAMED and isinstance(value, str):
        return str(_NAMED[name].get(value, value))
    if isinstance(value, bool):
        return _("Evet") if value else _("Hayır")
    if isinstance(value, int):
        return number_format(value, force_grouping=True)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _fields(told: Mapping[str, Any]) -> str:
    table = told.get("table") or SecuritySettings._meta.db_table
    return ", ".join(str(field_label(table, field)) for field in told.get("fields", ()))


def _rights(told: Mapping[str, Any], done: str) -> str:
    names = told.get(done, ())
    if told.get("of") == "roles":
        return ", ".join(map(_role, names))
    verbs = all_verbs()
    return ", ".join(str(verbs[name].label) if name in verbs else name for name in names)


def _role(slug: str) -> str:
    return str(BY_SLUG[slug]) if slug in BY_SLUG else slug


def _rule(told: Mapping[str, Any]) -> str:
    rule = BY_KEY.get(told["rule"])
    return str(rule.said) % told if rule else str(told["rule"])


def _suspicion(told: Mapping[str, Any]) -> str:
    if "virus" in told:
        return _("zararlı yazılım bulunan bir dosya gönderildi")
    return _rule(told) if "rule" in told else ""


def _data(told: Mapping[str, Any]) -> str:
    what = table_label(told["table"]) if "table" in told else ""
    if told.get("export"):
        return _("%(what)s, %(count)s kayıt dışa aktarıldı") % {"what": what, "count": _say("rows", told["rows"], told)}
    fields = _fields(told)
    return f"{what} ({fields})" if fields else what


def _changed_rights(told: Mapping[str, Any]) -> str:
    words = {"added": _("verildi"), "changed": _("süresi değişti"), "removed": _("alındı")}
    return "; ".join(f"{_rights(told, done)} ({word})" for done, word in words.items() if done in told)


def _changed_settings(told: Mapping[str, Any]) -> str:
    return _("oturum süreleri") if "roles" in told else _fields(told)


def _refused(told: Mapping[str, Any]) -> str:
    if "missing" in told:
        return _("olmayan ya da kendisine açık olmayan kayıtlar arandı")
    return str(told.get("page", ""))


_SAYINGS: dict[str, Callable[[Any, Mapping[str, Any]], str]] = {
    "added": lambda value, told: _rights(told, "added"),
    "changed": lambda value, told: _rights(told, "changed"),
    "fields": lambda value, told: _fields(told),
    "removed": lambda value, told: _rights(told, "removed"),
    "roles": lambda value, told: ", ".join(map(_role, value)),
    "rule": lambda value, told: _rule(told),
    "table": lambda value, told: table_label(value),
}
_SUMMARIES: dict[EventKind, Callable[[Mapping[str, Any]], str]] = {
    EventKind.DATA_ACCESS: _data,
    EventKind.DATA_CHANGE: _data,
    EventKind.DENIED: _refused,
    EventKind.RIGHTS: _changed_rights,
    EventKind.FAILURE: lambda told: _("kayıtlı olmayan bir e-postayla") if told.get("unknown") else "",
    EventKind.PASSWORD: lambda told: _say("how", told["how"], told) if "how" in told else "",
    EventKind.SESSION_ENDED: lambda told: _say("reason", told["reason"], told) if "reason" in told else "",
    EventKind.SETTINGS: _changed_settings,
    EventKind.SUSPICIOUS: _suspicion,
}
