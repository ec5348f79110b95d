"""The addresses of donations, cheques and refunds."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
