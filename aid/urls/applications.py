"""The addresses of applications and their decisions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
