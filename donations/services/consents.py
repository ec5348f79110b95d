"""What a donor lets the association do: given and withdrawn channel by channel, with the whole history kept."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock

from .. import policy
from ..choices import Channel
from ..models import Consent, Donor


@transaction.atomic
def record_consent(
    *, donor: Donor, channel: str, given: bool, way: str, by: Any, at: datetime | None = None, note: str = ""
) -> Consent:
    """Keep a donor's word about a channel, and let it count at once.

    The newest word counts, by the moment at which it was said; of two of the same moment the withdrawal. So a consent
    that is recorded late undoes no withdrawal that came after it.
    """
    donor = lock(donor, by)
    may = policy.can_give_consent(by, donor) if given else policy.can_withdraw_consent(by, donor)
    may.require()
    if given and not donor.can_be_reached_by(channel):
        raise ValidationError(_("Bu kanal için kayıtlı bir bilgi yok; önce onu yazın."), code="no_address")
    consent = Consent(
        donor=donor, channel=channel, given=given, way=way, by=by, at=at or timezone.now(), note=note.strip()
    )
    consent.save(force_insert=True)
    _let_it_count(donor, channel)
    return consent


def _let_it_count(donor: Donor, channel: str) -> None:
    newest = donor.consent_history.filter(channel=channel).order_by("-at", "given", "-pk")[0]
    channels = {*donor.consents} - {channel} | ({channel} if newest.given else set())
    consents = [each for each in Channel.values if each in channels]
    if consents != donor.consents:
        donor.consents = consents
        donor.save(update_fields=["consents", "updated_at"])
