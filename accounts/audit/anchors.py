"""Anchors: how the chain stands, written down where nobody who can change the database can change it too."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import AuditAnchor, AuditHead

EVERY = timedelta(days=1)


@transaction.atomic
def drop_anchor() -> AuditAnchor | None:
    """Write down how the chain stands now; None before anything is sealed."""
    head = AuditHead.objects.select_for_update().filter(position__gt=0).first()
    if head is None:
        return None
    anchor, created = AuditAnchor.objects.get_or_create(position=head.position, defaults={"chain": bytes(head.chain)})
    if created:
        transaction.on_commit(lambda: _mail(anchor), robust=True)
    return anchor


def drop_daily_anchor() -> AuditAnchor | None:
    """Drop an anchor if the last one is a day old and the chain has grown since."""
    newest = AuditAnchor.objects.order_by("-position").first()
    head = AuditHead.current()
    if head.position == (newest.position if newest else 0):
        return None
    if newest and timezone.now() - newest.created_at < EVERY:
        return None
    return drop_anchor()


def parse_anchor(text: str) -> tuple[int, bytes]:
    """Return position and link of an anchor as commands and mails write it; raise ValueError for anything else."""
    position, _colon, chain = text.strip().partition(":")
    link = bytes.fromhex(chain)
    if len(link) != 32:
        raise ValueError(text)
    return int(position), link


def _mail(anchor: AuditAnchor) -> None:
    if not settings.AUDIT_ANCHOR_EMAILS:
        return
    message = _(
        "Denetim zincirinin çapası:\n\n%(anchor)s\n\n"
        "Bu iletiyi saklayın. Kayıtların o güne dek değişmediği şöyle doğrulanır:\n\n"
        "manage.py verify_audit --anchor %(anchor)s"
    )
    subject = _("Denetim çapası %(day)s") % {"day": f"{timezone.localtime(anchor.created_at):%d.%m.%Y}"}
    send_mail(subject, message % {"anchor": anchor}, None, settings.AUDIT_ANCHOR_EMAILS)
