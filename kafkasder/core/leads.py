"""Where else a record's page leads: to what rooms above its own keep about it, without an import.

A room registers a `Lead` for rows of a kind (`references`); the page of such a row shows it to those with the verb::

    LEADS.add(Lead(key="fund_loans", about="fund", label=_("Ödünçleri"), url=_loans_of, verb="library.view_loans"))
    context = {"leads": leads_for(request.user, "fund", fund.pk)}  # for components/leads.html
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from .registry import Registry
from .viewer import Viewer


@dataclass(frozen=True, kw_only=True)
class Lead:
    """A link on the pages of the rows of the kind `about`; `url(pk)` is where that of one row leads."""

    key: str
    about: str
    label: str | Promise
    url: Callable[[int], str]
    icon: str = "rows"
    verb: str = ""
    order: int = 100


@dataclass(frozen=True)
class LeadLink:
    label: str | Promise
    url: str
    icon: str


LEADS: Registry[Lead] = Registry()


def leads_for(viewer: Viewer, about: str, pk: int) -> list[LeadLink]:
    """Return the links of the row `pk` of a kind that `viewer` may follow, in order."""
    found = (lead for lead in LEADS.for_viewer(viewer) if lead.about == about)
    return [LeadLink(lead.label, lead.url(pk), lead.icon) for lead in found]
