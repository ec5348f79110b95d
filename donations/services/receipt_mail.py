"""Receipts by e-mail, to donors who consented to it: what was sent waits in the outbox with its PDF."""

import io
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from accounts.models import OrganisationProfile
from accounts.services.mail import post
from kafkasder.core.locks import lock

from .. import policy
from ..models import Receipt
from .receipt_pdf import LANGUAGE, write_receipts


@transaction.atomic
def send_receipt(*, receipt: Receipt, by: Any, once: bool = False) -> Receipt:
    """Send a receipt's paper to its donor, and mark that it was sent; with `once` nothing if it was sent meanwhile."""
    receipt = lock(receipt, by)
    policy.can_send_receipt(by, receipt).require()
    if once and receipt.mailed_at:
        return receipt
    assert receipt.donation
    paper = io.BytesIO()
    write_receipts([receipt], paper)
    with override(LANGUAGE):
        context = {"receipt": receipt, "organisation": OrganisationProfile.current()}
        subject = render_to_string("donations/email/receipt_subject.txt", context).strip()
        body = render_to_string("donations/email/receipt_message.txt", context)
    mail = EmailMessage(subject, body, None, [receipt.donation.donor.email])
    mail.attach(f"{receipt}.pdf", paper.getvalue(), "application/pdf")
    post(mail)
    receipt.mailed_at = timezone.now()
    receipt.save(update_fields=["mailed_at"])
    return receipt
