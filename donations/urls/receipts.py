"""The addresses of receipt books, authorisations and receipts."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
