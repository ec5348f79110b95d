"""A little panel of live pages to test the layer with: its views, templates and addresses."""

import threading
import time

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import include, path

from accounts.models import User
from kafkasder.live import Viewers, live_page


def page(request: HttpRequest, source: str, **context: object) -> TemplateResponse:
    return TemplateResponse(request, engines["django"].from_string("{% load live %}" + source), context)


PEOPLE = """
<h1>People</h1>
{% live "total" tag="strong" %}{{ total }}{% endlive %}
<table>{% live "rows" tag="tbody" class="rows" %}{% for user in people %}<tr><td>{{ user.full_name }}</td></tr>
{% endfor %}{% endlive %}</table>
"""


@live_page(shared=True)
def people(request: HttpRequest) -> TemplateResponse:
    """A filtered, sorted list with its total."""
    if request.user.has_perm("auth.delete_group"):
        raise PermissionDenied
    found = User.objects.order_by("full_name", "pk")
    if text := request.GET.get("q"):
        found = found.filter(full_name__contains=text)
    return page(request, PEOPLE, people=found[:25], total=found.count())


@live_page(shared=True)
def powers(request: HttpRequest) -> TemplateResponse:
    """What one sees depends on one's permissions."""
    shown = "{% if perms.auth.view_group %}secret of {{ groups }}{% else %}nothing{% endif %}"
    return page(request, '{% live "powers" %}' + shown + "{% endlive %}", groups=Group.objects.count())


@live_page()
def mine(request: HttpRequest) -> TemplateResponse:
    return page(request, '{% live "name" %}{{ request.user.full_name }}{% endlive %}')


def _members(viewers: Viewers, group: int) -> set[int]:
    """Of those who may see groups all that know of this one; of the others its members."""
    if not Group.objects.filter(pk=group).exists():
        return set()
    known = viewers.that(lambda viewer: viewer.has_perm("auth.view_group") or viewer.full_name == "Baran")
    return known | set(User.objects.filter(groups=group, pk__in=viewers.ids).values_list("pk", flat=True))


CIRCLE = """
{% live "names" tag="ul" %}{% for one in people %}<li>{{ one.full_name }}{% personal one.pk %} (you){% otherwise %},
{% if perms.auth.view_group %}seen by those who see groups{% endif %}{% endpersonal %}</li>{% endfor %}{% endlive %}
{% live "count" %}{{ people|length }}{% endlive %}
"""


@live_page(shared=True, circle=_members)
def circle(request: HttpRequest, group: int) -> TemplateResponse:
    """Who is in a group, for those who are: each is told which one they are."""
    return page(request, CIRCLE, people=User.objects.filter(groups=group).order_by("full_name", "pk"))


@live_page(shared=lambda user: user.has_perm("auth.view_group"))
def sometimes(request: HttpRequest) -> TemplateResponse:
    return page(request, '{% live "x" %}{{ count }}{% endlive %}', count=User.objects.count())


@live_page(shared=True)
def leaking(request: HttpRequest) -> TemplateResponse:
    return page(request, '{% live "x" %}{{ user.full_name }}{% endlive %}')


@live_page(shared=True)
def leaking_softly(request: HttpRequest) -> TemplateResponse:
    return page(request, '{% live "x" %}{% if user.pk == 1 %}first{% endif %}{% endlive %}')


@live_page(shared=True)
def one(request: HttpRequest, pk: int) -> TemplateResponse:
    """One row's page."""
    return page(request, '{% live "name" %}{{ it.full_name }}{% endlive %}', it=get_object_or_404(User, pk=pk))


@live_page(shared=True)
def writing(request: HttpRequest) -> TemplateResponse:
    if getattr(request, "live", None):
        User.objects.update(title="written by a GET")
    return page(request, '{% live "x" %}{{ n }}{% endlive %}', n=User.objects.count())


@live_page(shared=True)
def locking(request: HttpRequest) -> TemplateResponse:
    names = [user.full_name for user in User.objects.select_for_update()] if getattr(request, "live", None) else []
    return page(request, '{% live "x" %}{{ names }}{% endlive %}', names=names)


class Weather:
    """What happens to the pages of `stormy`."""

    fails = False
    slow = 0.0
    renders = 0
    at_once = 0
    most_at_once = 0
    lock = threading.Lock()

    @classmethod
    def reset(cls) -> None:
        cls.fails, cls.slow, cls.renders, cls.at_once, cls.most_at_once = False, 0.0, 0, 0, 0


@live_page(shared=True)
def stormy(request: HttpRequest) -> TemplateResponse:
    with Weather.lock:
        Weather.renders += 1
        Weather.at_once += 1
        Weather.most_at_once = max(Weather.most_at_once, Weather.at_once)
    total = User.objects.count()  # the snapshot begins here
    time.sleep(Weather.slow)
    with Weather.lock:
        Weather.at_once -= 1
    if Weather.fails:
        raise RuntimeError("storm")
    return page(request, '{% live "total" %}{{ total }}{% endlive %}', total=total)


@live_page(shared=True)
def vanishing(request: HttpRequest) -> TemplateResponse:
    source = '{% if n > 1 %}{% live "many" %}many{% endlive %}{% endif %}{% live "n" %}{{ n }}{% endlive %}'
    return page(request, source, n=Group.objects.count())


@live_page(shared=True)
def raw(request: HttpRequest) -> TemplateResponse:
    """A page that reads by hand-written SQL with a CTE, a join and a subquery."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH few AS (SELECT id FROM accounts_user) SELECT count(*) FROM few f"
            " LEFT JOIN auth_group g ON g.id = (SELECT max(permission_id) FROM auth_group_permissions) - f.id"
        )
        (count,) = cursor.fetchone()
    return page(request, '{% live "x" %}{{ count }}{% endlive %}', count=count)


@live_page()
def forbidden(request: HttpRequest) -> TemplateResponse:
    raise PermissionDenied


@live_page()
def missing(request: HttpRequest) -> TemplateResponse:
    raise Http404


def still(request: HttpRequest) -> HttpResponse:
    return HttpResponse("not live")


urlpatterns = [
    path("people/", people, name="people"),
    path("powers/", powers, name="powers"),
    path("mine/", mine, name="mine"),
    path("sometimes/", sometimes, name="sometimes"),
    path("circle/<int:group>/", circle, name="circle"),
    path("leaking/", leaking, name="leaking"),
    path("leaking-softly/", leaking_softly, name="leaking_softly"),
    path("one/<int:pk>/", one, name="one"),
    path("writing/", writing, name="writing"),
    path("locking/", locking, name="locking"),
    path("stormy/", stormy, name="stormy"),
    path("vanishing/", vanishing, name="vanishing"),
    path("raw/", raw, name="raw"),
    path("forbidden/", forbidden, name="forbidden"),
    path("missing/", missing, name="missing"),
    path("still/", still, name="still"),
    path("", include("kafkasder.urls")),
]
