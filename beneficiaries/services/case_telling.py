"""Telling whoever is responsible what ends, what was taken back and what waits in a case file."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kafkasder.core.days import today
from notifications.services import Words, notify

from .. import case_kinds
from ..models import Beneficiary, Household, Paper, PersonConsent, Referral

SOON = timedelta(days=30)


def tell_withdrawn(consent: PersonConsent, by: Any) -> None:
    """Tell who is responsible for a person's household that a consent holds no more."""

    def words() -> Words:
        about = {"person": consent.person, "purpose": consent.get_purpose_display()}
        return Words(_("%(person)s rızasını geri çekti: %(purpose)s") % about, consent.withdrawn_reason)

    people = _responsible(consent.person.household, consent.by)
    notify(kind=case_kinds.WITHDRAWN, to=people, words=words, about=consent.person, by=by)


def remind_of_case_files() -> int:
    """Remind of consents and documents that end soon and of answers that are late; return how many were told anew."""
    now = today()
    return (
        sum(map(_tell_consent, _ending_consents(now)))
        + sum(map(_tell_paper, _ending_papers(now)))
        + sum(map(_tell_referral, Referral.objects.late(now).select_related("household__assigned_to", "person", "by")))
    )


def _ending_consents(now: date) -> Iterable[PersonConsent]:
    standing = PersonConsent.objects.standing(now).filter(expires_on__lte=now + SOON)
    return standing.select_related("person__household__assigned_to", "by")


def _ending_papers(now: date) -> Iterable[Paper]:
    ending = Paper.objects.expiring(now + SOON).filter(expires_on__gte=now)
    return ending.select_related("household__assigned_to", "person", "added_by")


def _tell_consent(consent: PersonConsent) -> int:
    def title() -> str:
        return f"{consent.person}: {consent.get_purpose_display()}"

    people = _responsible(consent.person.household, consent.by)
    return _remind(case_kinds.CONSENT_ENDS, people, consent.person, title, consent.pk, consent.expires_on)


def _tell_paper(paper: Paper) -> int:
    about: Beneficiary | Household = paper.person or paper.household

    def title() -> str:
        return f"{about}: {paper}"

    people = _responsible(paper.household, paper.added_by)
    return _remind(case_kinds.PAPER_ENDS, people, about, title, paper.pk, paper.expires_on)


def _tell_referral(referral: Referral) -> int:
    people = _responsible(referral.household, referral.by)
    return _remind(
        case_kinds.REFERRAL_LATE, people, referral.person, lambda: str(referral), referral.pk, referral.answer_by
    )


def _remind(kind: str, to: list[Any], about: Any, title: Callable[[], str], key: int, day: date | None) -> int:
    """Tell once for each day on which something ends."""

    def words() -> Words:
        return Words(title(), _("Son gün: %(day)s") % {"day": date_format(day, "j F Y") if day else ""})

    return notify(kind=kind, to=to, words=words, about=about, cause=f"{key} {day}") if to else 0


def _responsible(household: Household, recorder: Any) -> list[Any]:
    """Return who answers for the household; whoever wrote the row down where nobody does."""
    return [each for each in (household.assigned_to or recorder,) if each is not None]
