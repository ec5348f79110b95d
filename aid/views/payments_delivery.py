"""Handing over: who took it and what proves it, and the paper for it."""

import io
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import by, needs
from accounts.services.disclosures import record_export
from kafkasder.core.files import give_out
from kafkasder.core.lists import Export
from kafkasder.core.saving import done, form_page, sent

from .. import policy
from ..delivery_slip import has_slip, write_slip
from ..forms.payments_delivery import DeliveryForm, ProofForm
from ..models import Aid
from ..services.proving import add_proof, open_proof
from ..services.proving import hand_over as keep_hand_over
from .payments_rows import VIEW, get_aid, get_proof

_GIVE = "aid.give_aid"
_ON_SLIP = ("household", "received_by", "amount", "quantity")


def hand_over(request: HttpRequest, aid: Aid) -> HttpResponse:
    """Ask who takes it and for a proof; whoever came from the cash desk goes on there."""
    receiver = aid.person or aid.household.head
    form = DeliveryForm(sent(request), request.FILES or None, initial={"received_by": str(receiver or "")})
    if form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("day", "received_by")}
        if done(form, keep_hand_over, aid=aid, by=by(request), note=form.words(), proofs=form.proofs(), **asked):
            told = _("%(number)s: %(kind)s teslim edildi.")
            messages.success(request, told % {"number": aid.household.file_number, "kind": aid})
            return redirect(_way_back(request) or aid.get_absolute_url())
    return form_page(request, "aid/aid_deliver.html", form, aid=aid, back=aid.get_absolute_url())


def _way_back(request: HttpRequest) -> str:
    """Return the desk's address, if the dialog was opened there."""
    shown = urlsplit(request.headers.get("HX-Current-URL", "") or request.headers.get("Referer", ""))
    desk = reverse("aid:desk")
    if shown.netloc != request.get_host() or shown.path != desk:
        return ""
    return f"{desk}?{shown.query}" if shown.query else desk


@needs(*VIEW, _GIVE)
def proof_add(request: HttpRequest, pk: int) -> HttpResponse:
    aid = get_aid(request, pk)
    policy.can_prove(request.user, aid).require()
    form = ProofForm(sent(request), request.FILES or None)
    if form.is_valid() and done(form, add_proof, aid=aid, proof=form.proofs()[0], by=by(request)):
        messages.success(request, _("Kanıt eklendi."))
        return redirect(aid)
    return form_page(request, "aid/aid_proof.html", form, aid=aid, back=aid.get_absolute_url())


@require_POST
@needs(*VIEW)
def proof_open(request: HttpRequest, pk: int) -> FileResponse:
    """Give out a proof of what the viewer sees: pictures to look at, papers as files. The trail tells of it."""
    proof = open_proof(proof=get_proof(request, pk), by=by(request))
    try:
        return give_out(proof.content, name=proof.name, content_type=proof.content_type, shown=True)
    except FileNotFoundError:
        raise Http404 from None


@require_POST
@needs(*VIEW)
def delivery_slip(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give out the paper that is signed at the handing over. The trail tells of it."""
    aid = get_aid(request, pk)
    if not has_slip(aid):
        raise Http404
    file: Any = io.BytesIO()
    write_slip(aid, file)
    record_export(Aid, rows=1, fields=_ON_SLIP, address="", reason=_("Teslim belgesi"), by=by(request), row=aid)
    answer = Export(file, f"teslim-{aid.pk}.pdf", "application/pdf", 0).response(request)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
