"""Addresses of the live layer; the socket's own stands in `consumer.PATH`."""

from django.urls import path

from . import views

app_name = "live"

urlpatterns = [
    path("canli/", views.board, name="board"),
    path("canli/parcalar/", views.fragments, name="fragments"),
]
