"""The addresses of locked months, closed years and the book."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
