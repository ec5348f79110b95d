"""Where an action leads back to: the page from which it was asked, which it names itself."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

NEXT = "next"


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Return the page of ours that a request names as its way back, or another one."""
    wanted = request.POST.get(NEXT) or request.GET.get(NEXT) or ""
    return wanted if is_ours(request, wanted) else otherwise


def is_ours(request: HttpRequest, address: str) -> bool:
    """Whether an address leads to a page of ours; `redirect` would take a bare word for the name of a view."""
    here = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return here and "/" in address
