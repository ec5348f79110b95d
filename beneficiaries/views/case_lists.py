"""The lists of documents, consents and referrals."""

from django.http import HttpRequest
from django.template.response import TemplateResponse

from accounts.guards import needs
from kafkasder.live import live_page

from ..case_lists import CONSENTS, PAPERS, REFERRALS
from ..querysets import sees_all

_TEMPLATE = "beneficiaries/case_list.html"


@needs("beneficiaries.view_household", "beneficiaries.view_papers")
@PAPERS.personal
@live_page(shared=sees_all)
def paper_list(request: HttpRequest) -> TemplateResponse:
    return PAPERS.respond(request, _TEMPLATE)


@needs("beneficiaries.view_household", "beneficiaries.view_consents")
@CONSENTS.personal
@live_page(shared=sees_all)
def consent_list(request: HttpRequest) -> TemplateResponse:
    return CONSENTS.respond(request, _TEMPLATE)


@needs("beneficiaries.view_household", "beneficiaries.view_referrals")
@REFERRALS.personal
@live_page(shared=sees_all)
def referral_list(request: HttpRequest) -> TemplateResponse:
    return REFERRALS.respond(request, _TEMPLATE)
