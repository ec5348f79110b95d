"""The file by which the bank pays a released list."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from accounts.guards import by, needs
from accounts.services.disclosures import record_export
from kafkasder.core.lists import Format
from kafkasder.core.saving import form_page, refuse, sent

from .. import policy, services
from ..bank_files import payments_of, write_bank_file
from ..forms.payments_bank import BankFileForm
from ..models import PaymentList
from .payments_rows import PREPARE, VIEW_LISTS, get_list


@needs(*VIEW_LISTS, PREPARE, "beneficiaries.view_bank_accounts", recently=True)
def list_bank_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give out the IBANs of a list, in clear, for the bank alone: asked again who one is, and told of in the trail."""
    payment_list = get_list(request, pk)
    policy.can_make_bank_file(request.user, payment_list).require()
    changed = services.with_changed_accounts(payment_list).count()
    form = BankFileForm(sent(request), changed=changed)
    if form.is_valid():
        try:
            services.require_others_looked(payment_list, by(request))
            return _file(request, payment_list, form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
    context: dict[str, Any] = {"payment_list": payment_list, "count": payments_of(payment_list).count()}
    return form_page(request, "aid/list_bank_file.html", form, changed=changed, **context)


def _file(request: HttpRequest, payment_list: PaymentList, asked: dict[str, Any]) -> HttpResponseBase:
    template = asked["template"]
    export = write_bank_file(payment_list, template, Format(asked["form"]))
    record_export(
        PaymentList,
        rows=export.rows,
        fields=[each["field"] for each in template.columns],
        address=payment_list.get_absolute_url(),
        reason=_("Banka dosyası: %(template)s") % {"template": template},
        by=by(request),
        row=payment_list,
    )
    answer = export.response(request)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
