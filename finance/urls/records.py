"""The addresses of incomes and expenses."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
