"""One list for every room: filters, search, sorting, pages, columns and exports, all of them in the address.

A room declares a list once and shows it with a view of one line and a template of a few::

    USERS = List(
        key="users",
        label=_("Kullanıcılar"),
        rows=lambda viewer: User.objects.visible_to(viewer),
        search=lambda rows, text: rows.search(text),
        sort="name",
        columns=[
            Column("name", _("Ad soyad"), "full_name", sort="name_key"),
            Column("email", _("E-posta"), "email", sort="email"),
            Column("state", _("Durum"), "is_active", template="accounts/_user_state.html"),
        ],
        filters=[
            Choice("role", _("Rol"), choices=ROLES, lookup="groups__name__in"),
            DateRange("created", _("Oluşturulma"), field="created_at"),
        ],
    )

    @needs("accounts.manage_users")
    @USERS.personal
    @live_page(shared=True)
    def user_list(request):
        return USERS.respond(request, "accounts/user_list.html")

    {% extends layout %}{% load i18n %}
    {% block title %}{% translate "Kullanıcılar" %}{% endblock %}
    {% block content %}{% include "lists/list.html" %}{% endblock %}

What holds for every list:

* A GET reads the address, makes it valid and says in a hint what it ignored. A POST to the same address is the form
  without JavaScript, a search by a personal number, or a choice of columns; each is answered by a redirect to the
  address that says the same. Identity and phone numbers never get into an address (see `private`).
* Whatever differs between viewers stands in the address: chosen columns (remembered for each person) and "mine" are put
  there by a redirect. So a page may be shared by all who see the same rows.
* A page takes three queries: the total, the keys of the page, the rows of these keys. Rows sort by one expression with
  the key as tiebreak, the empty ones last; deep pages are counted from the nearer end or continue from the last row.
* `write_export` writes all rows that the address asks for, for those with the list's verbs alone; the room's view
  records the export and returns `export.response(request)`.
* A list with `bulk` actions lets rows be ticked. An action's page is asked for with the list's own parameters and the
  ticked rows or all; it says what would happen to how many (`listing.picked(request.GET)`), then does it.

Parameters: `q`, `sort` (column key, `-` before it for descending), `page`, `after` (key of the row before the page),
`size`, `columns` (keys joined by dots), `found` (keys joined by dots), and those of the filters: the filter's key, or
`key_from`/`key_to` for dates and `key_min`/`key_max` for numbers.
"""

from .answers import List
from .bulk import BulkAction
from .columns import Column
from .declaration import extend
from .export import Export, Format, columns_for_file, write_export
from .filters import Choice, Filter, Flag, Linked, Related, Typed
from .forms import ExportForm
from .listing import Listing
from .private import is_personal
from .ranges import DateRange, NumberBand

__all__ = [
    "BulkAction",
    "Choice",
    "Column",
    "DateRange",
    "Export",
    "ExportForm",
    "Filter",
    "Flag",
    "Format",
    "Linked",
    "List",
    "Listing",
    "NumberBand",
    "Related",
    "Typed",
    "columns_for_file",
    "extend",
    "is_personal",
    "write_export",
]
