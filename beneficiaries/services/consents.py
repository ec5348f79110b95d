"""Consents: their texts, what people agreed to, and what they took back."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.locks import lock, lock_named

from .. import policy
from ..ages import age_on
from ..case_choices import PaperKind
from ..models import Beneficiary, ConsentText, Paper, PersonConsent
from .case_telling import tell_withdrawn
from .papers import add_paper

OF_AGE = 18


@transaction.atomic
def write_consent_text(*, text: ConsentText, by: Any) -> ConsentText:
    """Store a new version of what people are asked to agree to; earlier ones stay for the consents to them."""
    policy.can_write_consent_text(by).require()
    lock_named("consent texts")
    newest = ConsentText.objects.filter(purpose=text.purpose).aggregate(last=Max("number"))["last"] or 0
    text.number, text.by = newest + 1, by
    text.save(force_insert=True)
    return text


@transaction.atomic
def record_consent(*, consent: PersonConsent, by: Any, upload: Any = None) -> PersonConsent:
    """Keep a person's consent to the newest text of its purpose, with the signed form if one is given."""
    person = lock(consent.person, by)
    policy.can_record_consent(by, person).require()
    text = ConsentText.objects.filter(purpose=consent.purpose).order_by("-number").first()
    if text is None:
        raise ValidationError({"purpose": _("Bu amaç için rıza metni yazılmamış.")}, code="no_text")
    if consent.given_on > today():
        raise ValidationError({"given_on": _("Gelecekte bir gün olamaz.")}, code="given_in_future")
    _require_guardian(person, consent)
    consent.text, consent.by = text, by
    if upload:
        title = f"{consent.get_purpose_display()}: {_('rıza formu')}"
        paper = Paper(household=person.household, person=person, kind=PaperKind.CONSENT, title=title)
        consent.evidence = add_paper(paper=paper, upload=upload, by=by)
    consent.save(force_insert=True)
    return consent


def _require_guardian(person: Beneficiary, consent: PersonConsent) -> None:
    """For a child somebody else says it: a member of the household, or another by name."""
    age = age_on(consent.given_on, person.birth_date, person.birth_year)
    if age is not None and age < OF_AGE and not consent.guardian_id and not consent.guardian_name:
        raise ValidationError({"guardian": _("18 yaşından küçük biri için rızayı veren veli ya da vasiyi yazın.")})
    if consent.guardian and consent.guardian.household_id != person.household_id:
        raise ValidationError({"guardian": _("Rızayı veren üye aynı haneden olmalıdır.")}, code="guardian_elsewhere")


@transaction.atomic
def withdraw_consent(*, person: Beneficiary, purpose: str, reason: str, by: Any, on: date | None = None) -> int:
    """Take back all that stands of a person's consents for a purpose; return how many there were.

    Whoever is responsible for the household is told.
    """
    person = lock(person, by)
    policy.can_withdraw_consent(by, person).require()
    if not reason.strip():
        raise ValidationError({"reason": _("Lütfen nedenini yazın.")}, code="reason_required")
    on = on or today()
    if on > today():  # until then it would stand
        raise ValidationError({"on": _("Gelecekte bir gün olamaz.")}, code="withdrawn_in_future")
    standing = list(person.consents.select_for_update().standing(on).filter(purpose=purpose))
    if not standing:
        raise ValidationError(_("Geri çekilecek geçerli bir rıza yok."), code="nothing_to_withdraw")
    for consent in standing:
        consent.withdrawn_on, consent.withdrawn_reason, consent.withdrawn_by = on, reason.strip(), by
        consent.save(update_fields=["withdrawn_on", "withdrawn_reason", "withdrawn_by"])
    tell_withdrawn(standing[0], by)
    return len(standing)
