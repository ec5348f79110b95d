"""The addresses of funds, cash boxes and bank accounts."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
