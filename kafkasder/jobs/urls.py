"""The addresses of the page of jobs."""

from django.urls import URLPattern

app_name = "jobs"

urlpatterns: list[URLPattern] = []
