"""The addresses of batch entry and settlements."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
