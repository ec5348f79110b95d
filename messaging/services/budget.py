"""How much the assistant may cost in a month: set aside before asking, so that asking at once passes no limit.

Tokens are estimated high before they are known. Months are those of the clock on the association's wall.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock_named

from ..models import AssistantReply, AssistantSettings, AssistantUse

ANSWER_TOKENS = 5_000  # more than the longest answer that is taken in
_CHARACTERS_OF_TOKEN = 2  # Turkish has more of them than English; rather too many than too few
_OVERHEAD = 50


def estimate(characters: int) -> int:
    """Return how many tokens a text may be at most."""
    return characters // _CHARACTERS_OF_TOKEN + _OVERHEAD


def reserve(*, user: Any, characters: int, reply: AssistantReply | None, answer: int = ANSWER_TOKENS) -> AssistantUse:
    """Set aside what a question may cost; raise ValidationError if that passes a limit."""
    lock_named("messaging.assistant.budget")
    settings, month = AssistantSettings.current(), this_month()
    wanted = estimate(characters) + answer
    of_month = AssistantUse.objects.filter(month=month)
    if spent(of_month.filter(user=user)) + wanted > settings.person_limit:
        raise ValidationError(_("Bu ayki yardımcı kullanım sınırınız doldu."), code="person_limit")
    if spent(of_month) + wanted > settings.month_limit:
        raise ValidationError(_("Derneğin bu ayki yardımcı kullanım sınırı doldu."), code="month_limit")
    return AssistantUse.objects.create(user=user, reply=reply, month=month, reserved=wanted)


def settle(use: AssistantUse | None, *, model: str, prompt: int, completion: int, is_estimated: bool) -> None:
    """Put what a question cost in the place of what was set aside; nothing leaves no trace."""
    if use is None:
        return
    if not prompt and not completion:
        use.delete()
        return
    use.prompt_tokens, use.completion_tokens, use.reserved = prompt, completion, 0
    use.model, use.is_estimated = model, is_estimated
    use.save(update_fields=["prompt_tokens", "completion_tokens", "reserved", "model", "is_estimated"])


def spent(uses: QuerySet[AssistantUse]) -> int:
    whole = F("prompt_tokens") + F("completion_tokens") + F("reserved")
    return uses.aggregate(sum=Sum(whole))["sum"] or 0


def this_month() -> date:
    return timezone.localdate().replace(day=1)


def note_trial(*, user: Any, model: str, prompt: int, completion: int) -> None:
    """Count what trying the connection cost; it asks no limit, for it is how a limit is set up."""
    if prompt or completion:
        AssistantUse.objects.create(
            user=user, month=this_month(), model=model, prompt_tokens=prompt, completion_tokens=completion
        )
