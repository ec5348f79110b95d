"""Sending people on to other institutions, and what these answer."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.locks import lock

from .. import policy
from ..case_choices import ConsentPurpose
from ..consents import standing_consent
from ..models import Referral
from ..states import REFERRAL_STATES


@transaction.atomic
def refer(*, referral: Referral, by: Any) -> Referral:
    """Keep a referral of a person who agreed that their data is shared; without that it takes a reason and a verb."""
    person = lock(referral.person, by)
    policy.can_refer(by, person).require()
    if referral.sent_on > today():
        raise ValidationError({"sent_on": _("Gelecekte bir gün olamaz.")}, code="sent_in_future")
    referral.household, referral.by = person.household, by
    referral.consent = standing_consent(person, ConsentPurpose.SHARE)
    if referral.consent:
        referral.without_consent = ""
    else:
        _require_override(referral, by)
    referral.save(force_insert=True)
    return referral


def _require_override(referral: Referral, by: Any) -> None:
    if not policy.can_refer_without_consent(by):
        text = _("Kişinin başka kurumla paylaşım için geçerli rızası yok; önce rızasını kaydedin.")
        raise ValidationError(text, code="no_consent")
    if not referral.without_consent.strip():
        text = _("Geçerli bir paylaşım rızası yok; neden beklenemediğini yazın.")
        raise ValidationError({"without_consent": text}, code="no_consent")


@transaction.atomic
def change_referral_state(*, referral: Referral, target: str, by: Any, reason: str = "") -> Referral:
    """Keep what an institution answered, or that the referral was taken back."""
    person = lock(referral.person, by)
    policy.can_refer(by, person).require()
    referral = lock(referral, by)
    REFERRAL_STATES.require(referral.state, target, reason)
    referral.state, referral.state_at = target, timezone.now()
    referral.answer = reason.strip() or referral.answer
    referral.save(update_fields=["state", "state_at", "answer", "updated_at"])
    return referral
