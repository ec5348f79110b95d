"""The addresses of plans, payments, deliveries and lists."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
