"""The panel's addresses, and one for each thing that can go wrong."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.urls import include, path

from kafkasder.urls import handler400, handler403, handler404, handler500  # noqa: F401


def _raising(error, *says):
    @login_not_required
    def view(request):
        raise error(*says)

    return view


@login_not_required
def form(request):
    return HttpResponse()


@login_not_required
def writing(request):
    Group.objects.filter(name="nobody").update(name="somebody")
    return HttpResponse()


urlpatterns = [
    path("400/", _raising(SuspiciousOperation)),
    path("403/", _raising(PermissionDenied)),
    path("404/", _raising(Http404)),
    path("500/", _raising(RuntimeError, "the donor 'Ayşe Yılmaz' 10000000146 ayse@ornek.org")),
    path("form/", form),
    path("writing/", writing),
    path("", include("kafkasder.urls")),
]
