"""Minutes, and drafts of them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock

from .. import policy
from ..models import AgendaItem, MinuteDraft
from ..models.agenda import LONGEST_MINUTES


@transaction.atomic
def save_minutes(*, item: AgendaItem, by: Any) -> AgendaItem:
    """Store what was written of a point; the writer's draft of it is over."""
    policy.can_write(by, lock(item.meeting, by)).require()
    item.save(update_fields=["minutes"])
    MinuteDraft.objects.filter(item=item, user=by).delete()
    return item


@transaction.atomic
def keep_draft(*, item: AgendaItem, text: str, by: Any) -> MinuteDraft:
    """Keep what somebody is typing, as they type it."""
    policy.can_write(by, item.meeting).require()
    if len(text) > LONGEST_MINUTES:
        raise ValidationError(_("Tutanak çok uzun."), code="minutes_long")
    ProhibitNullCharactersValidator()(text)  # which no column takes; a form would have asked
    draft, _made = MinuteDraft.objects.update_or_create(item=item, user=by, defaults={"text": text})
    return draft
