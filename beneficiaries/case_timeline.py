"""What happened in a case file, as the timeline of a household or a person tells it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import chain
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kafkasder.core.sections import TimelineSource
from kafkasder.core.timeline import Entry

from .models import Beneficiary, CaseNote, Household, PaperVersion, PersonConsent, Referral
from .sight import HOUSEHOLD_PAGE, PERSON_PAGE
from .states import ReferralState

KEY = "dosya"


def sources() -> Iterable[TimelineSource]:
    label = gettext_lazy("Dosya")
    yield TimelineSource(page=HOUSEHOLD_PAGE, key=KEY, label=label, entries=_of_household)
    yield TimelineSource(page=PERSON_PAGE, key=KEY, label=label, entries=_of_person)


def _of_household(viewer: Any, household: Household, most: int) -> list[Entry]:
    return _newest(viewer, most, {"household": household}, {"person__household": household})


def _of_person(viewer: Any, person: Beneficiary, most: int) -> list[Entry]:
    return _newest(viewer, most, {"person": person}, {"person": person})


def _newest(viewer: Any, most: int, of: dict[str, Any], of_consents: dict[str, Any]) -> list[Entry]:
    notes = CaseNote.objects.visible_to(viewer).filter(**of).select_related("author").order_by("-created_at")
    consents = PersonConsent.objects.visible_to(viewer).filter(**of_consents).select_related("person", "by")
    referrals = Referral.objects.visible_to(viewer).filter(**of).select_related("person", "by").order_by("-state_at")
    told = chain(
        map(_note, notes[:most]),
        _consents(consents.order_by("-created_at")[:most]),
        _papers(viewer, of, most),
        map(_referral, referrals[:most]),
    )
    return sorted(told, key=lambda entry: entry.at, reverse=True)[:most]


def _note(note: CaseNote) -> Entry:
    """Tell that something was noted; its words stand in the section."""
    title = _("Geri alınan not: %(note)s") if note.withdrawn_at else _("Not: %(note)s")
    return Entry(
        at=note.created_at, title=title % {"note": note}, actor=str(note.author or ""), icon="note", tone="info"
    )


def _consents(consents: Iterable[PersonConsent]) -> Iterator[Entry]:
    for consent in consents:
        title = _("Rıza verildi: %(consent)s") % {"consent": consent}
        yield Entry(at=consent.created_at, title=title, actor=str(consent.by or ""), icon="shield", tone="success")
        if consent.withdrawn_on:
            title = _("Rıza geri çekildi: %(consent)s") % {"consent": consent}
            at = max(consent.created_at, _noon_of(consent.withdrawn_on))
            yield Entry(at=at, title=title, text=consent.withdrawn_reason, icon="shield", tone="danger")


def _papers(viewer: Any, of: dict[str, Any], most: int) -> Iterator[Entry]:
    if not viewer.has_perm("beneficiaries.view_papers"):
        return
    seen = {f"paper__{name}": row for name, row in of.items()}
    versions = PaperVersion.objects.filter(paper__removed_at__isnull=True, **seen)
    for version in versions.select_related("paper", "added_by").order_by("-added_at")[:most]:
        title = _("Belge eklendi: %(paper)s") if version.number == 1 else _("Belgenin yeni sürümü: %(paper)s")
        yield Entry(
            at=version.added_at,
            title=title % {"paper": version.paper},
            actor=str(version.added_by or ""),
            text=version.note,
            icon="file",
            url=version.paper.get_absolute_url(),
        )


def _referral(referral: Referral) -> Entry:
    state = ReferralState(referral.state).label
    return Entry(
        at=referral.state_at,
        title=_("Kurum yönlendirmesi: %(referral)s") % {"referral": referral},
        actor=str(referral.by or "") if referral.state == ReferralState.SENT else "",
        text=" · ".join(filter(None, (str(state), referral.answer))),
        icon="external",
        tone="info",
    )


def _noon_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
