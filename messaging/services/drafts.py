"""Drafts, which every device of a person keeps and none loses."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock_named

from .. import policy
from ..models import Draft, Thread
from ..models.message import LONGEST_TEXT
from .rows import lock_thread

MOST_LEFT = 5 * LONGEST_TEXT


@transaction.atomic
def keep_draft(*, thread: Thread | None, text: str, written_at: datetime, base: datetime | None, by: Any) -> Draft:
    """Keep what somebody is writing, typed at `written_at` by the clock of their device.

    `base` is the `written_at` of the draft that the device had before; if that is no longer the server's, another
    device wrote meanwhile: the newer one wins, of equal ones the server's, and the other one is kept beside it.
    """
    if thread is not None:
        lock_thread(thread, by)  # else a draft could come after who wrote it was taken out with their drafts
    policy.can_use(by).require()
    if len(text) > LONGEST_TEXT:
        raise ValidationError(_("Bir ileti en çok 10.000 karakter olabilir."), code="too_long")
    ProhibitNullCharactersValidator()(text)
    written_at = min(written_at, timezone.now())  # a clock that is fast must not win for ever
    lock_named(f"messaging.draft {by.pk}-{thread.pk if thread else 0}")
    draft = Draft.objects.select_for_update(of=("self",)).filter(user=by, thread=thread).first()
    if draft is None:
        draft = Draft(user=by, thread=thread, written_at=written_at)
        draft.text = text
        if not text:
            return draft  # there is nothing to keep
    elif base == draft.written_at:
        draft.text, draft.written_at = text, max(written_at, draft.written_at)
    else:
        _settle(draft, text, written_at)
    draft.save()
    return draft


@transaction.atomic
def put_left_away(*, draft: Draft, by: Any) -> Draft:
    """Forget what another device had written and did not win."""
    if draft.user_id != by.pk:
        raise PermissionDenied
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    draft.left = ""
    draft.save(update_fields=["sealed_left"])
    return draft


def _settle(draft: Draft, text: str, written_at: datetime) -> None:
    """Let the newer of two texts stand, and keep the other one if it says something of its own."""
    if draft.text == text:
        draft.written_at = max(draft.written_at, written_at)
        return
    loser = text
    if written_at > draft.written_at:
        loser, draft.text, draft.written_at = draft.text, text, written_at
    if loser.strip() and not draft.text.startswith(loser.strip()):
        draft.left = _both(draft.left, loser)


def _both(former: str, loser: str) -> str:
    """Return what was left before and what is left now; one that goes on where the other ends stands for both.

    Of very much the newest is kept, so that devices that disagree for ever fill nothing.
    """
    if not former or loser.startswith(former):
        return loser
    return former if loser in former else f"{former}\n\n{loser}"[-MOST_LEFT:]
