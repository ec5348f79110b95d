"""What the personal data law has done by schedule."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kafkasder.core import jobs
from kafkasder.core.saving import explaining

from .services.retention import propose


def _propose() -> str:
    try:
        with explaining():
            proposal = propose()
    except ValidationError as refusal:  # one that stands open, for instance; trying again would not help
        return refusal.messages[0]
    count = proposal.candidates.count() if proposal else 0
    return str(_("İmha önerisine alınan kayıt: %(count)d") % {"count": count})


PROPOSE_DESTRUCTION = jobs.Job(
    key="privacy.propose_destruction",
    label=_("İmha önerisi hazırlar"),
    description=_("Saklama süresi dolan kayıtları bir öneride toplar. İki kişi onaylamadan hiçbir şey imha edilmez."),
    run=_propose,
    cron="0 4 1 1,7 *",
    order=200,
)


def register() -> None:
    jobs.register(PROPOSE_DESTRUCTION)
