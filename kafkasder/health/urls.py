"""The addresses of the health pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("health/live", views.live, name="health_live"),
    path("health/ready", views.ready, name="health_ready"),
    path("health/worker", views.worker, name="health_worker"),
    path("saglik/", views.detail, name="health"),
]
