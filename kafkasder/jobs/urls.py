"""The addresses of the page of jobs."""

from django.urls import path

from . import views

app_name = "jobs"

urlpatterns = [
    path("yonetim-isleri/", views.overview, name="overview"),
    path("yonetim-isleri/calismalar/", views.run_list, name="run_list"),
    path("yonetim-isleri/<str:key>/calistir/", views.job_run, name="job_run"),
]
