"""A declared list and its answers to requests."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from .declaration import Declaration
from .filters import ME, MOST_FOUND, Related
from .listing import Listing
from .private import is_personal
from .remembered import forget_or_remember, remembered_columns
from .state import read_state

View = Callable[..., HttpResponseBase]

DRAWER_HEADER = "List-Drawer"  # sent by the browser's script once the drawer of the filters is open


@dataclass(frozen=True, kw_only=True)
class List(Declaration):
    """What a room declares, asked by requests."""

    def bind(self, request: HttpRequest, path: str = "") -> Listing:
        """Return the list as the address of `request` asks for it; `path` is the list's own where that is another."""
        state = read_state(self, request.GET, path or request.path, request.user)
        return Listing(self, request.user, state, drawer_is_filled=DRAWER_HEADER in request.headers)

    def count(self, viewer: Any, query: str = "") -> int:
        """Return how many rows `viewer` gets to see at an address with this query (`status=active`)."""
        return self.matching(viewer, query).count()

    def matching(self, viewer: Any, query: str = "") -> QuerySet[Any]:
        """Return the rows that `viewer` gets to see at an address with this query, unsorted."""
        return Listing(self, viewer, read_state(self, QueryDict(query), "", viewer)).matching

    def personal(self, view: View) -> View:
        """Decorate the list's view, outside of `live_page`, with what needs to know who looks.

        It answers the posted form (search, choice of columns) with a redirect to the address that says the same, and
        completes an address that leaves to the viewer what it shows. The view itself may run once for many viewers.
        """

        @wraps(view)
        def personal_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if getattr(request, "live", None):
                return view(request, *args, **kwargs)
            if request.method == "POST":
                return self._choose_columns(request) if "choose-columns" in request.POST else self._search(request)
            if address := self._own_address(request):
                return HttpResponseRedirect(address)
            return view(request, *args, **kwargs)

        return personal_view

    def respond(self, request: HttpRequest, template: str, context: dict[str, Any] | None = None) -> TemplateResponse:
        """Return the page, in its frame or, when a part of it is asked for, without."""
        context = {"listing": self.bind(request), **(context or {})}
        if request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request"):
            context["layout"] = "layouts/bare.html"
        response = TemplateResponse(request, template, context)
        patch_vary_headers(response, ["HX-Request", DRAWER_HEADER])
        return response

    def _own_address(self, request: HttpRequest) -> str:
        """Return the address that says in full what the viewer's own one leaves to who is looking, or nothing.

        A live page may be drawn once for several viewers, so whatever differs between them stands in the address: the
        columns that this viewer chose, and the viewer's key where a filter says "mine".
        """
        viewer = request.user
        given = self._with_my_key(request.GET, viewer)
        if "columns" not in given and (columns := remembered_columns(viewer, self)):
            given["columns"] = columns
        return "" if given == request.GET else f"{request.path}?{given.urlencode()}"

    def _with_my_key(self, given: QueryDict, viewer: Any) -> QueryDict:
        given = given.copy()
        for one in self.filters:
            if isinstance(one, Related) and one.mine and given.get(one.key) == ME:
                given[one.key] = str(viewer.pk)
        return given

    def _search(self, request: HttpRequest) -> HttpResponse:
        """Answer the posted form with the address that it describes.

        The form is posted so that a personal number never gets into an address: rows that it finds are named by their
        keys, a single one is opened.
        """
        posted = self._with_my_key(request.POST, request.user)
        state = read_state(self, posted, request.path, request.user)
        text = posted.get("q", "").replace("\x00", "").strip()
        if not self.search or not is_personal(text):
            return HttpResponseRedirect(state.url())
        found = list(self.search(self.rows(request.user), text).order_by("pk")[: MOST_FOUND + 1])
        if len(found) == 1 and self.row_url:
            return HttpResponseRedirect(self.row_url(found[0]))
        if 0 < len(found) <= MOST_FOUND:
            return HttpResponseRedirect(state.url(found=".".join(str(row.pk) for row in found)))
        if found:
            messages.warning(request, _("Bu rakamlarla başlayan çok kayıt var. Numaranın tamamını yazın."))
        else:
            messages.warning(request, _("Bu numarayla görebildiğiniz bir kayıt bulunamadı."))
        return HttpResponseRedirect(state.url(found=None))

    def _choose_columns(self, request: HttpRequest) -> HttpResponse:
        state = read_state(self, request.GET, request.path, request.user)
        wanted = request.POST.getlist("column")
        keys = [column.key for column in self.table_columns(request.user) if column.key in wanted]
        if not keys or keys == [column.key for column in self.default_columns(request.user)]:
            keys = []
        forget_or_remember(request.user, self, keys)
        return HttpResponseRedirect(state.url(columns=".".join(keys) or None))
