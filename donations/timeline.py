"""The history of a donor as the page tells it: what the audit trail says of the row, and every word about consents."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit import history, words
from accounts.models.audit import Action, AuditEntry
from kafkasder.core.money import format_money
from kafkasder.core.timeline import Entry
from kafkasder.core.wording import Wording

from .models import Consent, Donor
from .states import DonorState

_NEWEST = 60
_OF_STATE = {"state", "state_reason"}
_TOLD_ELSEWHERE = _OF_STATE | {"consents", "updated_at", "created_at", "created_by_id"}
_TITLES = {
    Action.CREATE: gettext_lazy("Bağışçı kaydedildi"),
    Action.UPDATE: gettext_lazy("Bağışçı bilgileri değişti"),
    Action.EXPORT: gettext_lazy("Bağışçının dosyası dışa aktarıldı"),
}
_ICONS = {Action.CREATE: "plus", Action.UPDATE: "edit", Action.VIEW: "eye", Action.EXPORT: "download"}


def donor_timeline(donor: Donor, *, with_gifts: bool = False) -> list[Entry]:
    """Return the newest that happened to a donor; `with_gifts` is for those who may see donations."""
    trail = [entry for entry in history(donor)[:_NEWEST] if not _tells_of_consents_alone(entry)]
    wording = words.wording_for(trail)
    consents = donor.consent_history.select_related("by").order_by("-created_at", "-pk")[:_NEWEST]
    entries = [*(_told(entry, wording) for entry in trail), *_consent_entries(consents)]
    if with_gifts:
        entries += _gift_entries(donor)
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:_NEWEST]


def _tells_of_consents_alone(entry: AuditEntry) -> bool:
    return entry.action == Action.UPDATE and {*entry.changes} <= {"consents", "updated_at"}


def _told(entry: AuditEntry, wording: Wording) -> Entry:
    title, text = _words(entry)
    is_change = entry.action == Action.UPDATE
    return Entry(
        at=entry.at,
        title=title,
        actor=entry.actor_name or str(entry.get_source_display()),
        text=text,
        icon=_ICONS.get(Action(entry.action), "circle"),
        tone="neutral" if entry.action in (Action.CREATE, Action.UPDATE) else "warning",
        changes=words.changes_in(entry, wording, _TOLD_ELSEWHERE) if is_change else (),
        restore_url=words.restore_url(entry) if is_change else "",
    )


def _words(entry: AuditEntry) -> tuple[str, str]:
    """Return the title and the text of an entry."""
    if entry.action == Action.UPDATE and entry.changes.get("state", [None])[-1] in DonorState.values:
        before, after = (DonorState(value).label for value in entry.changes["state"])
        return f"{before} → {after}", str(entry.changes.get("state_reason", ["", ""])[1] or "")
    if entry.action == Action.VIEW:
        seen = ", ".join(str(words.field_label(entry.table_name, column)) for column in entry.changes)
        return _("Açık hâli görüntülendi: %(fields)s") % {"fields": seen}, entry.reason
    return str(_TITLES.get(Action(entry.action), entry.get_action_display())), entry.reason


def _consent_entries(consents: Any) -> Iterator[Entry]:
    for consent in consents:
        yield Entry(
            at=consent.created_at,
            title=consent_words(consent),
            actor=str(consent.by or ""),
            text=" · ".join(filter(None, (str(consent.get_way_display()), consent.note))),
            icon="check" if consent.given else "x",
            tone="success" if consent.given else "warning",
        )


def _gift_entries(donor: Donor) -> Iterator[Entry]:
    gifts = donor.donations.taken_in().select_related("created_by", "fund").order_by("-day", "-pk")
    for gift in gifts[:_NEWEST]:
        yield Entry(
            at=gift.completed_at or gift.created_at,
            title=_("%(amount)s bağışladı") % {"amount": format_money(gift.amount, gift.currency)},
            actor=str(gift.created_by or ""),
            text=" · ".join((str(gift.get_kind_display()), gift.fund.name)),
            icon="coins",
            tone="success",
        )


def consent_words(consent: Consent) -> str:
    """Say what a donor said: `SMS: izin verdi`."""
    said = _("%(channel)s: izin verdi") if consent.given else _("%(channel)s: iznini geri çekti")
    return said % {"channel": consent.get_channel_display()}
