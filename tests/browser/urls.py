"""The panel's addresses, one for each thing that can go wrong, a workbench, and the gallery that DEBUG would serve."""

from django.urls import include, path

from kafkasder.dashboard.gallery import gallery
from kafkasder.urls import handler400, handler403, handler404, handler500  # noqa: F401

from .workbench import long_workbench, workbench

urlpatterns = [
    path("bilesenler/", gallery),
    path("tezgah/", workbench),
    path("tezgah/uzun/", long_workbench),
    path("", include("tests.serving.failing_urls")),
]
