"""The addresses of transfers and cash counts."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
