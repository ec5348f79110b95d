"""The addresses of money rules and exchange rates."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
