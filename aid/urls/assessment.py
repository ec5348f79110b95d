"""The addresses of home visits, scores and settings."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
