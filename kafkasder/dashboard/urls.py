"""The addresses of the home page and of what surrounds every page."""

from django.conf import settings
from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("ara/", views.search, name="search"),
    path("tercihler/", views.preferences, name="preferences"),
    path("tercihler/gruplar/", views.fold, name="fold"),
    path("tercihler/simdi/", views.look, name="look"),
]

if settings.DEBUG:
    from .gallery import gallery

    urlpatterns.append(path("bilesenler/", gallery, name="gallery"))
